/** The straight-line functions and zod accept the same, and make the same of it. */
import { isDeepStrictEqual } from "node:util";
import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import * as copy from "../../../runtime/value/copy.js";
import * as decode from "../../../runtime/value/decode.js";
import * as encode from "../../../runtime/value/encode.js";
import { kinds, list, map, nullable, record, set, tuple } from "./kinds.js";
import { holdsProto, outcomeOf, type Outcome } from "./outcome.js";
import { SCALARS, untyped, type Kind } from "./scalar-kinds.js";

const anything: fc.Arbitrary<unknown> = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withBoxedValues: true,
  withNullPrototype: true,
});

function containersOf(kind: Kind<unknown>): readonly Kind<unknown>[] {
  return [
    kind,
    untyped(nullable(kind)),
    untyped(list(kind)),
    untyped(set(kind)),
    untyped(record(kind)),
    untyped(tuple(kind, kind)),
  ];
}

/** Wire forms: real ones, real ones of which one character is another, and what has nothing to do with the type. */
function wiresOf(kind: Kind<unknown>): fc.Arbitrary<unknown> {
  const real = kind.values.map((value) => kind.encode(value, "it"));
  const damaged = fc
    .tuple(real, fc.nat(), fc.constantFrom(...'019-+:.TZ=aF"[]{},n'))
    .map(([text, at, character]) => damage(text, at % text.length, character));
  return fc.oneof(
    real.map(parse),
    damaged.map(parse),
    fc.constantFrom(...kind.edges),
    fc.jsonValue({ stringUnit: "binary" }),
  );
}

function damage(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function expectSame(ours: Outcome, theirs: z.ZodSafeParseResult<unknown>): void {
  expect(ours.fits).toBe(theirs.success);
  if (ours.fits && theirs.success) {
    expect(isDeepStrictEqual(plain(ours.result), plain(theirs.data))).toBe(true);
  }
}

/** JSON members of an object without a prototype are as good as those of one with. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

describe.each(SCALARS.flatMap(containersOf).map((kind) => [kind.name, kind] as const))(
  "%s",
  (_name, kind) => {
    it("decodes what zod decodes, to the same value", () => {
      fc.assert(
        fc.property(wiresOf(kind), (wire) => {
          fc.pre(!holdsProto(wire));
          expectSame(
            outcomeOf(() => kind.decode(wire, "it")),
            kind.schema.safeDecode(wire),
          );
        }),
      );
    });

    it("encodes what zod encodes, to the same wire form", () => {
      const values = fc.oneof(kind.values, fc.constantFrom(...kind.edges), anything);
      fc.assert(
        fc.property(values, (value) => {
          fc.pre(!holdsProto(value));
          const ours = outcomeOf(() => JSON.parse(kind.encode(value, "it")));
          expectSame(ours, kind.schema.safeEncode(value));
        }),
      );
    });

    it("agrees with zod at each edge", () => {
      for (const edge of kind.edges) {
        expectSame(
          outcomeOf(() => kind.decode(edge, "it")),
          kind.schema.safeDecode(edge),
        );
        const ours = outcomeOf(() => JSON.parse(kind.encode(edge, "it")));
        expectSame(ours, kind.schema.safeEncode(edge));
      }
    });

    it("copies exactly what it encodes", () => {
      const values = fc.oneof(kind.values, fc.constantFrom(...kind.edges), anything);
      fc.assert(
        fc.property(values, (value) => {
          const copied = outcomeOf(() => kind.copy(value, "it"));
          expect(copied.fits).toBe(outcomeOf(() => kind.encode(value, "it")).fits);
        }),
      );
    });
  },
);

describe("types in types", () => {
  it("decode and encode as zod does", () => {
    fc.assert(
      fc.property(
        kinds.chain((kind) => fc.tuple(fc.constant(kind), wiresOf(kind), kind.values)),
        ([kind, wire, value]) => {
          fc.pre(!holdsProto(wire));
          expectSame(
            outcomeOf(() => kind.decode(wire, "it")),
            kind.schema.safeDecode(wire),
          );
          const ours = outcomeOf(() => JSON.parse(kind.encode(value, "it")));
          expectSame(ours, kind.schema.safeEncode(value));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("decode and encode maps as zod does", () => {
    const pairs = fc.tuple(fc.constantFrom(...SCALARS), fc.constantFrom(...SCALARS));
    const cases = pairs
      .map(([name, item]) => untyped(map(name, item)))
      .chain((kind) => fc.tuple(fc.constant(kind), wiresOf(kind)));
    fc.assert(
      fc.property(cases, ([kind, wire]) => {
        fc.pre(!holdsProto(wire));
        expectSame(
          outcomeOf(() => kind.decode(wire, "it")),
          kind.schema.safeDecode(wire),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("a member called __proto__", () => {
  const hostile: unknown = JSON.parse('{"__proto__": "x"}');

  it("is a misfit in a record, where zod would drop it without a word", () => {
    expect(z.record(z.string(), z.string()).parse(hostile)).toEqual({});
    const typed = hostile as Record<string, string>;
    expect(outcomeOf(() => copy.record(typed, copy.string, "it")).fits).toBe(false);
    expect(outcomeOf(() => encode.record(typed, encode.string, "it")).fits).toBe(false);
    expect(outcomeOf(() => decode.record(hostile, decode.string, "it")).fits).toBe(false);
  });
});
