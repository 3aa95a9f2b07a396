import fc from "../../../../support/fast-check.js";
import { describe, expect, it, vi } from "vitest";
import { Report } from "../../../../../generator/diagnostic/report.js";
import { automaton, type Place } from "../../../../../generator/schema/resolve/key/automaton.js";
import { partPattern } from "../../../../../generator/schema/resolve/key/part-pattern.js";
import { symbolsOf } from "../../../../../generator/schema/resolve/key/symbols.js";
import { TypeScope } from "../../../../../generator/schema/resolve/type-scope.js";
import { shapeSchema } from "../../../../../generator/schema/shape/schema.js";
import { parseSource } from "../../../../../generator/schema/source/parse.js";
import { schemaOf, TYPES, type ArgumentType } from "./arguments.js";

// A busy machine takes its time over so many values.
vi.setConfig({ testTimeout: 60_000 });

function startsOf(type: ArgumentType): readonly Place[] {
  const report = new Report();
  const root = parseSource(schemaOf([{ args: [type], template: "k{x0}" }]), report);
  const schema = root && shapeSchema(root, report);
  const syntax = schema?.regions[0]?.functions[0]?.args?.value[0]?.type;
  if (schema === undefined || syntax === undefined) throw new Error(`no type ${type.text}`);
  const pattern = partPattern(syntax, new TypeScope(schema, report));
  if (pattern === undefined) throw new Error(`no pattern of ${type.text}`);
  // What stands before it makes sure that no text is empty.
  return automaton([{ kind: "one", of: symbolsOf("k") }, pattern]);
}

function accepts(starts: readonly Place[], text: string): boolean {
  let places: readonly Place[] = [];
  for (const [at, character] of [...`k${text}`].entries()) {
    const open = at === 0 ? starts : places.flatMap(({ next }) => next);
    const symbol = symbolsOf(character);
    places = [...new Set(open)].filter(({ symbols }) => (symbols & symbol) !== 0n);
  }
  return places.some(({ isLast }) => isLast);
}

describe("the parts that are expected of a type", () => {
  it.each(TYPES.map((type) => [type.text, type] as const))("hold all of %s", (_, type) => {
    const starts = startsOf(type);
    fc.assert(
      fc.property(type.values, (value) => {
        expect(accepts(starts, type.part(value))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("hold no more than that of types that can be told exactly", () => {
    const wrong: Readonly<Record<string, readonly string[]>> = {
      string: [":", "%41", "%2D", "%2f", "%80", "%", "(", "~null"],
      int: ["", "-", "-0", "01", "1.5", "1e3", "~null"],
      boolean: ["", "True", "truefalse"],
      "int?": ["", "~absent", "null"],
      Member: ["", "aa", "a/b"],
      date: ["2026-1-1", "20261121"],
      bytes: ["a", "ab", "abcde"],
    };
    for (const type of TYPES) {
      for (const text of wrong[type.text] ?? []) {
        expect([type.text, text, accepts(startsOf(type), text)]).toEqual([type.text, text, false]);
      }
    }
    expect(TYPES.map(({ text }) => text)).toEqual(expect.arrayContaining(Object.keys(wrong)));
  });
});
