import { NO_VALUE } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { settled } from "../../../testing/gate.js";
import { item, shop, type Item } from "../../support/shop.js";
import { codeOf, GRACIOUS, MINUTE_MS } from "./creators.js";
import { defineFilter, defineSearch } from "./definitions.js";

/** Makes items for even ids only. */
function evenOnly(_shop: string, ids: readonly number[]): ReadonlyMap<number, Item | null> {
  return new Map(ids.filter((id) => id % 2 === 0).map((id) => [id, item(id)]));
}

describe("a map function", () => {
  it("D59: neither caches nor returns what is absent, and asks for it again", async () => {
    const { getItems } = shop();
    const creator = vi.fn(evenOnly);
    const many = getItems.cacheMultiOnArguments(creator);
    expect(await many("a", [1, 2])).toEqual(new Map([[2, item(2)]]));
    expect(await many("a", [1, 2])).toEqual(new Map([[2, item(2)]]));
    expect(creator.mock.calls.map(([, ids]) => ids)).toEqual([[1, 2], [1]]);
  });

  it("D60: refreshes without an error what turns out to be absent", async () => {
    const { getItem, getItems } = shop();
    await getItem.set(item(1, "gone since"), "a", 1);
    const many = getItems.cacheMultiOnArguments(evenOnly);
    expect(await many.refresh("a", [1, 2])).toEqual(new Map([[2, item(2)]]));
  });
});

describe("an accessor", () => {
  it("D62: returns what was set without calling its creator", async () => {
    const { getItem, getItems } = shop();
    const creator = vi.fn(() => null);
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1, "set"), "a", 1);
    await getItems.set(new Map([[2, item(2, "set")]]), "a");
    expect(await cached("a", 1)).toEqual(item(1, "set"));
    expect(await cached("a", 2)).toEqual(item(2, "set"));
    expect(creator).not.toHaveBeenCalled();
  });

  it("D63: invalidates its arguments and no others", async () => {
    const { getItem, getItems } = shop();
    const creator = vi.fn((_: string, id: number) => item(id));
    const cached = getItem.cacheOnArguments(creator);
    const all = (): Promise<unknown> => Promise.all([1, 2, 3].map((id) => cached("a", id)));
    await all();
    await cached.invalidate("a", 1);
    await getItems.invalidate("a", [3]);
    await all();
    expect(creator.mock.calls.map(([, id]) => id)).toEqual([1, 2, 3, 1, 3]);
  });

  it("D64: refreshes what is cached, stores it and returns it", async () => {
    const { getItem } = shop();
    let made = 0;
    const cached = getItem.cacheOnArguments((_, id) => item(id, `made ${(made += 1)}`));
    await cached("a", 1);
    expect(await cached.refresh("a", 1)).toEqual(item(1, "made 2"));
    expect(await cached("a", 1)).toEqual(item(1, "made 2"));
  });

  it("D65: does not store a refreshed value that shouldCache rejects", async () => {
    const { getItem } = shop();
    const cached = getItem
      .with({ shouldCache: (value) => value?.label !== "rejected" })
      .cacheOnArguments((_, id) => item(id, "rejected"));
    await cached.set(item(1, "set"), "a", 1);
    expect(await cached.refresh("a", 1)).toEqual(item(1, "rejected"));
    expect(await cached.get("a", 1)).toEqual(item(1, "set"));
    expect(await cached.isLocked("a", 1)).toBe(false);
  });

  it("D66: gets by the function's own expiration, and never creates", async () => {
    const { clock, getItem } = shop(GRACIOUS);
    const creator = vi.fn((_: string, id: number) => item(id));
    const brief = getItem.with({ expirationMs: 1000 }).cacheOnArguments(creator);
    expect(await brief.get("a", 1)).toBe(NO_VALUE);
    await brief("a", 1);
    clock.advanceMs(1001);
    expect(await brief.get("a", 1)).toBe(NO_VALUE);
    expect(await brief.getValueMetadata("a", 1)).toBe(null);
    expect(await getItem.get("a", 1)).toEqual(item(1));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D67: calls the original past the cache, of one and of many", async () => {
    const { getItem, getItems } = shop();
    const one = getItem.cacheOnArguments((_, id) => item(id));
    const many = getItems.cacheMultiOnArguments(evenOnly);
    expect(await one.original("a", 2)).toEqual(item(2));
    expect(await many.original("a", [2])).toEqual(new Map([[2, item(2)]]));
    expect(await getItem.get("a", 2)).toBe(NO_VALUE);
  });
});

describe("arguments", () => {
  it("D68: left out or given as their default are the same in every verb", async () => {
    const { region } = shop();
    const search = defineSearch(region);
    const creator = vi.fn((word: string, limit: number) => `${word} ${limit}`);
    const cached = search.cacheOnArguments(creator);
    expect(cached.key("a")).toBe(cached.key("a", 10));
    expect(await cached("a")).toBe("a 10");
    expect(await cached("a", 10)).toBe("a 10");
    expect(await cached.get("a", undefined)).toBe("a 10");
    await cached.set("set", "a", 10);
    expect(await cached("a")).toBe("set");
    await cached.invalidate("a");
    expect(await cached.get("a", 10)).toBe(NO_VALUE);
    expect(await cached.refresh("a", 10)).toBe("a 10");
    expect(await cached.get("a")).toBe("a 10");
    expect(creator.mock.calls.map(([word, limit]) => [word, limit])).toEqual([
      ["a", 10],
      ["a", 10],
    ]);
  });

  it("D68: left out reach shouldCache and a key function of one's own as their defaults", async () => {
    const { region } = shop();
    const told: unknown[][] = [];
    const search = defineSearch(region).with({
      shouldCache: (_, ...args) => told.push(args) > 0,
      key: (word, limit) => `own:${word}:${limit}`,
    });
    await search.cacheOnArguments(() => "found")("a");
    expect(told).toEqual([["a", 10]]);
    expect(search.key("a")).toBe("own:a:10");
  });

  it("D72: by name are the members of an object: told by name, in any order", async () => {
    const { region } = shop();
    const byFilter = defineFilter(region);
    const key = byFilter.key({ color: "red", size: "xl" });
    expect(key).toBe("test:shop:byFilter:(color=red,size=xl,)");
    expect(byFilter.key({ size: "xl", color: "red" })).toBe(key);
    expect(byFilter.key({ size: "red" })).not.toBe(byFilter.key({ color: "red" }));
  });
});

describe("an expiration that is asked for", () => {
  it("D69: is asked on every call, hit or miss, and at no other time", async () => {
    const { getItem } = shop();
    const expirationMs = vi.fn(() => MINUTE_MS);
    const cached = getItem.with({ expirationMs }).cacheOnArguments((_, id) => item(id));
    expect(expirationMs).not.toHaveBeenCalled();
    await cached("a", 1);
    await cached("a", 1);
    expect(expirationMs).toHaveBeenCalledTimes(2);
  });

  it("D69: leaves the function's or the region's when it answers null", async () => {
    const { clock, getItem } = shop({ expirationMs: 1000 });
    const creator = vi.fn((_: string, id: number) => item(id));
    const cached = getItem.with({ expirationMs: () => null }).cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(1000);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(1);
    clock.advanceMs(1);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("D69: of 0 makes the value anew as soon as time has passed", async () => {
    const { clock, getItem } = shop();
    const creator = vi.fn((_: string, id: number) => item(id));
    const cached = getItem.with({ expirationMs: () => 0 }).cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(1);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("D69: that throws rejects the call, which leaves nothing behind", async () => {
    const { getItem } = shop();
    const failure = new Error("no configuration");
    const expirationMs = vi.fn((): number => {
      throw failure;
    });
    const cached = getItem.with({ expirationMs }).cacheOnArguments((_, id) => item(id));
    expect(await codeOf(cached("a", 1))).toBe(failure);
    await settled();
    expect(await getItem.isLocked("a", 1)).toBe(false);
  });
});
