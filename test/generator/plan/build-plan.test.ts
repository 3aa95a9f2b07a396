import { describe, expect, it } from "vitest";
import { buildPlan } from "../../../generator/plan/build-plan.js";
import type { Code, FilePlan, StatementPlan } from "../../../generator/plan/plan.js";
import type { SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
  list,
  multi,
  named,
  object,
  region,
  scalar,
  schema,
  single,
} from "../../cases/model-parts.js";

function fileOf(model: SchemaModel, path: string): FilePlan {
  const file = buildPlan(model, "cache.schema.yaml").files.find((each) => each.path === path);
  if (file === undefined) throw new Error(`no ${path}`);
  return file;
}

/** The properties of what a constant is defined by. */
function propertiesOf(file: FilePlan, name: string): ReadonlyMap<string, Code> {
  const found = file.statements.find(
    (each): each is StatementPlan & { kind: "constant" } =>
      each.kind === "constant" && each.name === name,
  );
  const value = found?.value;
  if (typeof value !== "object" || !("items" in value)) throw new Error(`no object ${name}`);
  return new Map(
    value.items.map((item) => {
      if (typeof item === "string") return [item, item];
      if (!("length" in item)) throw new Error("no property");
      return [String(item[0]).replace(": ", ""), item[1] ?? ""];
    }),
  );
}

const text = scalar("string");

describe("buildPlan", () => {
  it("is plain data", () => {
    const model = schema(
      [object("User", { id: text })],
      [region("users", [single("get", named("User"))])],
    );
    const plan = buildPlan(model, "s.yaml");
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(plan.files.map(({ path }) => path)).toEqual([
      "types.ts",
      "schemas.ts",
      "serializers.ts",
      "users.ts",
      "index.ts",
    ]);
  });

  it("writes keys.ts only where an argument holds an object", () => {
    const types = [object("Point", { x: scalar("int") })];
    const find = single("find", text, { args: args({ points: list(named("Point")) }) });
    const paths = buildPlan(schema(types, [region("r", [find])]), "s").files.map(
      ({ path }) => path,
    );
    expect(paths).toContain("keys.ts");
  });

  it("plans a key as its head and one part an argument", () => {
    const get = single("get", text, { version: 2, args: args({ a: text, "b?": scalar("int") }) });
    const key = propertiesOf(fileOf(schema([], [region("r", [get])]), "r.ts"), "get").get("key");
    const part = (name: string, ...items: readonly string[]): Code => {
      return { kind: "enclosed", open: `${name}(`, items, close: ")", tall: false };
    };
    expect(key).toEqual([
      {
        kind: "enclosed",
        open: "(",
        items: [
          ["a", { kind: "annotation", code: ": string" }],
          ["b", { kind: "annotation", code: "?: number" }],
        ],
        close: ") =>",
        tall: false,
      },
      {
        kind: "hung",
        code: {
          kind: "template",
          pieces: [
            { text: "test:r:get@2" },
            { text: ":", value: part("key.string", "a", '"a"') },
            { text: ":", value: part("key.optional", "b", "key.int", '"b"') },
          ],
        },
      },
    ]);
  });

  it("gives shared entries the name and version of the single function", () => {
    const id = args({ id: text });
    const model = schema(
      [],
      [
        region("r", [
          single("get", text, { version: 3, args: id }),
          multi("getAll", text, { multiOf: "get", args: id }),
          multi("other", text, { version: 4, args: id }),
        ]),
      ],
    );
    const file = fileOf(model, "r.ts");
    const head = (name: string): string => JSON.stringify(propertiesOf(file, name).get("key"));
    expect(head("getAll")).toContain('"test:r:get@3"');
    expect(head("other")).toContain('"test:r:other@4"');
  });

  it("gives functions of one type one fingerprint", () => {
    const model = schema(
      [object("User", { id: text })],
      [
        region("r", [single("get", named("User")), single("name", text)]),
        region("s", [single("get", named("User"))]),
      ],
    );
    const print = (path: string, name: string): unknown =>
      propertiesOf(fileOf(model, path), name).get("fingerprint");
    expect(print("r.ts", "get")).toMatch(/^"[0-9a-f]{16}"$/);
    expect(print("s.ts", "get")).toBe(print("r.ts", "get"));
    expect(print("r.ts", "name")).not.toBe(print("r.ts", "get"));
  });

  it("says where the varying argument stands", () => {
    const model = schema(
      [],
      [
        region("r", [
          multi("f", text, { varying: "b", args: args({ a: text, b: text, "c?": text }) }),
        ]),
      ],
    );
    expect(propertiesOf(fileOf(model, "r.ts"), "f").get("varying")).toBe("1");
  });

  it("sets only what is set, in one order", () => {
    const get = single("get", text, {
      policy: { expirationMs: Infinity, cacheNullMs: 0, strict: false },
    });
    const properties = propertiesOf(fileOf(schema([], [region("r", [get])]), "r.ts"), "get");
    expect([...properties.keys()].slice(-4)).toEqual([
      "fingerprint",
      "expirationMs",
      "cacheNullMs",
      "strict",
    ]);
    expect(properties.get("expirationMs")).toBe("Infinity");
  });

  it("imports only what is used, values before types", () => {
    const file = fileOf(schema([], [region("r", [single("get", text)])]), "r.ts");
    expect(file.imports).toEqual([
      {
        kind: "names",
        from: "cachegen/runtime",
        names: ["defineFunction", "defineRegion", "Accessor", "Definition", "Region"].map(
          (name) => {
            return { name, local: name, use: /^[A-Z]/.test(name) ? "type" : "value" };
          },
        ),
      },
      { kind: "module", from: "./serializers.js", local: "serializers", use: "value" },
    ]);
  });

  it("renames what it imports and its parameters, never what it exports", () => {
    const model = schema(
      [],
      [
        region("r", [
          single("key", text, { args: args({ check: text, key: text }) }),
          single("other", text, { args: args({ keys: text, check: text }) }),
        ]),
      ],
    );
    const file = fileOf(model, "r.ts");
    expect(file.imports[0]).toMatchObject({
      names: expect.arrayContaining([{ name: "key", local: "key2", use: "value" }]),
    });
    expect(file.statements.map((each) => ("name" in each ? each.name : ""))).toContain("key");
    expect(JSON.stringify(propertiesOf(file, "other").get("args"))).toContain('"check2"');
  });

  it("stops at names that no schema lets pass", () => {
    const bad = "x'); process.exit(1); ('";
    const models = [
      schema([], [region(bad, [])]),
      schema([], [region("r", [single(bad, text)])]),
      schema([], [region("r", [single("get", text, { args: args({ [bad]: text }) })])]),
      schema([object(bad, {})], []),
      schema([object("User", { [bad]: text })], []),
      schema([], [region("r", [single("get", text)])], { namespace: bad }),
    ];
    for (const model of models) expect(() => buildPlan(model, "s")).toThrow("cannot be a name");
  });
});
