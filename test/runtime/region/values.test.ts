import { isNoValue } from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import { item, shop, type Item } from "../../support/shop.js";

/** Change everything of an item that can be changed. */
function spoil(value: Item): void {
  value.label = "spoiled";
  value.at.setTime(0);
}

describe.each(["copy", "bytes"] as const)("values: %s", (values) => {
  it("gives back a Date as a Date", async () => {
    const { getItem } = shop({ values });
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    await cached("a", 1);
    const hit = await cached("a", 1);
    expect(hit?.at).toBeInstanceOf(Date);
    expect(hit).toEqual(item(1));
  });

  it("is not changed by whoever got a value", async () => {
    const { getItem } = shop({ values });
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    for (let call = 0; call < 3; call += 1) {
      const value = await cached("a", 1);
      expect(value).toEqual(item(1));
      if (value !== null) spoil(value);
    }
  });

  it("is not changed by whoever made or set a value", async () => {
    const { getItem } = shop({ values });
    const made = item(1);
    const cached = getItem.cacheOnArguments(async () => made);
    await cached("a", 1);
    spoil(made);
    expect(await cached("a", 1)).toEqual(item(1));
    const given = item(2);
    await cached.set(given, "a", 2);
    spoil(given);
    expect(await cached.get("a", 2)).toEqual(item(2));
  });

  it("gives callers of one creation values of their own", async () => {
    const { getItem } = shop({ values });
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    const [first, second] = await Promise.all([cached("a", 1), cached("a", 1)]);
    if (first !== null) spoil(first);
    expect(second).toEqual(item(1));
  });
});

describe("values: shared", () => {
  it("gives everybody the same object", async () => {
    const { getItem } = shop({ values: "shared" });
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    expect(await cached("a", 1)).toBe(await cached("a", 1));
  });
});

describe("values: frozen", () => {
  it("gives everybody the same object, which refuses to be changed", async () => {
    const { getItem } = shop({ values: "frozen" });
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    const value = await cached("a", 1);
    expect(await cached("a", 1)).toBe(value);
    expect(() => value !== null && spoil(value)).toThrow(TypeError);
  });
});

describe("a kept text that is none of ours", () => {
  it("is a miss, and a misfit only for the listeners", async () => {
    const { region, getItem } = shop({ values: "bytes" });
    const errors: unknown[] = [];
    region.on("misfit", ({ error }) => errors.push(error));
    const key = getItem.key("a", 1);
    await region.set(key, { id: "not an item" });
    expect(isNoValue(await getItem.get("a", 1))).toBe(true);
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    expect(await cached("a", 1)).toEqual(item(1));
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe("serializer: zod", () => {
  it("keeps values by their schema, and loads that when first used", async () => {
    const { getItem } = shop({ serializer: "zod" });
    const cached = getItem.cacheOnArguments(async () => ({ ...item(1), extra: true }));
    const first = await cached("a", 1);
    const second = await cached("a", 1);
    expect([first, second]).toEqual([item(1), item(1)]);
    expect(first).not.toBe(second);
  });

  it("says where a value misfits", async () => {
    const { getItem } = shop({ serializer: "zod" });
    const set = getItem.set({ ...item(1), id: 1.5 }, "a", 1);
    await expect(set).rejects.toThrow(/id is not what its schema says/);
  });
});

describe("serializer: none", () => {
  it("keeps and hands out the very object, whatever it is", async () => {
    const { getItem } = shop({ serializer: "none" });
    const made = { ...item(1), extra: (): number => 1 };
    const cached = getItem.cacheOnArguments(async () => made);
    expect(await cached("a", 1)).toBe(made);
    expect(await cached("a", 1)).toBe(made);
  });

  it("does not go with values that would have to be copied", () => {
    expect(() => shop({ serializer: "none", values: "copy" })).toThrow(/takes a serializer/);
    expect(() => shop({ serializer: "none", values: "shared" })).not.toThrow();
  });
});
