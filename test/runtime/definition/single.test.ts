import {
  defineFunction,
  isCacheError,
  key,
  NO_VALUE,
  type Definition,
  type JsonValue,
} from "cachegen/runtime";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import { item, itemOrNull, shop, type GetItem, type Item } from "../../support/shop.js";

describe("the verbs of a cached function", () => {
  it("get never calls the creator", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator);
    expect(await cached.get("a", 1)).toBe(NO_VALUE);
    await cached("a", 1);
    expect(await cached.get("a", 1)).toEqual(item(1));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("set stores for exactly these arguments", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async () => item(2));
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1), "a", 1);
    expect(await cached("a", 1)).toEqual(item(1));
    expect(await cached("a", 2)).toEqual(item(2));
  });

  it("invalidate drops exactly these arguments, twice without harm", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async (_: string, id: number) => item(id));
    const cached = getItem.cacheOnArguments(creator);
    await Promise.all([cached("a", 1), cached("a", 2)]);
    await cached.invalidate("a", 1);
    await cached.invalidate("a", 1);
    await Promise.all([cached("a", 1), cached("a", 2)]);
    expect(creator.mock.calls.map(([, id]) => id)).toEqual([1, 2, 1]);
  });

  it("key is readable and stable", () => {
    const { getItem } = shop();
    expect(getItem.key("a b:c", 7)).toBe("test:shop:getItem:a%20b%3Ac:7");
  });

  it("original calls the creator past the cache", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator);
    await cached.original("a", 1);
    await cached.original("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
    expect(await cached.get("a", 1)).toBe(NO_VALUE);
  });

  it("work on the definition without any creator", async () => {
    const { getItem } = shop();
    await getItem.set(item(1), "a", 1);
    expect(await getItem.get("a", 1)).toEqual(item(1));
    await getItem.invalidate("a", 1);
    expect(await getItem.get("a", 1)).toBe(NO_VALUE);
  });

  it("an accessor bears its function's name and is usable as a callback", async () => {
    const { getItem } = shop();
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    expect(cached.name).toBe("getItem");
    expect(await Promise.all([1, 2].map((id) => cached("a", id)))).toEqual([item(1), item(2)]);
  });

  it("has the named accessor type", () => {
    const { getItem } = shop();
    expectTypeOf(getItem.cacheOnArguments(() => null)).toEqualTypeOf<GetItem>();
  });
});

describe("methods", () => {
  it("are cached by the standard decorator: this reaches the method and is no part of the key", async () => {
    const { getItem } = shop();
    class Items {
      readonly label: string;
      calls = 0;

      constructor(label: string) {
        this.label = label;
      }

      @getItem.cacheOnArguments
      async byId(_shop: string, id: number): Promise<Item | null> {
        this.calls += 1;
        return item(id, this.label);
      }
    }
    const first = new Items("first");
    const second = new Items("second");
    expect(await first.byId("a", 1)).toEqual(item(1, "first"));
    expect(await second.byId("a", 1)).toEqual(item(1, "first"));
    await getItem.invalidate("a", 1);
    expect(await second.byId("a", 1)).toEqual(item(1, "second"));
    expect([first.calls, second.calls]).toEqual([1, 1]);
  });

  it("are cached by a legacy decorator", async () => {
    const { getItem } = shop();
    class Items {
      calls = 0;

      async byId(_shop: string, id: number): Promise<Item | null> {
        this.calls += 1;
        return item(id);
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Items.prototype, "byId") ?? {};
    getItem.cacheOnArguments(Items.prototype, "byId", descriptor);
    Object.defineProperty(Items.prototype, "byId", descriptor);
    const items = new Items();
    await items.byId("a", 1);
    expect(await items.byId("a", 1)).toEqual(item(1));
    expect(items.calls).toBe(1);
  });
});

describe("bad input", () => {
  it.each([
    ["NaN", "a", Number.NaN],
    ["a fraction where an int is declared", "a", 1.5],
    ["a number where a string is declared", 1, 1],
    ["a lone surrogate", "\ud800", 1],
    ["a missing argument", undefined, 1],
  ])("refuses %s with the function and the argument", async (_, name, id) => {
    const { getItem } = shop();
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator) as unknown as (
      ...args: unknown[]
    ) => Promise<unknown>;
    const error = await cached(name, id).catch((reason: unknown) => reason);
    expect(isCacheError(error, "argument-invalid")).toBe(true);
    expect(String(error)).toMatch(
      /shop\d+\.getItem: the argument (shop|id) is not .+; give one that is$/,
    );
    expect(creator).not.toHaveBeenCalled();
  });

  it.each([
    [
      "a getter that throws",
      {
        get id(): never {
          throw new Error("no id");
        },
      },
    ],
    ["a revoked proxy", revoked()],
  ])("refuses an argument with %s like any other that has no key", async (_, given) => {
    const find: Definition<[query: JsonValue], Item | null, unknown> = defineFunction({
      region: shop().region,
      name: "find",
      key: (query: JsonValue) => key.json(query, "query"),
      args: (query: JsonValue) => [query],
      serializer: itemOrNull,
      fingerprint: "0123456789abcdef",
    });
    const error = await find.get(given as never).catch((reason: unknown) => reason);
    expect(isCacheError(error, "argument-invalid")).toBe(true);
    expect(String(error)).toMatch(/find: the argument cannot be read \(.+\); give a value of its/);
  });

  it.each([["a string"], [null], [undefined], [{}]])("refuses %j as a creator", (creator) => {
    const { getItem } = shop();
    expect(() => getItem.cacheOnArguments(creator as never)).toThrow(/a creator is a function/);
  });

  it("refuses to decorate anything but a method", () => {
    const { getItem } = shop();
    const decorate = getItem.cacheOnArguments as (...args: unknown[]) => unknown;
    expect(() => decorate(class {}, { kind: "class" })).toThrow(/a method/);
    expect(() => decorate({}, "field", { value: 1 })).toThrow(/a method/);
  });

  it("refuses to set a value that is not of its type, and stores nothing", async () => {
    const { getItem } = shop();
    const wrong = { id: 1, label: 2, at: new Date() } as never;
    const error = await getItem.set(wrong, "a", 1).catch((reason: unknown) => reason);
    expect(isCacheError(error, "value-misfit")).toBe(true);
    expect(await getItem.get("a", 1)).toBe(NO_VALUE);
  });
});

describe("a creator's result that is not of its type", () => {
  const wrong = { id: 1, label: 2 } as never;

  it("is returned, reported and not stored", async () => {
    const { region, getItem } = shop();
    const misfits: unknown[] = [];
    region.on("misfit", ({ error }) => misfits.push(String(error)));
    const creator = vi.fn(async () => wrong);
    const cached = getItem.cacheOnArguments(creator);
    expect(await cached("a", 1)).toBe(wrong);
    expect(await cached("a", 1)).toBe(wrong);
    expect(creator).toHaveBeenCalledTimes(2);
    expect(misfits).toEqual(Array(2).fill("Misfit: Item.label is not a string"));
  });

  it("is an error under strict", async () => {
    const { getItem } = shop({}, { strict: true });
    const cached = getItem.cacheOnArguments(async () => wrong);
    const error = await cached("a", 1).catch((reason: unknown) => reason);
    expect(isCacheError(error, "value-misfit")).toBe(true);
  });

  it("loses members its type does not declare, before the first caller sees it", async () => {
    const { getItem } = shop();
    const cached = getItem.cacheOnArguments(async () => ({ ...item(1), password: "secret" }));
    expect(await cached("a", 1)).toEqual(item(1));
    expect(await cached("a", 1)).toEqual(item(1));
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
