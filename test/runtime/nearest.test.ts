import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../runtime/nearest.js";

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "", 3],
    ["grace", "grace", 0],
    ["grace", "grac", 1],
    ["grace", "trace", 1],
    ["expiratoin", "expiration", 1],
    ["kitten", "sitting", 3],
  ])("of %j and %j is %i", (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });
});

describe("nearest", () => {
  it("finds a name with swapped, missing or added letters", () => {
    expect(nearest("retruns", ["args", "returns"])).toBe("returns");
    expect(nearest("namespce", ["namespace", "output"])).toBe("namespace");
    expect(nearest("regionss", ["regions"])).toBe("regions");
  });

  it("ignores case", () => {
    expect(nearest("MULTIOF", ["multi", "multiOf"])).toBe("multiOf");
  });

  it("takes the nearer of two near names", () => {
    expect(nearest("multy", ["multiOf", "multi"])).toBe("multi");
  });

  it("finds nothing when no name is near", () => {
    expect(nearest("colour", ["grace", "refresh"])).toBeUndefined();
    expect(nearest("ab", ["cd"])).toBeUndefined();
  });

  it("does not compare what is very long", () => {
    expect(nearest("x".repeat(1_000), ["x".repeat(1_000)])).toBeUndefined();
  });
});
