import { describe, expect, it } from "vitest";
import { surfaceOf } from "../../../generator/surface/surface-of.js";
import { readSurface } from "../../../generator/surface/read-surface.js";
import type { ArgumentModel, NamedType, ValueType } from "../../../generator/schema/model.js";
import { manifestText } from "../../../generator/write/manifest.js";
import {
  args,
  list,
  map,
  multi,
  named,
  nullable,
  object,
  record,
  region,
  scalar,
  schema,
  set,
  single,
  tuple,
  union,
} from "../../cases/model-parts.js";
import { hunksBetween } from "../emit/hunks.js";
import { originOf } from "../write/output-parts.js";

const text = scalar("string");
const creator = { path: "./a.ts", name: "a", from: "../a.js" };

/** The form in which an argument stands in keys. */
function formOf(type: ValueType, ...types: readonly NamedType[]): string {
  const functions = [single("get", text, { args: args({ a: type }) })];
  const shown = surfaceOf(schema(types, [region("r", functions)]));
  return shown.functions["r.get"]?.parts?.["a"] ?? "text";
}

/** An argument's type as callers see it. */
function typeOf(type: ValueType, ...types: readonly NamedType[]): string | undefined {
  const functions = [single("get", text, { args: args({ a: type }) })];
  return surfaceOf(schema(types, [region("r", functions)])).functions["r.get"]?.args["a"];
}

describe("surfaceOf", () => {
  it("is read back from the manifest as it is", () => {
    const shown = surfaceOf(
      schema(
        [
          object("User", { id: text, "nick?": text }),
          { kind: "enum", name: "Role", members: ["a"] },
        ],
        [
          region("r", [
            single("get", named("User"), { args: args({ id: text, "at?": scalar("datetime") }) }),
            multi("all", text, { args: args({ id: text }), keyHash: { kind: "sha256" }, creator }),
          ]),
        ],
      ),
    );
    expect(readSurface(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
  });

  it("has the keys of a function in the notation of the schema", () => {
    const own = args({ tenant: text, id: text });
    const spelled = [
      { kind: "text", text: "{u}/" },
      { kind: "argument", name: "id" },
      { kind: "argument", name: "tenant" },
    ] as const;
    const { functions } = surfaceOf(
      schema(
        [],
        [
          region("r", [
            single("usual", text, { args: own, version: 3 }),
            single("spelled", text, { args: own, key: spelled }),
            single("python", text, { args: own, python: { function: "a:b", namespace: "n" } }),
            multi("shared", text, { args: own, multiOf: "spelled" }),
          ]),
        ],
      ),
    );
    expect(
      Object.entries(functions).map(([name, { key, version }]) => [name, version, key]),
    ).toEqual([
      ["r.python", 1, "a:b|n|{tenant} {id}"],
      ["r.shared", 1, "{{u}}/{id}{tenant}"],
      ["r.spelled", 1, "{{u}}/{id}{tenant}"],
      ["r.usual", 3, "test:r:usual@3:{tenant}:{id}"],
    ]);
  });

  it("says where accessors are exported, as accessors.ts does", () => {
    const boundIn = (second: string): readonly (string | undefined)[] => {
      const regions = [
        region("r", [single("get", text, { creator }), single("free", text)]),
        region("s", [single(second, text, { creator })]),
      ];
      return Object.values(surfaceOf(schema([], regions)).functions).map(({ bound }) => bound);
    };
    expect(boundIn("find")).toEqual([undefined, "get", "find"]);
    expect(boundIn("get")).toEqual([undefined, "r.get", "s.get"]);
  });

  it("has the same order whatever order the schema has, but for arguments", () => {
    const types = [object("A", { x: text, y: text }), object("B", {})];
    const functions = [single("one", text), single("two", text)];
    const shown = surfaceOf(schema(types, [region("r", functions), region("s", [])]));
    const turned = [object("B", {}), object("A", { y: text, x: text })];
    const other = schema(turned, [region("s", []), region("r", functions.toReversed())]);
    expect(JSON.stringify(surfaceOf(other))).toBe(JSON.stringify(shown));
  });

  it("changes in one place with one function", () => {
    const names = Array.from({ length: 20 }, (_, at) => `f${at + 10}`);
    const textWith = (returns: ValueType): string => {
      const functions = names.map((name) => single(name, name === "f15" ? returns : text));
      const surface = surfaceOf(schema([], [region("r", functions)]));
      const origin = { ...originOf("a"), schema: "../s.yaml", outputRevision: 1, files: new Map() };
      return manifestText({ ...origin, surface }).replace(/"contentHash".*/, "");
    };
    expect(hunksBetween(textWith(text), textWith(scalar("int")))).toBe(1);
  });
});

describe("the form of an argument in keys", () => {
  it("is its text for all that is written as it is, whatever it is called and limited to", () => {
    const types: readonly NamedType[] = [
      { kind: "brand", name: "Id", of: text },
      { kind: "enum", name: "Role", members: ["a"] },
    ];
    const plain = [
      scalar("string", { max: 5 }),
      scalar("uuid"),
      scalar("float"),
      scalar("bigint"),
      nullable(scalar("date")),
      named("Id"),
      named("Role"),
    ];
    expect(new Set(plain.map((type) => formOf(type, ...types)))).toEqual(new Set(["text"]));
  });

  it("is told apart where equal values have other parts", () => {
    const forms = [
      text,
      ...(["datetime", "epoch", "bytes", "json"] as const).map((name) => scalar(name)),
      list(text),
      list(scalar("epoch")),
      set(text),
      map(scalar("epoch"), text),
      record(text),
      tuple(text, text),
      tuple(text),
    ].map((type) => formOf(type));
    expect(new Set(forms).size).toBe(forms.length);
    expect(formOf(record(text))).toBe(formOf(map(text, text)));
  });

  it("is of an object what its members are, in their order, whatever it is called", () => {
    const form = formOf(named("A"), object("A", { x: text, "y?": text }));
    expect(form).toMatch(/^object [0-9a-f]{16}$/);
    expect(formOf(named("B"), object("B", { x: scalar("int"), y: text }))).toBe(form);
    expect(formOf(named("A"), object("A", { y: text, x: text }))).not.toBe(form);
    expect(formOf(named("A"), object("A", { x: text, z: text }))).not.toBe(form);
    expect(formOf(named("A"), object("A", { x: text, y: scalar("datetime") }))).not.toBe(form);
    expect(formOf(list(named("A")), object("A", { x: text }))).toMatch(
      /^list<object> [0-9a-f]{16}$/,
    );
  });

  it("is known of unions in any order, and of types that hold themselves", () => {
    const kinds = [
      object("A", { kind: { kind: "const", value: "a" }, x: text }),
      object("B", { kind: { kind: "const", value: "b" }, y: text }),
    ];
    const form = formOf(union("kind", { A: "a", B: "b" }), ...kinds);
    expect(formOf(union("kind", { B: "b", A: "a" }), ...kinds)).toBe(form);
    const tree = (leaf: ValueType): string =>
      formOf(named("Tree"), object("Tree", { leaf, "next?": named("Tree") }));
    expect(tree(text)).not.toBe(tree(scalar("datetime")));
  });

  it("is Python's own where Python's is another", () => {
    const formIn = (type: ValueType): unknown => {
      const python = { function: "a:b" };
      const own: readonly ArgumentModel[] = args({ a: type });
      const shown = surfaceOf(
        schema([], [region("r", [single("get", text, { args: own, python })])]),
      );
      return shown.functions["r.get"]?.parts?.["a"];
    };
    expect(formIn(text)).toBeUndefined();
    expect(formIn(scalar("float"))).toBe("float in Python");
    expect(formIn(scalar("boolean"))).toBe("boolean in Python");
    expect(formIn({ kind: "const", value: true })).toBe("boolean in Python");
  });
});

describe("a type as callers see it", () => {
  it("is written as TypeScript has it, aliases looked through", () => {
    const names: NamedType = { kind: "alias", name: "Names", of: list(nullable(text)) };
    expect(typeOf(named("Names"), names)).toBe("(string | null)[]");
    expect(typeOf(list(list(text)))).toBe("string[][]");
    expect(typeOf(record(set(scalar("epoch"))))).toBe("{ [name: string]: Set<Date> }");
    expect(typeOf(tuple(scalar("json"), map(text, scalar("bytes"))))).toBe(
      "[JsonValue, Map<string, Uint8Array>]",
    );
  });

  it("has the members of enums and unions in any order", () => {
    expect(typeOf(list({ kind: "enum", members: ["b", "a"] }))).toBe('("a" | "b")[]');
    const kinds = [
      object("A", { kind: { kind: "const", value: "a" } }),
      object("B", { kind: { kind: "const", value: "b" } }),
    ];
    const both = union("kind", { B: "b", A: "a" });
    expect(typeOf(list(both), ...kinds)).toBe("(A | B)[]");
    const shape: NamedType = { kind: "alias", name: "Shape", of: both };
    expect(typeOf(named("Shape"), ...kinds, shape)).toBe("Shape");
    expect(surfaceOf(schema([...kinds, shape], [])).types["Shape"]).toBe("A | B");
  });
});
