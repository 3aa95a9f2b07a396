import { describe, expect, it } from "vitest";
import { jsonSerializer } from "../../../runtime/value/json-serializer.js";
import { parse, withTrueNames } from "../../../runtime/value/parse.js";
import fc from "../../support/fast-check.js";

/** What misleads some engines: the second name is met where a name with a backslash was met before. */
const POISON = '{"under":[],"\\\\":0}';
const MISREAD = '{"under":1,"\\"":2,"\\n":3,"\\u00e9":4}';
const TRUE_NAMES = ["under", '"', "\n", "é"];

const name = fc.oneof(
  fc.constantFrom(
    "\\",
    '"',
    "\n",
    "\\n",
    "\\\\",
    '\\"',
    "~",
    "~~0",
    "~0",
    "__proto__",
    "1",
    "",
    ":",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);

const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      name,
    ),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("json")), { maxLength: 5 }).map(Object.fromEntries),
  ),
}));

describe("names in a JSON text", () => {
  it("are what was written, after others in the same place that mislead some engines", () => {
    expect(Object.keys(parse(POISON))).toEqual(["under", "\\"]);
    expect(Object.keys(parse(MISREAD))).toEqual(TRUE_NAMES);
    const values = jsonSerializer.decode(jsonSerializer.encode({ under: 1, "\n": 2 }));
    expect(values).toEqual({ under: 1, "\n": 2 });
    expect(jsonSerializer.revive?.(MISREAD)).toEqual({ under: 1, '"': 2, "\n": 3, é: 4 });
  });

  it("are found by themselves where the engine took one for another", () => {
    const misread = { under: 1, "\\": 4 };
    expect(Object.entries(withTrueNames<object>(MISREAD, misread))).toEqual(
      TRUE_NAMES.map((each, at) => [each, at + 1]),
    );
  });

  it("are found in any text, with any white space, and all else is left as it is", () => {
    fc.assert(
      fc.property(json, fc.constantFrom("", "\t", " \n"), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        expect(JSON.stringify(withTrueNames<unknown>(text, JSON.parse(text)))).toBe(
          JSON.stringify(value),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("are data, whatever they are, and of two alike the last one counts", () => {
    const text = '{"\\u005f_proto__":{"a":1},"b\\n":1,"b\\u000a":2,"c":1,"\\u0063":2}';
    const value = withTrueNames<object>(text, {});
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.entries(value)).toEqual([
      ["__proto__", { a: 1 }],
      ["b\n", 2],
      ["c", 2],
    ]);
  });

  it("count as others do that are the same without an escape: the last one in the text", () => {
    for (const [text, one, other] of [
      ['{"c":1,"\\u0063":2,"c":3}', "c", 3],
      ['{"\\u0031":2,"1":1}', "1", 1],
      ['{"__proto__":1,"\\u005f_proto__":2,"__proto__":3}', "__proto__", 3],
    ] as const) {
      expect(Object.entries(withTrueNames<object>(text, {}))).toEqual([[one, other]]);
    }
  });

  it("may lie as deep as JSON is read", () => {
    const depth = 10_000;
    const text = '{"\\n":['.repeat(depth) + "]}".repeat(depth);
    type Deep = readonly Readonly<Record<string, Deep>>[];
    let inner: Deep | undefined = [withTrueNames(text, {})];
    let found = 0;
    for (; (inner = inner[0]?.["\n"]) !== undefined; found += 1);
    expect(found).toBe(depth);
  });

  it("take no more room than the text, whatever stands in it", () => {
    const escaped = Array.from({ length: 1_100 }, (_, at) => `"\\n${at}":${at}`);
    const text = `{"${"~".repeat(500_000)}":"~0","~0":0,"~2":0,${escaped.join(",")}}`;
    const entries = Object.entries(withTrueNames<object>(text, {}));
    expect(entries.slice(1, 4)).toEqual([
      ["~0", 0],
      ["~2", 0],
      ["\n0", 0],
    ]);
    expect(entries.slice(3)).toEqual(escaped.map((_, at) => [`\n${at}`, at]));
  });

  it("may be as long as a text is", () => {
    const long = '\\"'.repeat(500_000);
    const text = `{"${long}":"${long}","~~~":0}`;
    const [first, second] = Object.entries(withTrueNames<object>(text, {}));
    expect(first?.map((each) => each === '"'.repeat(500_000))).toEqual([true, true]);
    expect(second).toEqual(["~~~", 0]);
  });

  it("are asked for in no text that is no JSON", () => {
    for (const text of ['{"\\":0}', '{"a\\n" "b"}', '"\\', ""])
      expect(() => parse(text)).toThrow(SyntaxError);
  });
});
