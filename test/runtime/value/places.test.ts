/** A misfit inside a tuple is told of with the item it is in, whatever was being done. */
import { describe, expect, it } from "vitest";
import * as key from "../../../runtime/key/part.js";
import * as check from "../../../runtime/value/check.js";
import * as copy from "../../../runtime/value/copy.js";
import * as decode from "../../../runtime/value/decode.js";
import * as encode from "../../../runtime/value/encode.js";
import { Misfit } from "../../../runtime/value/serializer.js";

/** What is done to a `tuple<string, tuple<int, string>, User>`, in which users have a place of their own. */
const verbs: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ["key", triple({ ...key, user: (user) => key.string(user, "User.name") })],
  ["copy", triple({ ...copy, user: (user) => copy.string(user, "User.name") })],
  ["encode", triple({ ...encode, user: (user) => encode.string(user, "User.name") })],
  ["decode", triple({ ...decode, user: (user) => decode.string(user, "User.name") })],
];

type Item = (value: never, place: string) => unknown;

interface Verb {
  readonly string: Item;
  readonly int: Item;
  readonly user: (value: never) => unknown;
  readonly tuple: (value: never, items: never, place: string) => unknown;
}

/** The verbs take each their own types of items, which are of no matter here. */
function triple({ string, int, user, tuple }: Verb): (value: unknown) => unknown {
  const pair: Item = (value, place) => tuple(value, [int, string] as never, place);
  return (value) => tuple(value as never, [string, pair, user] as never, "User.pair");
}

describe.each(verbs)("the %s of a tuple", (_, verb) => {
  it.each([
    [[1, [1, "b"], "c"], "User.pair[0] is not a string"],
    [["a", ["1", "b"], "c"], "User.pair[1][0] is not a safe integer"],
    [["a", [1, 2], "c"], "User.pair[1][1] is not a string"],
    [["a", [1], "c"], "User.pair[1] is not an array of 2 items"],
    [["a", [1, "b"], 3], "User.name is not a string"],
    [["a"], "User.pair is not an array of 3 items"],
  ])("refuses %j: %s", (value, message) => {
    expect(() => verb(value)).toThrow(Misfit);
    expect(() => verb(value)).toThrow(message);
  });

  it("lets an error that is no misfit through as it is", () => {
    const own = new Error("no item");
    const item = new Proxy([], {
      get: () => {
        throw own;
      },
    });
    expect(() => verb(["a", item, "c"])).toThrow(own);
  });
});

describe("a misfit of a limit", () => {
  it.each([
    [() => check.length("a".repeat(81), undefined, 80, "name"), "of at most 80, but of 81"],
    [() => check.length([], 1, undefined, "roles"), "of at least 1, but of 0"],
    [() => check.members({ a: 1 }, 2, 3, "prices"), "of a size from 2 to 3, but of 1"],
    [() => check.range(81, undefined, 80, "limit"), "limit is not a number of at most 80"],
    [() => check.length(5, 1, 2, "name"), "name is not of a length from 1 to 2"],
  ])("says the limit, and how long it is instead", (refuse, message) => {
    expect(refuse).toThrow(message);
  });
});
