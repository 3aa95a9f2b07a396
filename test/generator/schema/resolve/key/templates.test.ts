/** Keys that a schema spells out: what is accepted cannot collide, and what is refused can be shown to. */
import { isDeepStrictEqual } from "node:util";
import fc from "../../../../support/fast-check.js";
import { describe, expect, it, vi } from "vitest";
import { Report } from "../../../../../generator/diagnostic/report.js";
import { readSchema } from "../../../../../generator/schema/read-schema.js";
import {
  spelledPattern,
  type KeyPattern,
} from "../../../../../generator/schema/resolve/key/key-pattern.js";
import {
  findAmbiguity,
  findOverlap,
  type Reading,
} from "../../../../../generator/schema/resolve/key/meeting.js";
import { TypeScope } from "../../../../../generator/schema/resolve/type-scope.js";
import { shapeSchema } from "../../../../../generator/schema/shape/schema.js";
import { parseSource } from "../../../../../generator/schema/source/parse.js";
import {
  EXACT_TYPES,
  keyOf,
  schemaOf,
  SHARED_SEPARATORS,
  spelled,
  TYPES,
  type ArgumentType,
  type Spelled,
} from "./arguments.js";

const RUNS = { numRuns: 500 };

// A busy machine takes its time over so many schemas.
vi.setConfig({ testTimeout: 60_000 });

function codesOf(...functions: readonly Spelled<ArgumentType>[]): string[] {
  return readSchema(schemaOf(functions)).diagnostics.map(({ code }) => code);
}

/** Several lists of arguments of a function. */
function argumentsOf({ args }: Spelled<ArgumentType>): fc.Arbitrary<unknown[][]> {
  const values: fc.Arbitrary<unknown[]> = fc.tuple(...args.map((type) => type.values));
  return fc.array(values, { minLength: 2, maxLength: 24 });
}

/** The keys of functions as the checker sees them. */
function patternsOf(functions: readonly Spelled<ArgumentType>[]): KeyPattern[] {
  const report = new Report();
  const root = parseSource(schemaOf(functions), report);
  const schema = root && shapeSchema(root, report);
  if (schema === undefined) throw new Error("no schema");
  const types = new TypeScope(schema, report);
  return schema.regions.flatMap((region) =>
    region.functions.map((declaration) => {
      const pattern = spelledPattern(declaration, declaration.options.key?.value ?? [], types);
      if (pattern === undefined) throw new Error("no pattern");
      return pattern;
    }),
  );
}

/** The arguments that a reading of a key stands for. */
function valuesOf(
  { args }: Spelled<Required<ArgumentType>>,
  pattern: KeyPattern | undefined,
  reading: Reading | undefined,
): unknown[] {
  return args.map((type, at) =>
    type.read(reading?.get(pattern?.args.indexOf(`x${at}`) ?? -1) ?? ""),
  );
}

/** Two functions whose keys may well be equal. */
function pairs<Type extends ArgumentType>(
  types: readonly Type[],
): [fc.Arbitrary<Spelled<Type>>, fc.Arbitrary<Spelled<Type>>] {
  return [spelled(types, SHARED_SEPARATORS), spelled(types, SHARED_SEPARATORS)];
}

const STEPS = 500_000;

describe("a key template that is accepted", () => {
  it("gives different arguments different keys", () => {
    let accepted = 0;
    const cases = spelled(TYPES).chain((each) => fc.tuple(fc.constant(each), argumentsOf(each)));
    fc.assert(
      fc.property(cases, ([each, lists]) => {
        if (codesOf(each).length > 0) return;
        accepted += 1;
        const known = new Map<string, unknown[]>();
        for (const values of lists) {
          const key = keyOf(each, values);
          if (known.has(key)) expect(isDeepStrictEqual(known.get(key), values)).toBe(true);
          known.set(key, values);
        }
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it("has no key in common with another that is accepted beside it", () => {
    let accepted = 0;
    const cases = fc.tuple(...pairs(TYPES)).chain(([one, other]) => {
      return fc.tuple(fc.constant([one, other]), argumentsOf(one), argumentsOf(other));
    });
    fc.assert(
      fc.property(cases, ([functions, ones, others]) => {
        const [one, other] = functions;
        if (one === undefined || other === undefined) return;
        if (codesOf(one, other).length > 0) return;
        accepted += 1;
        const keys = new Set(ones.map((values) => keyOf(one, values)));
        for (const values of others) expect(keys).not.toContain(keyOf(other, values));
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

describe("a key template that is refused", () => {
  it("gives two lists of arguments one key: the two that are shown", () => {
    let refused = 0;
    fc.assert(
      fc.property(spelled(EXACT_TYPES, SHARED_SEPARATORS), (each) => {
        const [pattern] = patternsOf([each]);
        const meeting = findAmbiguity(pattern?.starts ?? [], { steps: STEPS });
        expect(codesOf(each)).toEqual(meeting === undefined ? [] : ["CG4008"]);
        if (meeting === undefined) return;
        refused += 1;
        const [one, other] = meeting.readings.map((reading) => valuesOf(each, pattern, reading));
        expect(isDeepStrictEqual(one, other)).toBe(false);
        expect(keyOf(each, one ?? [])).toBe(meeting.text);
        expect(keyOf(each, other ?? [])).toBe(meeting.text);
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(50);
  });

  it("has a key in common with another function: the one that is shown", () => {
    let refused = 0;
    fc.assert(
      fc.property(...pairs(EXACT_TYPES), (one, other) => {
        const [ones, others] = patternsOf([one, other]);
        const meeting = findOverlap(ones?.starts ?? [], others?.starts ?? [], { steps: STEPS });
        if (meeting === undefined) return;
        refused += 1;
        expect(codesOf(one, other)).not.toEqual([]);
        expect(keyOf(one, valuesOf(one, ones, meeting.readings[0]))).toBe(meeting.text);
        expect(keyOf(other, valuesOf(other, others, meeting.readings[1]))).toBe(meeting.text);
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(20);
  });
});
