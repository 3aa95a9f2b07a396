import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { compareSurface } from "../../../generator/breaking/compare.js";
import type { FunctionModel, SchemaModel } from "../../../generator/schema/model.js";
import { surfaceOf } from "../../../generator/surface/surface-of.js";
import {
  args,
  multi,
  named,
  object,
  region,
  scalar,
  schema,
  single,
} from "../../cases/model-parts.js";
import { models } from "../emit/random-model.js";

const text = scalar("string");
const creator = { path: "./a.ts", name: "a", from: "../a.js" };
const byId = { args: args({ id: text }) };

function of(...functions: readonly FunctionModel[]): SchemaModel {
  return schema([], [region("r", functions)]);
}

/** A schema whose object types have one member more. */
function withMember(model: SchemaModel, optional: boolean): SchemaModel {
  const member = { name: "gained", type: text, optional };
  const types = model.types.map((type) =>
    type.kind === "object" ? { ...type, fields: [member, ...type.fields] } : type,
  );
  return { ...model, types };
}

/** What is told of a step from one schema to another. */
function told(before: SchemaModel, now: SchemaModel): readonly string[] {
  return compareSurface(surfaceOf(before), now).map(({ category, subject, approvedBy }) => {
    return `${category} ${subject}${approvedBy === undefined ? "" : ` by ${approvedBy}`}`;
  });
}

describe("compareSurface", () => {
  it("tells nothing of a schema and itself", () => {
    const model = of(single("get", text, byId), multi("all", text, { ...byId, multiOf: "get" }));
    expect(told(model, model)).toEqual([]);
  });

  it("lets the version of a function speak for those that share its entries", () => {
    const shared = multi("all", text, { ...byId, multiOf: "get" });
    const now = of(single("get", scalar("int"), { ...byId, version: 2 }), {
      ...shared,
      returns: scalar("int"),
    });
    expect(told(of(single("get", text, byId), shared), now)).toEqual([
      "KEY r.all by 2",
      "WIRE r.all by 2",
      "SOURCE r.all",
      "KEY r.get by 2",
      "WIRE r.get by 2",
      "SOURCE r.get",
    ]);
  });

  it("names the function whose version there is to raise", () => {
    const before = of(
      single("get", text, byId),
      multi("all", text, { ...byId, multiOf: "get" }),
      single("spelled", text, { ...byId, key: [{ kind: "argument", name: "id" }] }),
      single("python", text, { ...byId, python: { function: "a:b" } }),
    );
    const hints = compareSurface(surfaceOf(before), {
      ...before,
      regions: before.regions.map((each) => ({
        ...each,
        functions: each.functions.map((model) => ({ ...model, returns: scalar("uuid") })),
      })),
    }).map(({ hint }) => hint.replace(/.*; /, ""));
    expect(hints).toEqual([
      "if that is meant, give r.get version: 2",
      "if that is meant, give r.get version: 2",
      "keys that Python shares have no version: change both programs together",
      "if that is meant, give r.spelled version: 2, and {version} in its key",
    ]);
  });

  it("takes a version that sank, or went, for no approval", () => {
    const at = (version?: number): SchemaModel =>
      of(single("get", text, version === undefined ? byId : { ...byId, version }));
    expect(told(at(3), at(2))).toEqual(["KEY r.get"]);
    expect(told(at(2), at())).toEqual(["KEY r.get"]);
    expect(told(at(), at(1))).toEqual(["KEY r.get"]);
  });

  it("knows a function again that moved to another region", () => {
    const get = single("get", text, byId);
    const both = (one: readonly FunctionModel[], other: readonly FunctionModel[]): SchemaModel =>
      schema([], [region("r", one), region("s", other)]);
    expect(told(both([get], []), both([], [get]))).toEqual(["KEY s.get", "SOURCE s.get"]);
  });

  it("does not guess which of several a function has become", () => {
    const before = of(single("get", text, byId));
    const now = of(single("find", text, byId), single("load", text, byId));
    expect(told(before, now)).toEqual(["SOURCE r.get"]);
  });

  it("tells of a region that is gone once, and of its functions nothing", () => {
    const before = schema([], [region("r", [single("get", text), single("all", text)])]);
    expect(told(before, schema([], []))).toEqual(["SOURCE r"]);
  });

  it("tells of accessors that are exported no more, or elsewhere, and not of those that come", () => {
    const [plain, bound] = [single("get", text), single("get", text, { creator })];
    expect(told(of(bound), of(plain))).toEqual(["SOURCE r.get"]);
    expect(told(of(plain), of(bound))).toEqual([]);
    const second = region("s", [single("get", text, { creator })]);
    const now = schema([], [region("r", [bound]), second]);
    expect(told(of(bound), now)).toEqual(["SOURCE r.get"]);
  });

  it("tells of an accessor's type that is called otherwise", () => {
    const before = of(single("get_user", text));
    const now = of(single("getUser", text), single("get_user", text));
    expect(told(before, now)).toEqual(["SOURCE r.get_user"]);
  });

  it("keeps what is behind a key that is spelled out apart by its region and its namespace", () => {
    const key = [{ kind: "argument", name: "id" }] as const;
    const before = of(single("get", text, { ...byId, key }));
    expect(told(before, { ...before, namespace: "other" })).toEqual(["KEY r.get"]);
    const moved = schema([], [region("s", before.regions[0]?.functions ?? [])]);
    expect(told(before, moved)).toEqual(["SOURCE r", "KEY s.get"]);
  });

  it("is not misled by names that every object has", () => {
    const model = schema(
      [object("valueOf", { toString: text }), object("isPrototypeOf", {})],
      [region("constructor", [single("hasOwnProperty", named("valueOf"), byId)])],
    );
    expect(told(schema([], []), model)).toEqual([]);
    expect(told(model, model)).toEqual([]);
    expect(told(model, schema([], []))).toEqual([
      "SOURCE constructor",
      "SOURCE isPrototypeOf",
      "SOURCE valueOf",
    ]);
    const now = schema([object("valueOf", {}), object("isPrototypeOf", {})], model.regions);
    expect(told(model, now)).toEqual([
      "WIRE constructor.hasOwnProperty",
      "SOURCE valueOf.toString",
    ]);
  });

  it("lets the types of any schema gain what may be absent, and nothing else", () => {
    const judged = fc.property(models, (model) => {
      expect(told(model, model)).toEqual([]);
      expect(told(model, withMember(model, true))).toEqual([]);
      const objects = model.types.filter(({ kind }) => kind === "object");
      const gained = objects.map(({ name }) => `SOURCE ${name}.gained`).sort();
      const isType = (line: string): boolean => line.endsWith(".gained");
      for (const [before, now] of [
        [model, withMember(model, false)],
        [withMember(model, true), model],
        [withMember(model, true), withMember(model, false)],
      ] as const) {
        const lines = told(before, now);
        expect(lines.filter(isType).sort()).toEqual(gained);
        expect(lines.some((line) => line.startsWith("WIRE"))).toBe(true);
      }
    });
    fc.assert(judged, { numRuns: 15 });
  });
});
