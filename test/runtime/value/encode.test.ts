import { describe, expect, it } from "vitest";
import * as encode from "../../../runtime/value/encode.js";
import { Misfit } from "../../../runtime/value/serializer.js";
import { LONE_SURROGATES, TRICKY_TEXTS } from "./texts.js";

describe("encode", () => {
  it.each([...TRICKY_TEXTS, ...LONE_SURROGATES].map((text) => [text]))(
    "writes %j as JSON.stringify does",
    (text) => {
      expect(encode.string(text, "it")).toBe(JSON.stringify(text));
    },
  );

  it("writes golden texts", () => {
    const day = new Date("2026-11-21T20:48:07.123Z");
    expect([
      encode.float(-0, "it"),
      encode.float(1e21, "it"),
      encode.int(-7, "it"),
      encode.bigint(-12n, "it"),
      encode.datetime(day, "it"),
      encode.epoch(day, "it"),
      encode.bytes(new Uint8Array([1, 2]), "it"),
      encode.literal(null, null, "it"),
      encode.nullable(null, encode.int, "it"),
      encode.json({ b: -0, a: ["\ud800", null] }, "it"),
      encode.list([1, 2], encode.int, "it"),
      encode.set(new Set(["a"]), encode.string, "it"),
      encode.map(new Map([["a", 1n]]), encode.string, encode.bigint, "it"),
      encode.record({ "a\n": true, b: false }, encode.boolean, "it"),
    ]).toEqual([
      "-0",
      "1e+21",
      "-7",
      '"-12"',
      '"2026-11-21T20:48:07.123Z"',
      "1795294087123",
      '"AQI="',
      "null",
      "null",
      '{"b":-0,"a":["\\ud800",null]}',
      "[1,2]",
      '["a"]',
      '[["a","1"]]',
      '{"a\\n":true,"b":false}',
    ]);
  });

  it("encodes a part of a larger buffer alone", () => {
    const part = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    expect(encode.bytes(part, "it")).toBe('"AQI="');
  });

  it("does not call toJSON", () => {
    const value: unknown = { toJSON: () => 1 };
    expect(() => encode.json(value as never, "it")).toThrow(Misfit);
  });
});
