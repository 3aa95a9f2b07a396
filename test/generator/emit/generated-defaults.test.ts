/** A default is what its type makes of it: for values of many types, written as YAML, generated, and seen by a creator. */
import { isDeepStrictEqual } from "node:util";
import fc from "../../support/fast-check.js";
import { beforeAll, describe, expect, it } from "vitest";
import { generateOutput } from "../../../generator/generate.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { StoredTypes } from "../../../generator/plan/stored-types.js";
import type { SchemaModel } from "../../../generator/schema/model.js";
import type { Accessor, Definition, Serializer } from "../../../runtime/index.js";
import { runGenerated } from "./generated-module.js";
import { valuesOf } from "./random-value.js";

const SEED = 20_261_122;
const EACH = 8;

/** Most the generator may take for all of them on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

const TYPES = `
  Slug: brand<string>
  Blob: bytes
  Role: [admin, staff]
  Circle:
    kind: const(circle)
    radius: float
    at?: datetime
  Square:
    kind: const(square)
    side: bigint?
    data: json
  Shape: Circle | Square
  Tree: map<string, Tree>
  Chain: tuple<int, Chain?>
`;

const EXPRESSIONS = [
  ...["string", "int", "float", "boolean", "bigint", "datetime", "epoch", "date", "uuid"],
  ...[
    "bytes",
    "json",
    "json?",
    "Slug",
    "Blob",
    "Role",
    "const(5)",
    "Shape",
    "Shape?",
    "Tree",
    "Chain",
  ],
  ...["bytes[]", "json[]", "set<Slug>", "record<bytes>", "record<json>", "tuple<bytes, json>"],
  ...["map<string, int>", "map<int, bytes>", "map<float, json>", "map<boolean, Shape>"],
  ...[
    "map<bigint, map<Role, Slug>>",
    "map<uuid, string?>",
    "map<date, epoch[]>",
    "map<Slug, Blob>",
  ],
];

/** One value of one type, and the function that has it as the default of its only argument, and gives the like of it. */
interface Sample {
  readonly type: string;
  readonly value: unknown;
  readonly definition: Definition<[unknown?], unknown, Accessor<[unknown?], unknown>, [unknown]>;
  readonly serializer: Serializer<unknown>;
}

let samples: readonly Sample[] = [];

beforeAll(async () => {
  const drawn = EXPRESSIONS.flatMap((type, at) => drawnOf(type, SEED + at));
  const model = modelOf(schemaOf(drawn));
  const { files } = await generateOutput(model, "cache.schema.yaml");
  const { serializers, all } = runGenerated(files);
  const stored = new StoredTypes(model);
  samples = (model.regions[0]?.functions ?? []).map(({ name, returns }, at) => {
    const [definition, serializer] = [all[name], serializers[stored.nameOf(returns)]];
    const found = drawn[at];
    if (!found || !definition || !serializer) throw new Error(`no ${name}`);
    return { ...found, definition: definition as unknown as Sample["definition"], serializer };
  });
}, PATIENCE);

describe("a default", () => {
  it("is the value it was written for, as zod reads it", async () => {
    expect(samples).toHaveLength(EXPRESSIONS.length * EACH);
    for (const { type, value, definition, serializer } of samples) {
      const schema = await serializer.schema();
      const read = schema.safeDecode(JSON.parse(serializer.encode(value)));
      expect(read.success, type).toBe(true);
      const found = [await seenBy(definition)];
      expect(
        isDeepStrictEqual(found, read.success && [read.data]),
        `${type}: ${yamlOf(value)}`,
      ).toBe(true);
    }
  });

  it("is another one for every call, wherever it can be changed", async () => {
    for (const { value, definition } of samples) {
      const [first, second] = [await seenBy(definition), await seenBy(definition)];
      expect(second).toEqual(first);
      if (typeof value === "object" && value !== null) expect(second).not.toBe(first);
    }
  });

  it("makes the key that the value itself makes", () => {
    for (const { value, definition } of samples)
      expect(definition.key()).toBe(definition.key(value));
  });
});

/** What a creator is given that is called without its argument. */
async function seenBy(definition: Sample["definition"]): Promise<unknown> {
  const seen: unknown[] = [];
  const accessor = definition.cacheOnArguments((given) => {
    seen.push(given);
    return given;
  });
  await accessor.refresh();
  return seen[0];
}

/** Values of a type that a schema can have as defaults. */
function drawnOf(type: string, seed: number): readonly Pick<Sample, "type" | "value">[] {
  const { types, regions } = modelOf(schemaOf([{ type }]));
  const returns = regions[0]?.functions[0]?.returns;
  if (returns === undefined) throw new Error(`no type ${type}`);
  const values = valuesOf(returns, types).filter((value) => !UNWRITABLE.test(yamlOf(value)));
  return fc.sample(values, { seed, numRuns: EACH }).map((value) => ({ type, value }));
}

/** What a schema has no way to write: see `plain-text.ts`; `<<` is a merge, and records have no `__proto__`. */
const UNWRITABLE =
  /(?!\u{200d})[\p{Cc}\p{Cf}\p{Cs}\u{2028}\u{2029}]|\\u|\\[bfrnt]|"<<"|"__proto__"/u;

/** A schema with a function for each type, whose argument has the value as its default where there is one. */
function schemaOf(
  functions: readonly { readonly type: string; readonly value?: unknown }[],
): string {
  const lines = functions.map(({ type, value }, at) => {
    const given = value === undefined ? "" : `, default: ${yamlOf(value)}`;
    return `      f${at}:\n        args: { x: { type: "${type}"${given} } }\n        returns: ${type}\n`;
  });
  return `version: 1\nnamespace: test\ntypes:${TYPES}regions:\n  all:\n    functions:\n${lines.join("")}`;
}

function modelOf(text: string): SchemaModel {
  const { model, diagnostics } = readSchema(text);
  if (model !== undefined) return model;
  const faults = diagnostics.map(
    ({ message, span }) => `${message}: ${text.slice(span.start - 80, span.end)}`,
  );
  throw new Error(faults.join("\n"));
}

/** A value as the flow style of YAML has it: a moment as its text, where it has one, bytes as base64, a Map as a map. */
function yamlOf(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : String(value);
  if (value instanceof Date) return dateOf(value);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
  if (value instanceof Map) return mapOf([...value].map(([key, held]) => [String(key), held]));
  if (Array.isArray(value) || value instanceof Set) return `[${[...value].map(yamlOf).join(", ")}]`;
  if (typeof value === "object" && value !== null) return mapOf(Object.entries(value));
  return JSON.stringify(value);
}

function dateOf(date: Date): string {
  const text = date.toISOString();
  return /^\d/.test(text) ? text : String(date.getTime());
}

function mapOf(entries: readonly (readonly [string, unknown])[]): string {
  const members = entries.map(([name, held]) => `${JSON.stringify(name)}: ${yamlOf(held)}`);
  return `{ ${members.join(", ")} }`;
}
