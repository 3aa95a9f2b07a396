/** What goes through the cache comes back equal, and shares nothing with what went in. */
import { isDeepStrictEqual } from "node:util";
import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { kinds } from "./kinds.js";
import { SCALARS, type Kind } from "./scalar-kinds.js";

const any: fc.Arbitrary<Kind<unknown>> = fc.oneof(fc.constantFrom(...SCALARS), kinds);
const cases: fc.Arbitrary<[Kind<unknown>, unknown]> = any.chain((kind) =>
  fc.tuple(fc.constant(kind), kind.values),
);

/** Every object within a value that could be changed. */
function mutableParts(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  if (value instanceof Date || value instanceof Uint8Array) return [value];
  const inner =
    value instanceof Map
      ? [...value].flat()
      : value instanceof Set
        ? [...value]
        : Object.values(value);
  return [value, ...inner.flatMap(mutableParts)];
}

/** Changes a value in every place where it can be changed. */
function spoil(value: unknown): void {
  for (const part of mutableParts(value)) {
    if (part instanceof Date) part.setTime(part.getTime() === 1 ? 2 : 1);
    else if (part instanceof Uint8Array) part.forEach((byte, at) => (part[at] = byte ^ 255));
    else if (part instanceof Set) part.add("spoilt");
    else if (part instanceof Map) part.set("spoilt", "spoilt");
    else if (Array.isArray(part)) part.push("spoilt");
    else Object.assign(part, { spoilt: "spoilt" });
  }
}

describe("encode and decode", () => {
  it("bring back an equal value of any type", () => {
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        const back = kind.decode(JSON.parse(kind.encode(value, "it")), "it");
        expect(isDeepStrictEqual(back, value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("write the same text for what they read", () => {
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        const text = kind.encode(value, "it");
        expect(kind.encode(kind.decode(JSON.parse(text), "it"), "it")).toBe(text);
      }),
    );
  });
});

describe("copy", () => {
  it("makes an equal value of any type", () => {
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        expect(isDeepStrictEqual(kind.copy(value, "it"), value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("shares no object with its original", () => {
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        const originals = new Set(mutableParts(value));
        const shared = mutableParts(kind.copy(value, "it")).filter((part) => originals.has(part));
        expect(shared).toEqual([]);
      }),
    );
  });

  it("keeps its value when everything in the original is changed", () => {
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        const copied = kind.copy(value, "it");
        const text = kind.encode(copied, "it");
        spoil(value);
        expect(kind.encode(copied, "it")).toBe(text);
      }),
    );
  });
});

describe("size", () => {
  it("is a positive number for any value", () => {
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        expect(kind.size(value)).toBeGreaterThan(0);
      }),
    );
  });
});
