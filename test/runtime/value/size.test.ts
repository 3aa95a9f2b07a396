import { describe, expect, it } from "vitest";
import * as size from "../../../runtime/value/size.js";

describe("size", () => {
  it("grows with what a value holds", () => {
    expect(size.string("abcd") - size.string("ab")).toBe(4);
    expect(size.bytes(new Uint8Array(1000)) - size.bytes(new Uint8Array(0))).toBe(1000);
    expect(size.bigint(2n ** 800n)).toBeGreaterThan(size.bigint(1n) + 90);
    expect(size.bigint(-(2n ** 800n))).toBe(size.bigint(2n ** 800n));
  });

  it("adds up items, names and members", () => {
    const one = size.string("a");
    const list = size.list(["a", "a"], size.string) - size.list([], size.string);
    expect(list).toBeGreaterThan(2 * one);
    expect(list).toBe(2 * (size.list(["a"], size.string) - size.list([], size.string)));
    expect(size.tuple(["a", "a"], [size.string, size.string])).toBe(
      size.list(["a", "a"], size.string),
    );
    expect(size.set(new Set(["a"]), size.string)).toBeGreaterThan(one);
    expect(size.map(new Map([["a", "a"]]), size.string, size.string)).toBeGreaterThan(2 * one);
    expect(size.record({ a: "a" }, size.string)).toBeGreaterThan(size.object() + 2 * one);
  });

  it("counts all that is in json", () => {
    expect(size.json({ a: ["x".repeat(1000), null, true, 1] })).toBeGreaterThan(2000);
  });

  it("counts null as one reference", () => {
    expect(size.nullable(null, size.string)).toBe(8);
    expect(size.nullable("a", size.string)).toBe(size.string("a"));
  });
});
