/** Generated code keeps every limit, on the way in and on the way out, and zod agrees and explains. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Misfit, type Serializer } from "../../../runtime/index.js";
import { limits } from "../../cases/limits/expected/index.js";
import * as serializers from "../../cases/limits/expected/serializers.js";
import type { Everything } from "../../cases/limits/expected/types.js";
import { CASES, filesIn } from "./cases.js";
import { runGenerated } from "./generated-module.js";

const least: Everything = {
  name: "ab",
  word: "a",
  whole: 0,
  even: -0.5,
  digits: -5n,
  hash: new Uint8Array(4),
  items: [],
  words: new Set(["a"]),
  few: new Map([["a", 1]]),
  members: { a: true },
};

const most: Everything = {
  name: "a\u{1f600}c",
  word: "abc",
  whole: 9,
  even: 1,
  digits: 12_345_678_901_234_567_890n,
  hash: new Uint8Array([1, 2, 3, 4]),
  items: [1, 2],
  words: new Set(["a", "b"]),
  few: new Map([
    ["a", 1],
    ["b", 2],
  ]),
  members: { a: true, b: false },
  sparse: { a: 1n },
};

/** One member each that lies just beyond a limit. */
const beyond: readonly Partial<Everything>[] = [
  { name: "a" },
  { name: "abcd" },
  { word: "A" },
  { whole: -1 },
  { whole: 10 },
  { even: -0.51 },
  { even: 1.01 },
  { digits: -6n },
  { digits: 12_345_678_901_234_567_891n },
  { hash: new Uint8Array(3) },
  { hash: new Uint8Array(5) },
  { items: [1, 2, 3] },
  { words: new Set() },
  { few: new Map() },
  { few: new Map([..."abc"].map((key) => [key, 1])) },
  { members: {} },
  { members: { a: true, b: true, c: true } },
  { sparse: {} },
  { sparse: { a: 1n, b: 2n } },
  { sparse: { a: -6n } },
];

/** What tells the name of a field beyond its limit. */
const cases = beyond.map((member) => ({ field: Object.keys(member)[0] ?? "", member }));

/** The JSON of a value, limits unseen. */
async function wireOf(value: Everything): Promise<string> {
  const plain = { ...value, ...{ hash: Buffer.from(value.hash).toString("base64") } };
  return JSON.stringify(plain, (_, part: unknown) => {
    if (typeof part === "bigint") return String(part);
    return part instanceof Set || part instanceof Map ? [...(part as Set<unknown>)] : part;
  });
}

type Take = (serializer: Serializer<Everything>, value: Everything) => unknown;

const ways: readonly (readonly [string, Take])[] = [
  ["encodes", (serializer, value) => serializer.encode(value)],
  ["copies", (serializer, value) => serializer.copy(value)],
];

describe.each([
  ["as JSON", serializers.Everything],
  ["by position", serializers.EverythingCompact],
])("a limited type, %s", (_, serializer) => {
  it.each([least, most])("comes back where it is just within its limits", (value) => {
    expect(serializer.decode(serializer.encode(value))).toEqual(value);
    expect(serializer.copy(value)).toEqual(value);
  });

  describe.each(ways)("%s", (__, take) => {
    it.each(cases)("no $field beyond its limit", ({ field, member }) => {
      const faulty = { ...most, ...member };
      expect(() => take(serializer, faulty)).toThrow(Misfit);
      expect(() => take(serializer, faulty)).toThrow(`Everything.${field}`);
    });
  });
});

describe("JSON beyond a limit", () => {
  it.each(cases)("is refused: $field", async ({ field, member }) => {
    const text = await wireOf({ ...most, ...member });
    expect(() => serializers.Everything.decode(text)).toThrow(`Everything.${field}`);
  });

  it.each(cases)("is refused by zod too, on both ways: $field", async ({ field, member }) => {
    const schema = await serializers.Everything.schema();
    const faulty = { ...most, ...member };
    const decoded = schema.safeDecode(JSON.parse(await wireOf(faulty)));
    const encoded = schema.safeEncode(faulty);
    for (const result of [decoded, encoded]) {
      expect(result.success ? [] : result.error.issues.map(({ path: at }) => at[0])).toEqual([
        field,
      ]);
    }
  });

  it("is taken where it is within", async () => {
    const schema = await serializers.Everything.schema();
    for (const value of [least, most]) {
      expect(serializers.Everything.decode(await wireOf(value))).toEqual(value);
      expect(schema.safeDecode(JSON.parse(await wireOf(value)))).toEqual({
        success: true,
        data: value,
      });
    }
  });
});

describe("an argument beyond its limit", () => {
  it("has no key", () => {
    expect(() => limits.digits.key(-6n)).toThrow(/at least -5|from -5 to/);
    expect(() => limits.hash.key(new Uint8Array(3))).toThrow(/of a length of 4/);
    expect(() => limits.few.key(new Map())).toThrow(/of a length from 1 to 2/);
    expect(() => limits.members.key({})).toThrow(/of a size of at least 1/);
  });

  it("has one just within", () => {
    expect(limits.digits.key(-5n)).toBe("test:limits:digits:-5");
    expect(limits.members.key({ a: new Uint8Array(4) })).toBe("test:limits:members:(a=AAAAAA,)");
  });
});

describe("a twin without its checks", () => {
  it.each(cases)("takes the $field", async ({ field, member }) => {
    const files = filesIn(path.join(CASES, "limits/expected"));
    const text = readFileSync(path.join(CASES, "limits/expected/serializers.ts"), "utf8");
    const unchecked = text.replace(/\bcheck\.(range|length|members|pattern)\(/g, "((it) => it)(");
    const twin = runGenerated(new Map([...files, ["serializers.ts", unchecked], ["all.ts", ""]]));
    const faulty = { ...most, ...member };
    expect(() => twin.serializers["Everything"]?.encode(faulty)).not.toThrow();
    expect(field).not.toBe("");
  });
});
