import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../../../runtime/key/order.js";
import { wellFormed } from "../value/texts.js";

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at];
    if (right === undefined) return 1;
    if (left !== right) return left - right;
  }
  return a.length - b.length;
}

describe("compareCodePoints", () => {
  it("compares as the code points do", () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        const expected = Math.sign(compareLists(codePoints(a), codePoints(b)));
        expect(Math.sign(compareCodePoints(a, b))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("sorts otherwise than UTF-16 does", () => {
    const texts = ["\u{1f600}", "\uff5e", "\ue000", "z", "\u{10000}"];
    expect([...texts].sort(compareCodePoints)).toEqual([
      "z",
      "\ue000",
      "\uff5e",
      "\u{10000}",
      "\u{1f600}",
    ]);
    expect([...texts].sort()).not.toEqual([...texts].sort(compareCodePoints));
  });
});
