import { runInNewContext } from "node:vm";
import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import * as check from "../../../runtime/value/check.js";
import { Misfit } from "../../../runtime/value/serializer.js";

const MISPLACED: readonly unknown[] = [undefined, null, 1, true, Symbol.iterator, {}, () => 1];

describe("check.object", () => {
  it("returns any object that is no array", () => {
    const value = { a: 1 };
    expect(check.object(value, "User")).toBe(value);
    expect(check.object(Object.create(null), "User")).toEqual({});
    expect(check.object(runInNewContext("({ a: 1 })"), "User")["a"]).toBe(1);
  });

  it.each([[undefined], [null], ["text"], [1], [[]], [() => 1]])("refuses %s", (value) => {
    expect(() => check.object(value, "User")).toThrow(new Misfit("User", "an object"));
  });
});

describe("check.length", () => {
  it("returns what lies within the limits, both included", () => {
    expect(check.length("ab", 2, 3, "it")).toBe("ab");
    expect(check.length("abc", 2, 3, "it")).toBe("abc");
    const set = new Set([1]);
    expect(check.length(set, 1, undefined, "it")).toBe(set);
    expect(check.length(new Map(), undefined, 0, "it")).toEqual(new Map());
    expect(check.length([1, 2], undefined, undefined, "it")).toEqual([1, 2]);
    expect(check.length(new Uint8Array(4), 4, 4, "it")).toHaveLength(4);
  });

  it("counts characters, not halves of them", () => {
    expect(check.length("\u{1f600}", 1, 1, "it")).toBe("\u{1f600}");
    expect(() => check.length("\u{1f600}", 2, undefined, "it")).toThrow(Misfit);
    expect(check.length("\ud83d", 1, 1, "it")).toBe("\ud83d");
  });

  it("counts halves that stand alone, wherever they stand", () => {
    const units = fc.array(fc.constantFrom("a", "\ud83d", "\ude00", "\udbff", "\udc00"));
    fc.assert(
      fc.property(units, (each) => {
        const text = each.join("");
        const count = Array.from(text).length;
        expect(check.length(text, count, count, "it")).toBe(text);
        expect(() => check.length(text, count + 1, undefined, "it")).toThrow(Misfit);
      }),
    );
  });

  it("says which limits are missed", () => {
    expect(() => check.length("a", 2, 3, "User.name")).toThrow(
      "User.name is not of a length from 2 to 3",
    );
    expect(() => check.length([], 1, undefined, "it")).toThrow("of a length of at least 1");
    expect(() => check.length("abc", 2, 2, "it")).toThrow("of a length of 2");
  });

  it.each(MISPLACED.map((value) => [value]))("refuses what has no length: %o", (value) => {
    expect(() => check.length(value, undefined, undefined, "it")).toThrow(Misfit);
  });
});

describe("check.range", () => {
  it("returns numbers and bigints within the limits, both included", () => {
    expect(check.range(1, 1, 100, "it")).toBe(1);
    expect(check.range(100, 1, 100, "it")).toBe(100);
    expect(check.range(5n, 1, 100, "it")).toBe(5n);
    expect(check.range(-5, undefined, 0, "it")).toBe(-5);
    expect(check.range(2n ** 80n, 0, undefined, "it")).toBe(2n ** 80n);
  });

  it("says which limits are missed", () => {
    expect(() => check.range(0, 1, 100, "limit")).toThrow("limit is not a number from 1 to 100");
    expect(() => check.range(101n, 1, 100, "limit")).toThrow(Misfit);
    expect(() => check.range(1, undefined, 0, "limit")).toThrow("a number of at most 0");
    expect(() => check.range(0, 1, undefined, "limit")).toThrow("a number of at least 1");
  });

  it.each([[Number.NaN], ["5"], [null], [undefined], [new Date(5)], [[5]]])(
    "refuses %s",
    (value) => {
      expect(() => check.range(value, 0, 100, "it")).toThrow(Misfit);
    },
  );
});

describe("check.pattern", () => {
  it("returns text in which the pattern is found", () => {
    expect(check.pattern("ab12", /^[a-z]+\d+$/u, "it")).toBe("ab12");
  });

  it("finds the pattern every time, whatever its flags", () => {
    const everywhere = /a/g;
    expect(check.pattern("a", everywhere, "it")).toBe("a");
    expect(check.pattern("a", everywhere, "it")).toBe("a");
  });

  it("says which pattern is missed", () => {
    expect(() => check.pattern("x", /^\d+$/u, "Sku")).toThrow(
      "Sku is not text that matches /^\\d+$/u",
    );
  });

  it.each(MISPLACED.map((value) => [value]))("refuses %o", (value) => {
    expect(() => check.pattern(value, /./, "it")).toThrow(Misfit);
  });
});
