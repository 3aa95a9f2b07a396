/** A bigint has 10,000 digits at most, wherever it is met: the time to read one grows with the square of them. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { decode as decodeZod, encode as encodeZod, safeParse } from "zod/v4/core";
import * as part from "../../../runtime/key/part.js";
import * as python from "../../../runtime/key/python.js";
import * as copy from "../../../runtime/value/copy.js";
import * as decode from "../../../runtime/value/decode.js";
import * as encode from "../../../runtime/value/encode.js";
import { Misfit } from "../../../runtime/value/serializer.js";
import * as zodTypes from "../../../runtime/value/zod-types.js";

const LONGEST = "9".repeat(10_000);
const TOO_LONG = `1${"0".repeat(10_000)}`;
const SIGNS = ["", "-"];

afterEach(() => vi.restoreAllMocks());

/** All that a value goes through. */
const WAYS: Readonly<Record<string, (value: bigint) => unknown>> = {
  "stored as JSON": (value) => encode.bigint(value, "it"),
  copied: (value) => copy.bigint(value, "it"),
  "a part of a key": (value) => part.bigint(value, "it"),
  "a part of a key of Python's": (value) => python.bigint(value, "it"),
};

describe("a bigint", () => {
  it.each(Object.entries(WAYS))("of 10,000 digits is %s, and none of more", (_, way) => {
    for (const sign of SIGNS) {
      expect(() => way(BigInt(sign + LONGEST))).not.toThrow();
      expect(() => way(BigInt(sign + TOO_LONG))).toThrow(Misfit);
      expect(() => way(BigInt(sign + TOO_LONG))).toThrow("a bigint of at most 10,000 digits");
    }
  });

  it.each(SIGNS)("of 10,000 digits is read back, and none of more: %j", (sign) => {
    expect(decode.bigint(sign + LONGEST, "it")).toBe(BigInt(sign + LONGEST));
    expect(() => decode.bigint(sign + TOO_LONG, "it")).toThrow(Misfit);
  });

  it.each(SIGNS)("is as long to zod, one way and the other: %j", (sign) => {
    const schema = zodTypes.bigint();
    expect(decodeZod(schema, sign + LONGEST)).toBe(BigInt(sign + LONGEST));
    expect(encodeZod(schema, BigInt(sign + LONGEST))).toBe(sign + LONGEST);
    expect(safeParse(schema, sign + TOO_LONG).success).toBe(false);
    expect(() => encodeZod(schema, BigInt(sign + TOO_LONG))).toThrow("at most 10,000 digits");
  });

  it("of millions of digits is refused before it is made", () => {
    const made = vi.spyOn(globalThis, "BigInt");
    const text = "7".repeat(5_000_000);
    expect(() => decode.bigint(text, "it")).toThrow(Misfit);
    expect(safeParse(zodTypes.bigint(), text).success).toBe(false);
    expect(made).not.toHaveBeenCalled();
  });
});
