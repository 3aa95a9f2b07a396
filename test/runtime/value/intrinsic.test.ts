import { describe, expect, it } from "vitest";
import * as key from "../../../runtime/key/part.js";
import * as copy from "../../../runtime/value/copy.js";
import * as encode from "../../../runtime/value/encode.js";

const MOMENT = Date.UTC(2026, 10, 21, 20, 48, 7, 123);

/** A date of that moment, every method of which says something else. */
function disguised(): Date {
  const value = new Date(MOMENT);
  for (const name of Object.getOwnPropertyNames(Date.prototype)) {
    if (name.startsWith("get")) Object.defineProperty(value, name, { value: () => 1 });
  }
  return value;
}

/** Bytes that say they are none; a view into more memory than they take. */
function shrunk(): Uint8Array {
  const value = new Uint8Array([9, 1, 2, 3]).subarray(1);
  for (const name of ["buffer", "byteOffset", "byteLength", "length"]) {
    Object.defineProperty(value, name, { value: name === "buffer" ? new ArrayBuffer(0) : 0 });
  }
  return value;
}

describe("members put over those of the language", () => {
  it.each([
    ["the key of a datetime", key.datetime],
    ["the key of an epoch", key.epoch],
    ["a datetime", encode.datetime],
    ["an epoch", encode.epoch],
    ["a moment", encode.moment],
  ])("do not change %s", (_, made) => {
    expect(made(disguised(), "it")).toBe(made(new Date(MOMENT), "it"));
  });

  it("do not change the copy of a date", () => {
    expect(copy.datetime(disguised(), "it")).toEqual(new Date(MOMENT));
    expect(copy.epoch(disguised(), "it")).toEqual(new Date(MOMENT));
  });

  it("do not make an invalid date a valid one", () => {
    const value = Object.assign(new Date(Number.NaN), { getTime: () => 1 });
    expect(() => key.epoch(value, "it")).toThrow("it is not a valid Date");
    expect(() => key.datetime(value, "it")).toThrow("it is not a valid Date");
  });

  it("do not change bytes", () => {
    const plain = new Uint8Array([1, 2, 3]);
    expect(key.bytes(shrunk(), "it")).toBe(key.bytes(plain, "it"));
    expect(encode.bytes(shrunk(), "it")).toBe(encode.bytes(plain, "it"));
    expect(copy.bytes(shrunk(), "it")).toEqual(plain);
  });
});
