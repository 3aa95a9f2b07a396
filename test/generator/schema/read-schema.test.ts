import { readFileSync } from "node:fs";
import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import type { SchemaModel } from "../../../generator/schema/model.js";
import { readSchema } from "../../../generator/schema/read-schema.js";

const SHOP = readFileSync(new URL("../../cases/shop/cache.schema.yaml", import.meta.url), "utf8");

function modelOf(text: string): SchemaModel {
  const { model, diagnostics } = readSchema(text);
  expect(diagnostics).toEqual([]);
  if (model === undefined) throw new Error("no model");
  return model;
}

/** A schema of one region, from the lines of its functions and of its options. */
function regionOf(functions: string, options = "", top = ""): string {
  const indented = (text: string, width: number): string =>
    text.replace(/^(?=.)/gm, " ".repeat(width));
  const head = `version: 1\nnamespace: shop\n${top}regions:\n  users:\n`;
  return `${head}${indented(options, 4)}\n    functions:\n${indented(functions, 6)}\n`;
}

function functionOf(
  text: string,
  name: string,
): SchemaModel["regions"][number]["functions"][number] {
  const found = modelOf(text).regions[0]?.functions.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}

describe("readSchema", () => {
  it("reads the shop", () => {
    const model = modelOf(SHOP);
    expect(model.namespace).toBe("shop");
    expect(model.output).toBe("./generated");
    expect(model.types.map((type) => `${type.kind} ${type.name}`)).toEqual([
      "brand UserId",
      "enum Role",
      "object User",
      "object Money",
    ]);
    expect(model.regions).toHaveLength(1);
    expect(model.regions[0]).toMatchObject({
      name: "users",
      description: "People who can sign in.",
      backend: "${CACHE_URL:-memory}",
      policy: { expirationMs: 600_000, graceMs: 3_600_000 },
    });
  });

  it("keeps absent and null apart", () => {
    const user = modelOf(SHOP).types.find((type) => type.name === "User");
    const fields = user?.kind === "object" ? user.fields : [];
    expect(fields.find((field) => field.name === "nick")).toEqual({
      name: "nick",
      optional: true,
      type: { kind: "scalar", scalar: "string" },
    });
    expect(fields.find((field) => field.name === "parent")).toEqual({
      name: "parent",
      optional: false,
      type: { kind: "nullable", of: { kind: "named", name: "UserId" } },
    });
  });

  it("gives a function that shares entries the arguments, type, version and policy of the other", () => {
    const text = regionOf(
      [
        "getUser:",
        "  args: { tenant: string, id: int }",
        "  returns: string?",
        "  version: 3",
        "  expiration: 5m",
        "  cacheNull: 30s",
        "getUsers:",
        "  multiOf: getUser",
        "  multi: id",
        "  maxBatch: 50",
        "  missing: 10s",
      ].join("\n"),
    );
    expect(functionOf(text, "getUsers")).toEqual({
      kind: "multi",
      name: "getUsers",
      multiOf: "getUser",
      varying: "id",
      result: "map",
      version: 3,
      args: [
        { name: "tenant", optional: false, type: { kind: "scalar", scalar: "string" } },
        { name: "id", optional: false, type: { kind: "scalar", scalar: "int" } },
      ],
      returns: { kind: "nullable", of: { kind: "scalar", scalar: "string" } },
      policy: { expirationMs: 300_000, cacheNullMs: 30_000, maxBatch: 50, missingMs: 10_000 },
    });
  });

  it.each(["multi:", "multi: true", "multi: id"])("finds the only argument with %s", (line) => {
    const text = regionOf(`getAll:\n  ${line}\n  args: { id: int }\n  returns: string`);
    expect(functionOf(text, "getAll")).toMatchObject({ kind: "multi", varying: "id" });
  });

  it("needs no multi beside multiOf when there is one argument", () => {
    const text = regionOf("a:\n  args: { id: int }\n  returns: string\nb:\n  multiOf: a");
    expect(functionOf(text, "b")).toMatchObject({ kind: "multi", varying: "id", multiOf: "a" });
  });

  it("finds a shared function below the one that names it", () => {
    const text = regionOf("b:\n  multiOf: a\na:\n  args: { id: int }\n  returns: string");
    expect(modelOf(text).regions[0]?.functions.map(({ name }) => name)).toEqual(["b", "a"]);
  });

  it("takes defaults of every plain type", () => {
    const lines = [
      "find:",
      "  args:",
      '    a: { type: string, min: 1, pattern: "^x", default: xy }',
      "    b: { type: int, default: -3 }",
      "    c: { type: float, default: 1.5 }",
      "    d: { type: boolean, default: false }",
      "    e: { type: bigint, default: 12345678901234567890 }",
      "    f: { type: Role, default: staff }",
      "    g: { type: string?, default: null }",
      "    h: { type: Limit, default: 7 }",
      '    i: { type: "const(5)", default: 5 }',
      "    j: { type: uuid, default: 0b7e3f64-4d2c-4d5e-9e0a-1c2d3e4f5a6b }",
      "  returns: string",
    ];
    const top = "types:\n  Role: [admin, staff]\n  Limit: int\n";
    const { args } = functionOf(regionOf(lines.join("\n"), "", top), "find");
    expect(args.map((arg) => arg.default)).toEqual([
      "xy",
      -3,
      1.5,
      false,
      12345678901234567890n,
      "staff",
      null,
      7,
      5,
      "0b7e3f64-4d2c-4d5e-9e0a-1c2d3e4f5a6b",
    ]);
  });

  it("judges a default as the runtime judges the value", () => {
    const lines = [
      "find:",
      "  args:",
      "    a: { type: string, length: 1, default: 😀 }",
      "    b: { type: uuid, default: 0B7E3F64-4D2C-8D5E-9E0A-1C2D3E4F5A6B }",
      "    c: { type: float, default: -0 }",
      "    d: { type: float, default: -0.0 }",
      "    e: { type: int, default: -0 }",
      "    f: { type: bigint, default: 1e3 }",
      "  returns: string",
    ];
    const { args } = functionOf(regionOf(lines.join("\n")), "find");
    expect(args.map((arg) => arg.default)).toEqual([
      "😀",
      "0B7E3F64-4D2C-8D5E-9E0A-1C2D3E4F5A6B",
      -0,
      -0,
      0,
      1_000n,
    ]);
  });

  it("puts constraints on the type they limit, not on its null", () => {
    const text = regionOf("a:\n  args:\n    x: { type: string?, max: 5 }\n  returns: int");
    expect(functionOf(text, "a").args[0]?.type).toEqual({
      kind: "nullable",
      of: { kind: "scalar", scalar: "string", constraints: { max: 5 } },
    });
  });

  it("reads null as a type, quoted types, and types in flow style", () => {
    const text = regionOf('a:\n  args: { x: list<int>, y: "int[]" }\n  returns: null');
    const { args, returns } = functionOf(text, "a");
    expect(args[0]?.type).toEqual(args[1]?.type);
    expect(returns).toEqual({ kind: "scalar", scalar: "null" });
  });

  it.each([
    ["cacheNull: true", {}],
    ["cacheNull: false", { cacheNullMs: 0 }],
    ["cacheNull: 5s", { cacheNullMs: 5_000 }],
    ["expiration: never", { expirationMs: Infinity }],
    ["refresh: background", { refresh: "background" }],
    ["strict: true", { strict: true }],
    ["grace: 0s", { graceMs: 0 }],
    ["jitter: 0", { jitter: 0 }],
    ["softTimeout: 0s", { softTimeoutMs: 0 }],
    ["hardTimeout: 1s", { hardTimeoutMs: 1_000 }],
    ["retryAfter: 1h", { retryAfterMs: 3_600_000 }],
    ["lease: 90s", { leaseMs: 90_000 }],
    ["wait: 3334ms", { waitMs: 3_334 }],
  ])("reads %s of a function", (line, policy) => {
    expect(functionOf(regionOf(`a:\n  returns: string?\n  ${line}`), "a").policy).toEqual(policy);
  });

  it.each([
    ["jitter: 1", { jitter: 1 }],
    ["eager: 0.75", { eager: 0.75 }],
    ["eager: xfetch", { eager: "xfetch" }],
  ])("reads %s of a function that expires", (line, policy) => {
    const text = regionOf(`a:\n  returns: int\n  expiration: 1s\n  ${line}`);
    expect(functionOf(text, "a").policy).toEqual({ expirationMs: 1_000, ...policy });
  });

  it.each([
    ["maxBytes: 64MiB", { maxBytes: 67_108_864 }],
    ["maxValueBytes: 250000", { maxValueBytes: 250_000 }],
    ["maxCreators: 3", { maxCreators: 3 }],
    ["validate: always", { validate: "always" }],
    ["keyMangler: none", { keyMangler: { kind: "none" } }],
    ["keyMangler: sha256", { keyMangler: { kind: "sha256" } }],
    ["keyMangler: longerThan(250)", { keyMangler: { kind: "longerThan", length: 250 } }],
  ])("reads %s of a region", (line, settings) => {
    expect(modelOf(regionOf("a:\n  returns: int", line)).regions[0]).toMatchObject(settings);
  });

  it("takes the policy of the region, and of the function whose entries are shared, into account", () => {
    const one = "one:\n  args: { id: int }\n  returns: int\n  expiration: 1m\n  grace: 1h";
    const many = "many:\n  multiOf: one\n  grace: 1h\n  eager: 0.5";
    expect(functionOf(regionOf(`${one}\n${many}`), "many").policy).toEqual({
      expirationMs: 60_000,
      graceMs: 3_600_000,
      eager: 0.5,
    });
  });

  it("takes the only backend, a named one, or memory", () => {
    const backendOf = (text: string): string | undefined => modelOf(text).regions[0]?.backend;
    expect(backendOf(regionOf("a:\n  returns: int"))).toBe("memory");
    expect(backendOf(regionOf("a:\n  returns: int", "", "backends:\n  x: none\n"))).toBe("none");
    const two = "backends:\n  x: none\n  y: ${URL}\n";
    expect(backendOf(regionOf("a:\n  returns: int", "backend: y", two))).toBe("${URL}");
  });

  it("takes types that contain themselves behind an exit", () => {
    const types =
      "types:\n  Tree:\n    up: Tree?\n    down: Tree[]\n    next?: Tree\n    by: map<int, Tree>\n";
    expect(modelOf(regionOf("a:\n  returns: Tree", "", types)).types).toHaveLength(1);
  });

  it("takes grace of a region when one of its functions expires", () => {
    const text = regionOf("a:\n  returns: int\n  expiration: 1m\nb:\n  returns: int", "grace: 1h");
    expect(modelOf(text).regions[0]?.policy).toEqual({ graceMs: 3_600_000 });
  });

  it("takes a region without functions", () => {
    expect(
      modelOf("version: 1\nnamespace: s\nregions:\n  raw: {}\n").regions[0]?.functions,
    ).toEqual([]);
  });

  it("reads the same model from lines with carriage returns and a byte-order mark", () => {
    expect(modelOf(`\u{feff}${SHOP.replaceAll("\n", "\r\n")}`)).toEqual(modelOf(SHOP));
  });

  it("reports the faults in the order of the text", () => {
    const { diagnostics } = readSchema(SHOP.replaceAll("UserId", "UserID").replace("30s", "30"));
    const starts = diagnostics.map((diagnostic) => diagnostic.span.start);
    expect(starts).toEqual([...starts].sort((left, right) => left - right));
  });

  it("reads long chains of types without running out of stack", () => {
    const count = 8_000;
    const types = Array.from({ length: count }, (_, index) => `  A${index}: A${index + 1}`);
    const end = `  A${count}: string?\n`;
    const text = regionOf(
      "a:\n  returns: A0\n  cacheNull: 5s",
      "",
      `types:\n${types.join("\n")}\n${end}`,
    );
    const { model, diagnostics } = readSchema(text);
    expect(model).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["CG3016"]);
  });
});

describe("readSchema on any text", () => {
  const PIECES = [
    ..."[]{}<>()?|&*!%@`'\",:#-\n\t ".split(""),
    ...["  ", "\n  ", "\n    ", ": ", "- ", "version: 1", "namespace: x", "types:", "regions:"],
    ...["functions:", "args:", "returns:", "multi:", "multiOf:", "map<string,int>", "enum(a, b)"],
    ...[
      "brand<string>",
      "User",
      "__proto__",
      "${X:-memory}",
      "---",
      "<<",
      "~",
      "null",
      "1e400",
      "\r\n",
    ],
    ...[
      "expiration: 10m",
      "default: 5",
      "type: int",
      "pattern: '('",
      "\u{feff}",
      "\u{0}",
      "\u{d800}",
    ],
  ];

  it("never throws on pieces of schemas", () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 });
    fc.assert(
      fc.property(text, (pieces) => isAnswered(pieces.join(""))),
      { numRuns: 1_500 },
    );
  });

  it("never throws on a schema with an edit in it", () => {
    const edit = fc.tuple(fc.nat(SHOP.length), fc.nat(30), fc.constantFrom("", ...PIECES));
    fc.assert(
      fc.property(edit, ([at, length, piece]) =>
        isAnswered(SHOP.slice(0, at) + piece + SHOP.slice(at + length)),
      ),
      { numRuns: 500 },
    );
  });

  it("never throws on any characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), isAnswered), {
      numRuns: 500,
    });
  });

  it("lets no hostile name through", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(name, (hostile) => {
        const quoted = JSON.stringify(hostile);
        const { model } = readSchema(regionOf(`${quoted}:\n  returns: int`));
        expect(model === undefined || /^[A-Za-z][A-Za-z0-9_]*$/.test(hostile)).toBe(true);
      }),
    );
  });

  function isAnswered(text: string): boolean {
    const { model, diagnostics } = readSchema(text);
    for (const { span } of diagnostics) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
    return (model === undefined) === diagnostics.length > 0;
  }
});
