import { describe, expect, it } from "vitest";
import { randomNumbers } from "../../../../bench/memory/zipf.js";
import { Ghost } from "../../../../runtime/backend/memory/ghost.js";
import { hashOf } from "../../../../runtime/backend/memory/hash.js";
import { names } from "./parts.js";

/** As many different hashes, the same each time. */
function hashes(count: number, seed: number = 1): number[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => Math.floor(random() * 2 ** 32));
}

/** The share of these that a ghost remembers. */
function remembered(ghost: Ghost, of: readonly number[]): number {
  return of.filter((hash) => ghost.has(hash)).length / of.length;
}

/** A ghost that was given these. */
function ghostOf(size: number, given: readonly number[]): Ghost {
  const ghost = new Ghost(size);
  for (const hash of given) ghost.add(hash);
  return ghost;
}

// The greatest sizes count in turns of several additions.
describe.each([1, 2, 9, 1000, 16_384, 100_000, 300_000])("a ghost of %i", (size) => {
  const all = hashes(3 * size + 2);
  const ghost = ghostOf(size, all);

  it("remembers nearly all that were added last", () => {
    // A bucket of two holds one on the average, and loses one of ten to a third at most.
    expect(remembered(ghost, all.slice(-size))).toBeGreaterThan(size < 10 ? 0.6 : 0.88);
    expect(ghost.has(all.at(-1) ?? 0)).toBe(true);
  });

  it("remembers next to none of those before them, and of those that never were", () => {
    // A turn may have begun with the one before the last that counts.
    const before = all.slice(0, -size - Math.ceil(size / 8_000));
    expect(remembered(ghost, before)).toBeLessThan(0.01);
    expect(remembered(ghost, hashes(10_000, 2))).toBeLessThan(0.01);
  });
});

describe("Ghost", () => {
  it("remembers nothing at first", () => {
    const all = [0, 1, 2, 2 ** 32 - 1];
    for (const size of [1, 4, 9000, 100_000]) expect(remembered(new Ghost(size), all)).toBe(0);
  });

  it("forgets what was left lying, long after it grew old", () => {
    const [lone, other] = [0x1234_0000, 0x1234_0001];
    const ghost = ghostOf(4, [lone]);
    for (let turn = 1; turn < 2 ** 16 - 4; turn += 1) {
      expect(ghost.has(lone)).toBe(turn <= 4);
      ghost.add(other);
    }
  });

  it("goes on past all the turns it can tell apart", () => {
    const ghost = new Ghost(2);
    for (const hash of hashes(70_000)) {
      ghost.add(hash);
      expect(ghost.has(hash)).toBe(true);
    }
  });
});

describe("hashOf", () => {
  it("tells keys apart that differ in one place among the last, and fills all its bits evenly", () => {
    const texts = [...names(50_000, "shop:users:getUser:"), ...names(50_000).map((n) => `${n}:en`)];
    const found = texts.map(hashOf);
    // Among a hundred thousand random numbers of 32 bits, one pair alike is to be expected.
    expect(new Set(found).size).toBeGreaterThan(texts.length - 10);
    for (let bit = 0; bit < 32; bit += 1) {
      const set = found.filter((hash) => ((hash >>> bit) & 1) === 1).length;
      expect(Math.abs(set / found.length - 0.5)).toBeLessThan(0.02);
    }
  });

  it("reads short texts whole, and of long ones the end and a few places before it", () => {
    const short = Array.from({ length: 15 }, (_, at) => "a".repeat(at) + "b" + "a".repeat(14 - at));
    expect(new Set(short.map(hashOf)).size).toBe(15);
    const long = Array.from(
      { length: 1000 },
      (_, at) => `shop:users:byName:${at}:${"x".repeat(100)}`,
    );
    expect(new Set(long.map(hashOf)).size).toBeLessThan(1000);
  });
});
