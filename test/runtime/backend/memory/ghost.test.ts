import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ghost } from "../../../../runtime/backend/memory/ghost.js";
import { hashOf } from "../../../../runtime/backend/memory/hash.js";
import { names } from "./parts.js";

describe("Ghost", () => {
  it("remembers exactly the hashes added last, whatever buckets they share", () => {
    const hash = fc.oneof(
      fc.nat(30),
      fc.nat(7).map((n) => n * 64),
      fc.constant(0xffff_ffff),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(hash, { maxLength: 120 }),
        (size, all) => {
          const ghost = new Ghost(size);
          for (const [at, each] of all.entries()) {
            ghost.add(each);
            const last = new Set(all.slice(Math.max(0, at + 1 - size), at + 1));
            for (const other of all) expect(ghost.has(other)).toBe(last.has(other));
          }
        },
      ),
    );
  });

  it("remembers nothing at first", () => {
    expect([0, 1, 2].map((hash) => new Ghost(4).has(hash))).toEqual([false, false, false]);
  });
});

describe("hashOf", () => {
  it("tells texts apart that differ in one place, first or last, and fills all its bits evenly", () => {
    const texts = [
      ...names(50_000, "shop:users:getUser:"),
      ...names(50_000).map((n) => `${n}:end`),
    ];
    const hashes = texts.map(hashOf);
    // Among a hundred thousand random numbers of 32 bits, one pair alike is to be expected.
    expect(new Set(hashes).size).toBeGreaterThan(texts.length - 10);
    for (let bit = 0; bit < 32; bit += 1) {
      const set = hashes.filter((hash) => ((hash >>> bit) & 1) === 1).length;
      expect(Math.abs(set / hashes.length - 0.5)).toBeLessThan(0.02);
    }
  });
});
