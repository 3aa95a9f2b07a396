import { describe, expect, it } from "vitest";
import * as copy from "../../../runtime/value/copy.js";
import * as decode from "../../../runtime/value/decode.js";
import * as encode from "../../../runtime/value/encode.js";
import { MAX_DEPTH, type JsonValue } from "../../../runtime/value/json.js";
import { Misfit } from "../../../runtime/value/serializer.js";

function nest(levels: number): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

const ways: readonly (readonly [string, (value: JsonValue) => unknown])[] = [
  ["copy", (value) => copy.json(value, "it")],
  ["encode", (value) => encode.json(value, "it")],
  ["decode", (value) => decode.json(value, "it")],
];

describe.each(ways)("%s of json", (_name, way) => {
  it("refuses a cycle", () => {
    const cycle: JsonValue[] = [];
    cycle.push({ cycle });
    expect(() => way(cycle)).toThrow("free of cycles");
  });

  it(`goes ${MAX_DEPTH} levels deep and no further`, () => {
    expect(() => way(nest(MAX_DEPTH))).not.toThrow();
    expect(() => way(nest(MAX_DEPTH + 1))).toThrow(Misfit);
  });
});

describe("a member called __proto__ in json", () => {
  const text = '{"__proto__":{"admin":true},"a":1}';
  const value: JsonValue = JSON.parse(text);

  it("is data like any other, in a copy and on the wire", () => {
    const copied = copy.json(value, "it");
    expect(Object.keys(copied as object)).toEqual(["__proto__", "a"]);
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype);
    expect(encode.json(copied, "it")).toBe(text);
    expect(encode.json(decode.json(JSON.parse(text), "it"), "it")).toBe(text);
  });

  it("is shared with no copy", () => {
    const original: JsonValue = JSON.parse(text);
    const copied = copy.json(original, "it");
    const inner = Object.getOwnPropertyDescriptor(original, "__proto__")?.value;
    Object.assign(inner, { admin: false });
    expect(encode.json(copied, "it")).toBe(text);
  });
});
