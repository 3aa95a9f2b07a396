import { describe, expect, it } from "vitest";
import { defined, given } from "../../../../generator/schema/source/given.js";

const span = { start: 0, end: 1 };

describe("given", () => {
  it("takes the values out of their places and leaves out what is not there", () => {
    const all = { a: { value: 0, span }, b: undefined, c: { value: "x", span } };
    const values: { readonly a?: number; readonly b?: never } = given(all, ["a", "b"]);
    expect(Object.entries(values)).toEqual([["a", 0]]);
  });
});

describe("defined", () => {
  it("keeps every value but undefined", () => {
    expect(Object.entries(defined({ a: null, b: undefined, c: false }))).toEqual([
      ["a", null],
      ["c", false],
    ]);
  });
});
