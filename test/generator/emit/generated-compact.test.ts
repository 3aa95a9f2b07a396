/** `wire: compact`: the same values as in plain JSON, by position. */
import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../generator/plan/fingerprint.js";
import { TypeTable } from "../../../generator/plan/type-table.js";
import type { NamedType, ValueType } from "../../../generator/schema/model.js";
import { Misfit, type Serializer } from "../../../runtime/index.js";
import { model } from "../../cases/compact/model.js";
import * as compact from "../../cases/compact/expected/serializers.js";
import { list, named, nullable, object, scalar } from "../../cases/model-parts.js";
import { valuesOf } from "../../support/values-of.js";

const returned = model.regions.flatMap(({ functions }) => functions);

function typeOf(name: string): ValueType {
  const found = returned.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no function is called ${name}`);
  return found.returns;
}

/** A function's type, its serializer by name and the one by position. */
const FORMS: readonly (readonly [string, Serializer<unknown>, Serializer<unknown>])[] = [
  pair("whole", compact.Whole, compact.WholeCompact),
  pair("partly", compact.PartlyOrNull, compact.PartlyOrNullCompact),
  pair("trees", compact.TreeList, compact.TreeListCompact),
  pair("points", compact.StringPointMap, compact.StringPointMapCompact),
  pair("empty", compact.Empty, compact.EmptyCompact),
  pair("day", compact.DatetimeValue, compact.DatetimeValueCompact),
  pair("nest", compact.Nest, compact.NestCompact),
];

function pair<V>(
  name: string,
  plain: Serializer<V>,
  packed: Serializer<V>,
): readonly [string, Serializer<unknown>, Serializer<unknown>] {
  // What a test hands in at random is what the serializers have to tell apart.
  return [name, plain as Serializer<unknown>, packed as Serializer<unknown>];
}

/** What is behind the fingerprint, in the middle of `["…",…]`. */
function payloadOf(text: string): string {
  expect(text).toMatch(/^\["[0-9a-f]{16}",.*\]$/s);
  return text.slice('["0123456789abcdef",'.length, -1);
}

/** JSON with something in it exchanged, at random. */
function damaged(json: unknown, path: readonly number[], other: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || !Array.isArray(json) || json.length === 0) return other;
  const at = first % json.length;
  return json.map((item: unknown, index) => (index === at ? damaged(item, rest, other) : item));
}

describe("a compact serializer", () => {
  it.each(FORMS)("brings back equal values of %s", (name, plain, packed) => {
    fc.assert(
      fc.property(valuesOf(typeOf(name), model), (value) => {
        const back = packed.decode(packed.encode(value));
        expect(back).toEqual(plain.decode(plain.encode(value)));
        expect(packed.encode(back)).toBe(packed.encode(value));
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it.each(FORMS)("makes only values of its type of what is damaged: %s", (name, plain, packed) => {
    const damage = [fc.array(fc.nat(30), { minLength: 2, maxLength: 5 }), fc.jsonValue()] as const;
    fc.assert(
      fc.property(valuesOf(typeOf(name), model), ...damage, (value, path, other) => {
        const text = JSON.stringify(damaged(JSON.parse(packed.encode(value)), path, other));
        try {
          plain.encode(packed.decode(text));
        } catch (error) {
          expect(error).toBeInstanceOf(Misfit);
        }
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it.each(FORMS)("refuses what the plain one refuses: %s", (name, plain, packed) => {
    const wrong = fc.oneof(
      fc.anything({ withDate: true, withMap: true }),
      fc.constant(new Date(NaN)),
    );
    fc.assert(
      fc.property(fc.oneof(wrong, valuesOf(typeOf(name), model)), (value) => {
        const refused = (encode: (value: unknown) => string): boolean => {
          try {
            return encode(value) === "";
          } catch (error) {
            expect(error).toBeInstanceOf(Misfit);
            return true;
          }
        };
        expect(refused(packed.encode)).toBe(refused(plain.encode));
      }),
      { endOnFailure: true },
    );
  });

  it("writes positions, for ever in these bytes", () => {
    const { EmptyCompact, StringPointMapCompact, TreeListCompact, DatetimeValueCompact } = compact;
    const point = { y: 1.5, x: -0 };
    expect(payloadOf(StringPointMapCompact.encode(new Map([["a", point]])))).toBe('["a",[-0,1.5]]');
    const leaf = { name: "leaf" };
    const trees = [leaf, { name: "", left: leaf }, { name: "t", right: leaf }];
    expect(payloadOf(TreeListCompact.encode(trees))).toBe(
      '[["leaf"],["",["leaf"]],["t",null,["leaf"]]]',
    );
    expect(payloadOf(EmptyCompact.encode({}))).toBe("[]");
    expect(payloadOf(DatetimeValueCompact.encode(new Date(1_700_000_000_123)))).toBe(
      "1700000000123",
    );
    expect(EmptyCompact.encode({})).toMatch(/^\["[0-9a-f]{16}",\[\]\]$/);
  });

  it("tells null from absent", () => {
    const { PartlyOrNullCompact } = compact;
    const values = [
      {},
      { maybeText: null },
      { jsonScalar: null },
      { nest: null, nullScalar: null },
    ];
    for (const value of values) {
      expect(PartlyOrNullCompact.decode(PartlyOrNullCompact.encode(value))).toStrictEqual(value);
    }
    expect(payloadOf(PartlyOrNullCompact.encode({}))).toBe("[]");
  });

  it("writes null as null, as every form does", () => {
    expect(compact.PartlyOrNullCompact.encode(null)).toBe("null");
    expect(compact.PartlyOrNullCompact.decode("null")).toBeNull();
    expect(() => compact.WholeCompact.decode("null")).toThrow(Misfit);
  });

  it("takes neither plain JSON nor positions of another type", () => {
    const { TreeList, TreeListCompact, StringPointMapCompact } = compact;
    expect(() => TreeListCompact.decode(TreeList.encode([]))).toThrow(Misfit);
    expect(() => TreeListCompact.decode(StringPointMapCompact.encode(new Map()))).toThrow(Misfit);
    expect(() => TreeListCompact.decode(payloadOf(TreeListCompact.encode([])))).toThrow(Misfit);
  });
});

describe("the fingerprint of a compact form", () => {
  const print = (type: ValueType, ...types: readonly NamedType[]): string =>
    fingerprintOf(type, new TypeTable(types), "compact");
  const user = named("User");
  const [id, at] = [scalar("string"), scalar("datetime")];

  it("is not that of the plain form", () => {
    for (const { returns } of returned) {
      const table = new TypeTable(model.types);
      expect(fingerprintOf(returns, table, "compact")).not.toBe(fingerprintOf(returns, table));
    }
  });

  it("stays the same from release to release", () => {
    expect(print(list(scalar("string")))).toBe("7837249b69e3210e");
  });

  it("stays when members are put in another order, as the form does", () => {
    const one = object("User", { id, at });
    expect(print(user, object("User", { at, id }))).toBe(print(user, one));
  });

  it("changes with whatever changes the form", () => {
    const prints = [
      print(user, object("User", { id, at })),
      print(user, object("User", { id, "at?": at })),
      print(user, object("User", { id, when: at })),
      print(user, object("User", { id, at: nullable(at) })),
      print({ kind: "enum", members: ["a", "b"] }),
      print({ kind: "enum", members: ["a", "b", "c"] }),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });
});
