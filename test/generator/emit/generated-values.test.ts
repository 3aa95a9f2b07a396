import { describe, expect, it } from "vitest";
import { Misfit, type Serializer } from "../../../runtime/index.js";
import { hostile } from "../../cases/hostile/model.js";
import * as texts from "../../cases/hostile/expected/serializers.js";
import * as optional from "../../cases/optional/expected/serializers.js";
import * as trees from "../../cases/recursive/expected/serializers.js";
import * as unions from "../../cases/unions/expected/serializers.js";
import { Slug, type Chain, type Shape } from "../../cases/unions/expected/types.js";
import * as values from "../../cases/values/expected/serializers.js";
import { Amount, ItemId, type Item } from "../../cases/values/expected/types.js";

const ID = ItemId("6f1c1b34-6c6c-4f0e-9d5e-3a1f0e8f4b11");

const item: Item = {
  stringScalar: 'a "quoted" \u2028 text',
  intScalar: -7,
  floatScalar: 0.1,
  booleanScalar: false,
  bigintScalar: 2n ** 70n,
  datetimeScalar: new Date("2026-11-21T20:48:07.123Z"),
  dateScalar: "2024-02-29",
  epochScalar: new Date(-1),
  bytesScalar: new Uint8Array([0, 255]),
  uuidScalar: ID,
  jsonScalar: { deep: [1, null, "x"] },
  nullScalar: null,
  enumMember: "green",
  constString: "one",
  constNumber: -1500,
  constBoolean: true,
  listOfEnums: ["red", "green"],
  listOfNulls: [null, new Date(0)],
  listOfLists: [[], ["red"]],
  setOfBigints: new Set([1n, -5n]),
  mapOfDates: new Map([["start", new Date(0)]]),
  mapOfObjects: new Map(),
  recordOfBytes: { one: new Uint8Array([1]) },
  recordOfMaybe: { none: null },
  maybeList: null,
  maybeAlias: null,
  color: "red",
  itemId: ID,
  amount: Amount(12n),
  names: ["Ada"],
};

const nested: Item = {
  ...item,
  mapOfObjects: new Map([[ID, item]]),
  recordOfMaybe: { one: item },
  maybeList: [1],
  maybeAlias: "text",
};

/** Through text, through a copy and through zod, a value is the same. */
async function expectFaithful<V>(serializer: Serializer<V>, value: V): Promise<void> {
  const text = serializer.encode(value);
  const wire: unknown = JSON.parse(text);
  expect(serializer.decode(text)).toEqual(value);
  expect(serializer.revive?.(text)).toStrictEqual(serializer.decode(text));
  expect(serializer.copy(value)).toEqual(value);
  expect(serializer.size(value)).toBeGreaterThan(0);
  const schema = await serializer.schema();
  expect(schema.safeDecode(wire)).toEqual({ success: true, data: value });
  expect(schema.safeEncode(value)).toEqual({ success: true, data: wire });
}

/** Neither text nor copy nor zod takes a value that is not of its type. */
async function expectRefused<V>(serializer: Serializer<V>, wrong: V): Promise<void> {
  expect(() => serializer.encode(wrong)).toThrow(Misfit);
  expect(() => serializer.copy(wrong)).toThrow(Misfit);
  const schema = await serializer.schema();
  expect(schema.safeEncode(wrong).success).toBe(false);
}

function wireOf(value: Item): Readonly<Record<string, unknown>> {
  return JSON.parse(values.Item.encode(value));
}

describe("a generated serializer", () => {
  it("keeps every type of value, as zod does", async () => {
    await expectFaithful(values.Item, item);
    await expectFaithful(values.Item, nested);
  });

  it("keeps objects of which everything may be absent", async () => {
    await expectFaithful(values.Partly, {});
    await expectFaithful(values.Partly, item);
    await expectFaithful(optional.Hints, { many: [1] });
    await expectFaithful(optional.Mixed, { last: {} });
    expect(optional.Hints.encode({})).toBe("{}");
    expect(optional.Hints.encode({ many: [1] })).toBe('{"many":[1]}');
    expect(optional.Mixed.encode({ first: "a", last: {} })).toBe('{"last":{},"first":"a"}');
    expect(optional.Empty.encode({})).toBe("{}");
  });

  it("keeps types that hold themselves", async () => {
    const folder = { name: "root", files: [] };
    const file = { name: "a", folder, links: { self: { name: "b", folder: null, links: {} } } };
    await expectFaithful(trees.FolderOrNull, { name: "top", parent: folder, files: [file] });
    await expectFaithful(trees.Nest, [[], [[]]]);
    await expectFaithful(trees.IndexList, [new Map([["a", new Map()]])]);
    await expectFaithful(trees.value, { text: "a", items: [{ text: "b" }] });
  });

  it("keeps tuples, and unions by their tags", async () => {
    const circle: Shape = { kind: "circle", radius: 1.5 };
    const group: Shape = { kind: "group", shapes: [circle, { kind: "square", side: -0 }] };
    await expectFaithful(unions.Shape, circle);
    await expectFaithful(unions.Shape, { kind: "group", name: "all", shapes: [group, group] });
    await expectFaithful(unions.CircleOrSquareOrGroupOrNull, null);
    await expectFaithful(unions.CircleOrGroupList, [circle, group]);
    await expectFaithful(unions.StringDatetimeOrNullTuple, ["a", new Date(0)]);
    await expectFaithful(unions.NoOrYes, { ok: true, at: ["a", null] });
    await expectFaithful(unions.Plenty, {
      shape: group,
      again: circle,
      round: group,
      maybe: null,
      answer: { ok: false },
      pair: [Slug("a"), 1],
      triple: ["a", [["b", null]], [circle, { one: new Uint8Array([1]) }]],
      chain: [1, [2, null]],
      chains: new Map<string, Chain>([["a", [3, null]]]),
    });
    expect(unions.Shape.encode(circle)).toBe('{"kind":"circle","radius":1.5}');
    expect(unions.StringDatetimeOrNullTuple.encode(["a", null])).toBe('["a",null]');
  });

  it.each([
    ["[]", "Shape is not an object"],
    ["null", "Shape is not an object"],
    ["{}", "Shape.kind is not one of circle, square, group"],
    ['{"kind":"Circle","radius":1}', "Shape.kind is not one of circle, square, group"],
    ['{"kind":["circle"],"radius":1}', "Shape.kind is not one of circle, square, group"],
    ['{"kind":"circle","side":1}', "Circle.radius is not a finite number"],
    ['{"kind":"group","shapes":[{"kind":"line"}]}', "Shape.kind is not one of"],
  ])("refuses as a union, as zod does: %s", async (text, message) => {
    expect(() => unions.Shape.decode(text)).toThrow(message);
    const schema = await unions.Shape.schema();
    expect(schema.safeDecode(JSON.parse(text)).success).toBe(false);
  });

  it.each(["[]", '["a"]', '["a",null,null]', '["a",1]', '{"0":"a","1":null,"length":2}', '"ab"'])(
    "refuses as a tuple, as zod does: %s",
    async (text) => {
      expect(() => unions.StringDatetimeOrNullTuple.decode(text)).toThrow(Misfit);
      const schema = await unions.StringDatetimeOrNullTuple.schema();
      expect(schema.safeDecode(JSON.parse(text)).success).toBe(false);
    },
  );

  it("names the member that does not fit", () => {
    const text = JSON.stringify({ ...wireOf(item), listOfEnums: ["blue"] });
    expect(() => values.Item.decode(text)).toThrow("Item.listOfEnums is not one of red, green");
    expect(() => values.Item.decode("[]")).toThrow("Item is not an object");
  });

  it("refuses each member that is missing, as zod does", async () => {
    const schema = await values.Item.schema();
    for (const name of Object.keys(item)) {
      const { [name]: _, ...wire } = wireOf(item);
      expect(() => values.Item.decode(JSON.stringify(wire))).toThrow(`Item.${name} is not`);
      expect(schema.safeDecode(wire).success).toBe(false);
    }
  });

  it("leaves out members that its type does not declare", () => {
    const more = { ...item, extra: 1 };
    expect(values.Item.copy(more)).toEqual(item);
    expect(values.Item.encode(more)).toBe(values.Item.encode(item));
  });

  it("checks limits, of text in characters and not in UTF-16 units", async () => {
    const limited = {
      text: "a",
      code: "\u{1f600}b",
      count: 0,
      ratio: 0.5,
      tags: ["a"],
      flags: new Set([1]),
    };
    await expectFaithful(values.Limited, limited);
    await expectFaithful(values.Limited, { ...limited, maybe: null });
    await expectRefused(values.Limited, { ...limited, text: "A" });
    await expectRefused(values.Limited, { ...limited, text: "" });
    await expectRefused(values.Limited, { ...limited, text: "a".repeat(81) });
    await expectRefused(values.Limited, { ...limited, code: "\u{1f600}" });
    await expectRefused(values.Limited, { ...limited, count: -1 });
    await expectRefused(values.Limited, { ...limited, ratio: 0.6 });
    await expectRefused(values.Limited, { ...limited, tags: [] });
    await expectRefused(values.Limited, { ...limited, tags: ["A"] });
    await expectRefused(values.Limited, {
      ...limited,
      flags: new Set([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    });
    await expectRefused(values.Limited, { ...limited, flags: new Set([0]) });
    await expectRefused(values.Limited, { ...limited, maybe: "longer" });
  });

  it("treats hostile text as text", async () => {
    const text = {
      constant: hostile,
      member: `${hostile}!`,
      words: ["*/", hostile],
      limited: "*",
    } as const;
    // The literal types hold the text itself, which TypeScript cannot know of a string put together at run time.
    await expectFaithful(texts.Text as Serializer<unknown>, text);
    await expectFaithful(texts.Words as Serializer<unknown>, hostile);
  });
});
