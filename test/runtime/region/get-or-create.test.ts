import { describe, expect, it, vi } from "vitest";
import { gate, ManualClock, settled } from "cachegen/testing";
import { item, shop, type Item } from "../../support/shop.js";

const MINUTE_MS = 60_000;

/** A clock whose glances need the clock itself. */
class GlancingClock extends ManualClock {
  glances = 0;

  glanceMs(): number {
    this.glances += 1;
    return this.nowMs();
  }
}

describe("getOrCreate on a cold key", () => {
  it("creates once for two callers", async () => {
    const { getItem } = shop();
    const opening = gate<Item>();
    const creator = vi.fn(() => opening.opened);
    const cached = getItem.cacheOnArguments(creator);
    const both = Promise.all([cached("a", 1), cached("a", 1)]);
    await settled();
    opening.open(item(1));
    expect(await both).toEqual([item(1), item(1)]);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("creates once for 1,000 callers, and not again for the next", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator);
    await Promise.all(Array.from({ length: 1000 }, () => cached("a", 1)));
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("creates different keys independently", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async (_: string, id: number) => item(id));
    const cached = getItem.cacheOnArguments(creator);
    expect(await Promise.all([cached("a", 1), cached("a", 2), cached("b", 1)])).toEqual([
      item(1),
      item(2),
      item(1),
    ]);
    expect(creator).toHaveBeenCalledTimes(3);
  });

  it("glances at a clock of the application's own, as the clock's method", async () => {
    const clock = new GlancingClock();
    const { getItem } = shop({ clock });
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator);
    expect([await cached("a", 1), await cached("a", 1)]).toEqual([item(1), item(1)]);
    expect(creator).toHaveBeenCalledTimes(1);
    expect(clock.glances).toBeGreaterThan(0);
  });

  it("caches null as a value of its own", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async () => null);
    const cached = getItem.cacheOnArguments(creator);
    expect([await cached("a", 1), await cached("a", 1)]).toEqual([null, null]);
    expect(creator).toHaveBeenCalledTimes(1);
  });
});

describe("a failed creation", () => {
  it("reaches every caller that waited for it, untouched, and is not cached", async () => {
    const { getItem } = shop();
    const failure = new Error("the database is down");
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockRejectedValueOnce(failure)
      .mockResolvedValue(item(1));
    const cached = getItem.cacheOnArguments(creator);
    const outcomes = await Promise.allSettled([cached("a", 1), cached("a", 1)]);
    expect(outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason)).toEqual([
      failure,
      failure,
    ]);
    expect(await cached("a", 1)).toEqual(item(1));
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("is a rejection also when the creator throws at once, and whatever it throws", async () => {
    const { getItem } = shop();
    const cached = getItem.cacheOnArguments(() => {
      throw null;
    });
    await expect(cached("a", 1)).rejects.toBe(null);
  });

  it("gives a caller with a stale value that value, and tells the region's listeners", async () => {
    const { clock, region, getItem } = shop({ expirationMs: MINUTE_MS, graceMs: MINUTE_MS });
    const failure = new Error("the database is down");
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockResolvedValueOnce(item(1))
      .mockRejectedValue(failure);
    const errors: unknown[] = [];
    region.on("failure", ({ error }) => errors.push(error));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect(await cached("a", 1)).toEqual(item(1));
    expect(errors).toEqual([failure]);
    clock.advanceMs(MINUTE_MS);
    await expect(cached("a", 1)).rejects.toBe(failure);
  });
});

describe("an expired value", () => {
  it("is fresh at exactly its expiration and made anew after it", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS });
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(MINUTE_MS);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(1);
    clock.advanceMs(1);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("is served within grace while another caller makes the new one", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS, graceMs: MINUTE_MS });
    const opening = gate<Item>();
    const cached = getItem.cacheOnArguments(
      vi
        .fn<() => Promise<Item>>()
        .mockResolvedValueOnce(item(1, "old"))
        .mockImplementationOnce(() => opening.opened),
    );
    await cached("a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    const winner = cached("a", 1);
    expect(await cached("a", 1)).toEqual(item(1, "old"));
    opening.open(item(1, "new"));
    expect(await winner).toEqual(item(1, "new"));
    expect(await cached("a", 1)).toEqual(item(1, "new"));
  });

  it("is served to everybody under refresh: background", async () => {
    const { clock, getItem } = shop({
      expirationMs: MINUTE_MS,
      graceMs: MINUTE_MS,
      refresh: "background",
    });
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockResolvedValueOnce(item(1, "old"))
      .mockResolvedValueOnce(item(1, "new"));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect(await cached("a", 1)).toEqual(item(1, "old"));
    await settled();
    expect(await cached("a", 1)).toEqual(item(1, "new"));
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("reports a failed background refresh and rejects nobody", async () => {
    const { clock, region, getItem } = shop({
      expirationMs: MINUTE_MS,
      graceMs: MINUTE_MS,
      refresh: "background",
    });
    const failure = new Error("the database is down");
    const errors: unknown[] = [];
    region.on("failure", ({ error }) => errors.push(error));
    const cached = getItem.cacheOnArguments(
      vi.fn<() => Promise<Item>>().mockResolvedValueOnce(item(1)).mockRejectedValue(failure),
    );
    await cached("a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect(await cached("a", 1)).toEqual(item(1));
    await settled();
    expect(errors).toEqual([failure]);
  });

  it("is made anew first when its grace is over", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS, graceMs: MINUTE_MS });
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockResolvedValueOnce(item(1, "old"))
      .mockResolvedValueOnce(item(1, "new"));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(2 * MINUTE_MS + 1);
    expect(await Promise.all([cached("a", 1), cached("a", 1)])).toEqual([
      item(1, "new"),
      item(1, "new"),
    ]);
  });
});

describe("null and its own lifetime", () => {
  it("expires by cacheNull", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS }, { cacheNullMs: 1000 });
    const creator = vi.fn(async () => null);
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(1001);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("is not stored at all when cacheNull is 0, not even by set", async () => {
    const { getItem } = shop({}, { cacheNullMs: 0 });
    const creator = vi.fn(async () => null);
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1), "a", 1);
    await cached.set(null, "a", 1);
    await cached("a", 1);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
  });
});

describe("what a creator is told", () => {
  it("gets exactly the declared arguments, then key and previous value", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS, graceMs: MINUTE_MS });
    const seen: unknown[][] = [];
    const cached = getItem.cacheOnArguments((...args) => {
      seen.push(args);
      return item(1, `made ${seen.length}`);
    });
    const loose = cached as unknown as (...args: unknown[]) => Promise<Item>;
    await loose("a", 1, "an index", "an array");
    clock.advanceMs(MINUTE_MS + 1);
    await cached("a", 1);
    expect(seen).toEqual([
      ["a", 1, expect.objectContaining({ key: "test:shop:getItem:a:1" })],
      ["a", 1, expect.objectContaining({ previous: item(1, "made 1") })],
    ]);
  });
});

describe("backend: none", () => {
  it("creates for every call and makes nobody wait for anybody", async () => {
    const { getItem } = shop({ backend: "none" });
    const slow = gate<Item>();
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockImplementationOnce(() => slow.opened)
      .mockResolvedValueOnce(item(1, "second"));
    const cached = getItem.cacheOnArguments(creator);
    const first = cached("a", 1);
    expect(await cached("a", 1)).toEqual(item(1, "second"));
    slow.open(item(1, "first"));
    expect(await first).toEqual(item(1, "first"));
  });
});
