/** What is begun, made and asked for while an invalidation, a strategy or another's refresh is under way. */
import { NO_VALUE, ProxyBackend, type InvalidationStrategy } from "cachegen/runtime";
import { gate, manualClock, recordingBackend, settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { item, shop, type Item } from "../../support/shop.js";
import { memory } from "./parts.js";

/** A creator that never ends the first time. */
const hangingOnce = () =>
  vi
    .fn<() => Promise<Item>>()
    .mockImplementationOnce(() => gate<Item>().opened)
    .mockResolvedValue(item(1, "after"));

describe("a creation begun while the store is being told of", () => {
  class Slow extends ProxyBackend {
    readonly told = gate();
    override async invalidate(keys: readonly string[]): Promise<void> {
      await super.invalidate(keys);
      await this.told.opened;
    }
    override async invalidateAll(mode: "hard" | "soft"): Promise<void> {
      await super.invalidateAll(mode);
      await this.told.opened;
    }
  }

  it.each([
    ["the invalidation of its key", "one"],
    ["a hard invalidation of the region", "all"],
  ])("%s keeps nobody waiting who comes after that", async (_, what) => {
    const slow = new Slow(memory());
    const { region, getItem } = shop({ backend: slow });
    const cached = getItem.cacheOnArguments(hangingOnce());
    const invalidated = what === "one" ? cached.invalidate("a", 1) : region.invalidate();
    await settled();
    const early = cached("a", 1);
    await settled();
    slow.told.open();
    await invalidated;
    expect(await cached("a", 1)).toEqual(item(1, "after"));
    expect(await early).toEqual(item(1, "after"));
  });
});

describe("a creation that ends while a strategy takes its time", () => {
  it("is not stored: it began before, and only its end came after", async () => {
    const clock = manualClock();
    const confirmed = gate();
    let invalidatedMs = -Infinity;
    const isOlder = (createdMs: number): boolean => createdMs <= invalidatedMs;
    const invalidationStrategy: InvalidationStrategy = {
      async invalidate() {
        invalidatedMs = clock.nowMs();
        await confirmed.opened;
      },
      isInvalidated: isOlder,
      isHardInvalidated: isOlder,
      isSoftInvalidated: () => false,
    };
    const { region, getItem } = shop({ clock, invalidationStrategy });
    const made = gate<Item>();
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockImplementationOnce(() => made.opened)
      .mockImplementation(() => gate<Item>().opened);
    const cached = getItem.cacheOnArguments(creator);
    void cached("a", 1);
    await settled();
    const invalidated = region.invalidate();
    await settled();
    clock.advanceMs(1);
    made.open(item(1, "before"));
    await settled();
    confirmed.open();
    await invalidated;
    expect(await cached.get("a", 1)).toBe(NO_VALUE);
  });
});

describe("a refresh that another has overtaken and whose value is still in the making", () => {
  it("waits for that, and does not ask again and again", async () => {
    const store = memory();
    const backend = recordingBackend(store);
    const [here, there] = [shop({ backend }), shop({ backend: store })];
    const [made, madeThere] = [gate<Item>(), gate<Item>()];
    const cached = here.getItem.cacheOnArguments(() => made.opened);
    await cached.set(item(1, "old"), "a", 1);
    here.clock.advanceMs(1);
    there.clock.advanceMs(2);
    const refreshing = cached.refresh("a", 1);
    await settled();
    const other = there.getItem.cacheOnArguments(() => madeThere.opened).refresh("a", 1);
    await settled();
    made.open(item(1, "overtaken"));
    await settled();
    backend.forget();
    await settled();
    expect(backend.commands).toEqual([]);
    madeThere.open(item(1, "new"));
    expect(await Promise.all([refreshing, other])).toEqual([item(1, "new"), item(1, "new")]);
  });
});
