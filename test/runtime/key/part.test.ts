import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import * as key from "../../../runtime/key/part.js";
import { Misfit } from "../../../runtime/value/serializer.js";
import { outcomeOf } from "../value/outcome.js";
import { SCALARS } from "../value/scalar-kinds.js";
import { LONE_SURROGATES, TRICKY_TEXTS, wellFormed } from "../value/texts.js";

const moment = new Date("2026-11-21T20:48:07.123Z");
const roles = ["admin", "a,b"] as const;

/** Keys that were written once are read for ever: a line here may be added, never changed. */
const GOLDEN: readonly (readonly [what: string, part: string, expected: string])[] = [
  ["an empty string", key.string("", "it"), ""],
  ["a plain string", key.string("tenant-42_A.b", "it"), "tenant-42_A.b"],
  ["separators", key.string(":@{}(),=~%*?", "it"), "%3A%40%7B%7D%28%29%2C%3D%7E%25%2A%3F"],
  ["blanks and controls", key.string(" \t\n\0\u007f", "it"), "%20%09%0A%00%7F"],
  ["what is not ASCII", key.string("caf\u00e9 \u{1f600}", "it"), "caf\u00e9%20\u{1f600}"],
  ["an escaped escape", key.string("%2C", "it"), "%252C"],
  ["the text of a marker", key.string("~null", "it"), "%7Enull"],
  ["null", key.nullable(null, key.string, "it"), "~null"],
  ["what could be null", key.nullable("null", key.string, "it"), "null"],
  ["absence", key.optional(undefined, key.string, "it"), "~absent"],
  ["what could be absent", key.optional("absent", key.string, "it"), "absent"],
  ["an integer", key.int(-42, "it"), "-42"],
  ["the integer zero", key.int(-0, "it"), "0"],
  ["a float", key.float(1.5, "it"), "1.5"],
  ["a large float", key.float(1e21, "it"), "1e+21"],
  ["a negative zero", key.float(-0, "it"), "-0"],
  ["a boolean", key.boolean(true, "it"), "true"],
  ["a bigint", key.bigint(-(2n ** 64n), "it"), "-18446744073709551616"],
  ["a datetime", key.datetime(moment, "it"), "2026-11-21T204807.123Z"],
  ["an epoch", key.epoch(moment, "it"), "1795294087123"],
  ["a date", key.date("2024-02-29", "it"), "2024-02-29"],
  ["bytes", key.bytes(new Uint8Array([251, 255, 1]), "it"), "-_8B"],
  ["one byte", key.bytes(new Uint8Array([97]), "it"), "YQ"],
  [
    "a uuid",
    key.uuid("123E4567-e89b-12d3-a456-426614174000", "it"),
    "123E4567-e89b-12d3-a456-426614174000",
  ],
  [
    "json",
    key.json({ b: [1, null], a: "x y" }, "it"),
    "%7B%22a%22%3A%22x%20y%22%2C%22b%22%3A%5B1%2Cnull%5D%7D",
  ],
  ["a member of an enum", key.member("a,b", roles, "it"), "a%2Cb"],
  ["a constant text", key.literal("a:b", "a:b", "it"), "a%3Ab"],
  ["a constant number", key.literal(1.5, 1.5, "it"), "1.5"],
  ["a constant null", key.literal(null, null, "it"), "~null"],
  ["no items", key.list([], key.string, "it"), "()"],
  ["one empty item", key.list([""], key.string, "it"), "(,)"],
  ["items", key.list(["a", "b,c"], key.string, "it"), "(a,b%2Cc,)"],
  ["a set", key.set(new Set(["b", "a%", "a"]), key.string, "it"), "(a,a%25,b,)"],
  [
    "a set beyond the first plane",
    key.set(new Set(["\u{1f600}", "\uff5e"]), key.string, "it"),
    "(\uff5e,\u{1f600},)",
  ],
  [
    "a map",
    key.map(
      new Map([
        ["b", 1],
        ["a", 2],
      ]),
      key.string,
      key.int,
      "it",
    ),
    "(a=2,b=1,)",
  ],
  ["a record", key.record({ "b=": 1, a: 2 }, key.int, "it"), "(a=2,b%3D=1,)"],
  ["a member of an object", key.field("x", 1, key.int, "it"), "x=1,"],
  ["an absent member of an object", key.field("x", undefined, key.int, "it"), ""],
  [
    "a tuple",
    key.tuple(
      ["", 1, null] as const,
      [key.string, key.int, (item, place) => key.nullable(item, key.int, place)],
      "it",
    ),
    "(,1,~null,)",
  ],
  [
    "lists in a list",
    key.list([[1], []], (item) => key.list(item, key.int, "it"), "it"),
    "((1,),(),)",
  ],
];

describe("key", () => {
  it.each(GOLDEN)("writes %s for ever alike", (_what, part, expected) => {
    expect(part).toBe(expected);
  });

  it("keeps absent, null, the empty string and their names apart", () => {
    const part = (value: string | null | undefined): string =>
      key.optional(value, (present) => key.nullable(present, key.string, "it"), "it");
    const parts = [undefined, null, "", "null", "absent", "~null", "~absent", "undefined"].map(
      part,
    );
    expect(new Set(parts).size).toBe(parts.length);
  });

  it("keeps texts apart that look alike", () => {
    const parts = ["\u00e9", "e\u0301", "\u212b", "\u00c5", "A\u030a"].map((text) =>
      key.string(text, "it"),
    );
    expect(new Set(parts).size).toBe(parts.length);
  });

  it("sorts a map's pairs by value when two keys have one part", () => {
    const [one, other] = [new Date(0), new Date(0)];
    const part = (pairs: readonly (readonly [Date, number])[]): string =>
      key.map(new Map(pairs), key.epoch, key.int, "it");
    const forth: readonly (readonly [Date, number])[] = [
      [one, 2],
      [other, 1],
    ];
    expect(part(forth)).toBe("(0=1,0=2,)");
    expect(part([...forth].reverse())).toBe("(0=1,0=2,)");
  });

  it("can be read back from the part of a string", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(decodeURIComponent(key.string(text, "it"))).toBe(text);
      }),
    );
  });

  it("leaves nothing unescaped that means something in a key", () => {
    for (const text of TRICKY_TEXTS) {
      const unescaped = key.string(text, "it").replaceAll(/%[0-9A-F]{2}/g, "");
      expect(unescaped).toMatch(/^[A-Za-z0-9_.\-\u0080-\u{10ffff}]*$/u);
    }
  });

  it.each(SCALARS.map((kind) => [kind.name, kind] as const))(
    "takes any value or refuses it as a misfit: %s",
    (_name, kind) => {
      fc.assert(
        fc.property(fc.anything({ withDate: true, withBigInt: true, withMap: true }), (value) => {
          const fits = outcomeOf(() => kind.encode(value, "it")).fits;
          const keyed = outcomeOf(() => kind.key(value, "it"));
          expect(keyed.fits).toBe(fits);
        }),
      );
    },
  );

  it.each(LONE_SURROGATES.map((text) => [text]))("refuses half a character: %j", (text) => {
    expect(() => key.string(text, "tenant")).toThrow(
      new Misfit("tenant", "well-formed Unicode, which a key must be"),
    );
    expect(() => key.record({ [text]: 1 }, key.int, "tenant")).toThrow(Misfit);
  });

  it("takes half a character within json, where it is escaped", () => {
    const parts = ["\ud800", "\\ud800", "\ufffd", "\udc00"].map((text) => key.json([text], "it"));
    expect(new Set(parts).size).toBe(parts.length);
    expect(parts[0]).toBe("%5B%22%5Cud800%22%5D");
  });

  it("refuses what is not of its type", () => {
    const calls: readonly (() => string)[] = [
      () => key.int(1.5, "it"),
      () => key.float(Number.NaN, "it"),
      () => key.datetime(new Date(Number.NaN), "it"),
      () => key.datetime(new Date(8.64e15), "it"),
      () => key.epoch(new Date(Number.NaN), "it"),
      () => key.date("2023-02-29", "it"),
      () => key.uuid("a:b", "it"),
      () => key.json({ a: Number.NaN }, "it"),
      () => key.record(JSON.parse('{"__proto__":1}'), key.int, "it"),
      () => key.list(new Array<number>(1), key.int, "it"),
      () => key.tuple([1], [key.int, key.int], "it"),
      () => key.tuple([1, 2, 3], [key.int, key.int], "it"),
      () => key.tuple(new Array<number>(2), [key.int, key.int], "it"),
    ];
    for (const call of calls) expect(call).toThrow(Misfit);
  });
});
