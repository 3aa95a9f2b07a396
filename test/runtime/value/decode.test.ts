import { describe, expect, it } from "vitest";
import * as decode from "../../../runtime/value/decode.js";
import { Misfit } from "../../../runtime/value/serializer.js";

describe("decode", () => {
  it("names the place of a misfit and what was expected there", () => {
    expect(() => decode.datetime("yesterday", "User.createdAt")).toThrow(
      new Misfit("User.createdAt", "the ISO 8601 text of a moment in UTC"),
    );
    expect(() => decode.bigint("12.5", "Money.cents")).toThrow("the decimal text of an integer");
    expect(() => decode.member("boss", ["admin", "staff"], "Role")).toThrow(
      "Role is not one of admin, staff",
    );
  });

  it("gives bytes memory of their own", () => {
    const bytes = decode.bytes("YWJj", "it");
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it("decodes megabytes of base64", () => {
    const text = Buffer.alloc(6_000_000, 7).toString("base64");
    expect(decode.bytes(text, "it")).toHaveLength(6_000_000);
    expect(() => decode.bytes(`${text.slice(0, -1)}!`, "it")).toThrow(Misfit);
  });

  it("counts a repeated item of a set once, and the last of a map's repeated keys", () => {
    expect(decode.set(["a", "a"], decode.string, "it")).toEqual(new Set(["a"]));
    const twice = [
      ["a", 1],
      ["a", 2],
    ];
    expect(decode.map(twice, decode.string, decode.int, "it")).toEqual(new Map([["a", 2]]));
  });

  it.each([
    [[["a"]]],
    [[["a", 1, 2]]],
    [[[]]],
    [["a"]],
    [[{ 0: "a", 1: 1, length: 2 }]],
    [{}],
    [null],
  ])("refuses a map that is no array of pairs: %j", (json) => {
    expect(() => decode.map(json, decode.string, decode.int, "it")).toThrow(Misfit);
  });

  it("leaves the prototype of a record alone", () => {
    const hostile: unknown = JSON.parse('{"a":{"__proto__":{"admin":true}}}');
    expect(() =>
      decode.record(hostile, (item) => decode.record(item, decode.json, "it"), "it"),
    ).toThrow("it is not free of a member __proto__");
    expect(decode.record({ constructor: 1 }, decode.int, "it")).toEqual({ constructor: 1 });
  });

  it("takes the brand it is asked for", () => {
    const id: string & { readonly brand: "UserId" } = decode.string("u1", "it");
    expect(id).toBe("u1");
  });
});
