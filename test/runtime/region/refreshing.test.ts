import type { PendingCreation } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { gate, settled } from "cachegen/testing";
import { item, shop, type Item } from "../../support/shop.js";

const MINUTE_MS = 60_000;
const POLICY = { expirationMs: MINUTE_MS, graceMs: MINUTE_MS };

describe("retryAfter", () => {
  it("serves the stale value without trying again for so long after a failed refresh", async () => {
    const { clock, getItem } = shop(POLICY, { retryAfterMs: 1000 });
    const creator = vi.fn<() => Promise<Item>>().mockRejectedValue(new Error("down"));
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    for (let call = 0; call < 3; call += 1) expect(await cached("a", 1)).toEqual(item(1, "old"));
    expect(creator).toHaveBeenCalledTimes(1);
    clock.advanceMs(1000);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("holds nobody up who has no stale value", async () => {
    const { getItem } = shop(POLICY, { retryAfterMs: MINUTE_MS });
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockRejectedValueOnce(new Error("down"))
      .mockResolvedValue(item(1));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1).catch(() => undefined);
    expect(await cached("a", 1)).toEqual(item(1));
  });

  it("ends with an invalidation", async () => {
    const { clock, getItem } = shop(POLICY, { retryAfterMs: MINUTE_MS });
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockRejectedValueOnce(new Error("down"))
      .mockResolvedValue(item(1, "new"));
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    await cached("a", 1);
    await cached.invalidate("a", 1);
    expect(await cached("a", 1)).toEqual(item(1, "new"));
  });
});

describe("eager", () => {
  it("makes the next value in the background at its part of the expiration, on access", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS, eager: 0.8 });
    const creator = vi.fn(async () => item(1, `made ${creator.mock.calls.length}`));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(0.8 * MINUTE_MS - 1);
    expect(await cached("a", 1)).toEqual(item(1, "made 1"));
    await settled();
    expect(creator).toHaveBeenCalledTimes(1);
    clock.advanceMs(1);
    const calls = [cached("a", 1), cached("a", 1)];
    expect(await Promise.all(calls)).toEqual([item(1, "made 1"), item(1, "made 1")]);
    await settled();
    expect(await cached("a", 1)).toEqual(item(1, "made 2"));
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("rests after a failure, and the value stays fresh", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS, eager: 0.5, retryAfterMs: 1000 });
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockResolvedValueOnce(item(1))
      .mockRejectedValue(new Error("down"));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(MINUTE_MS / 2);
    for (let call = 0; call < 3; call += 1) {
      expect(await cached("a", 1)).toEqual(item(1));
      await settled();
    }
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("xfetch draws: likelier closer to the expiration, and the longer creations take", async () => {
    const chances = async (costMs: number, ageMs: number): Promise<number> => {
      let refreshed = 0;
      for (let draw = 0.005; draw < 1; draw += 0.01) {
        const random = (): number => draw;
        const { clock, getItem } = shop({ expirationMs: MINUTE_MS, eager: "xfetch", random });
        const creator = vi.fn(async () => {
          clock.advanceMs(creator.mock.calls.length === 1 ? costMs : 0);
          return item(1);
        });
        const cached = getItem.cacheOnArguments(creator);
        await cached("a", 1);
        clock.advanceMs(ageMs);
        await cached("a", 1);
        await settled();
        refreshed += creator.mock.calls.length - 1;
      }
      return refreshed / 100;
    };
    expect(await chances(1000, MINUTE_MS - 1000)).toBeCloseTo(Math.exp(-1), 1);
    expect(await chances(1000, MINUTE_MS - 3000)).toBeCloseTo(Math.exp(-3), 1);
    expect(await chances(10, MINUTE_MS - 1000)).toBe(0);
  });
});

describe("jitter", () => {
  it("only shortens, by its part of the expiration, as drawn when stored", async () => {
    for (const draw of [0, 0.5, 0.999]) {
      const { clock, getItem } = shop({ expirationMs: 1000, jitter: 0.2, random: () => draw });
      await getItem.set(item(1), "a", 1);
      const freshMs = 1000 * (1 - 0.2 * draw);
      clock.advanceMs(Math.floor(freshMs));
      expect(await getItem.get("a", 1)).toEqual(item(1));
      clock.advanceMs(1.5);
      expect(String(await getItem.get("a", 1))).toBe("NO_VALUE");
    }
  });
});

describe("asyncCreationRunner", () => {
  it("gets the creation of a stale value while every caller gets that value", async () => {
    const { clock, getItem } = shop(POLICY);
    const pending: PendingCreation[] = [];
    const creator = vi.fn(async () => item(1, "new"));
    const cached = getItem
      .cacheOnArguments(creator)
      .with({ asyncCreationRunner: (creation) => void pending.push(creation) });
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect(await cached("a", 1)).toEqual(item(1, "old"));
    expect(await cached("a", 1)).toEqual(item(1, "old"));
    expect(pending.map(({ key }) => key)).toEqual([getItem.key("a", 1)]);
    expect(creator).not.toHaveBeenCalled();
    await pending[0]?.run();
    expect(await cached("a", 1)).toEqual(item(1, "new"));
    expect(clock.pending).toBe(0);
  });

  it("is not asked when there is nothing to serve meanwhile", async () => {
    const { getItem } = shop(POLICY);
    const runner = vi.fn();
    const cached = getItem.cacheOnArguments(async () => item(1));
    expect(await cached.with({ asyncCreationRunner: runner })("a", 1)).toEqual(item(1));
    expect(runner).not.toHaveBeenCalled();
  });

  it("that throws gives the lease back, and its caller gets the error", async () => {
    const { clock, region, getItem } = shop(POLICY);
    const failure = new Error("the queue is full");
    const cached = getItem
      .cacheOnArguments(async () => item(1, "new"))
      .with({
        asyncCreationRunner: () => {
          throw failure;
        },
      });
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    await expect(cached("a", 1)).rejects.toBe(failure);
    expect(await region.keyIsLocked(getItem.key("a", 1))).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it("that forgets is cancelled after wait", async () => {
    const { clock, region, getItem } = shop(POLICY, { waitMs: 5000 });
    const cached = getItem
      .cacheOnArguments(async () => item(1, "new"))
      .with({ asyncCreationRunner: () => undefined });
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    await cached("a", 1);
    expect(await region.keyIsLocked(getItem.key("a", 1))).toBe(true);
    clock.advanceMs(5000);
    await settled();
    expect(await region.keyIsLocked(getItem.key("a", 1))).toBe(false);
  });
});

describe("shouldCache", () => {
  it("is told value and arguments, and keeps a result from being stored", async () => {
    const { getItem } = shop();
    const asked: unknown[] = [];
    const cached = getItem
      .cacheOnArguments(async (_, id) => item(id))
      .with({
        shouldCache: (value, ...args) => {
          asked.push([value, ...args]);
          return args[1] !== 1;
        },
      });
    expect(await cached("a", 1)).toEqual(item(1));
    await cached("a", 2);
    expect(asked).toEqual([
      [item(1), "a", 1],
      [item(2), "a", 2],
    ]);
    expect(String(await cached.get("a", 1))).toBe("NO_VALUE");
    expect(await cached.get("a", 2)).toEqual(item(2));
  });

  it("leaves the previous value as it was, and its error reaches the caller", async () => {
    const { clock, region, getItem } = shop(POLICY);
    await getItem.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    const cached = getItem.cacheOnArguments(async () => item(1, "new"));
    expect(await cached.with({ shouldCache: () => false })("a", 1)).toEqual(item(1, "new"));
    expect(await getItem.with({ ignoreExpiration: true }).get("a", 1)).toEqual(item(1, "old"));
    await region.invalidate();
    const failing = cached.with({
      shouldCache: () => {
        throw new Error("cannot tell");
      },
    });
    await expect(failing("a", 1)).rejects.toThrow(/cannot tell/);
    expect(await region.keyIsLocked(getItem.key("a", 1))).toBe(false);
  });

  it("is asked for each value of many", async () => {
    const { getItems } = shop();
    const many = getItems
      .cacheMultiOnArguments(async (_, ids) => new Map(ids.map((id) => [id, item(id)])))
      .with({ shouldCache: (_value, _shop, id) => id !== 2 });
    expect((await many("a", [1, 2, 3])).size).toBe(3);
    expect([...(await getItems.get("a", [1, 2, 3])).keys()]).toEqual([1, 3]);
  });
});

describe("maxValueBytes", () => {
  it("hands out a larger value and does not store it", async () => {
    const { region, getItem } = shop({ maxValueBytes: 300 });
    const reasons: string[] = [];
    region.on("unstored", ({ reason }) => reasons.push(reason));
    const large = item(1, "x".repeat(1000));
    expect(await getItem.cacheOnArguments(async () => large)("a", 1)).toEqual(large);
    expect(String(await getItem.get("a", 1))).toBe("NO_VALUE");
    await getItem.set(item(2), "a", 2);
    expect(await getItem.get("a", 2)).toEqual(item(2));
    expect(reasons).toEqual(["maxValueBytes"]);
  });
});

describe("an expiration of the call", () => {
  it("says over the region's, for that call only", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS });
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    clock.advanceMs(1000);
    await cached.with({ expirationMs: 999 })("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
    clock.advanceMs(2 * MINUTE_MS);
    await cached.with({ expirationMs: Infinity })("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
    expect(String(await cached.get("a", 1))).toBe("NO_VALUE");
    expect(await cached.with({ expirationMs: Infinity }).get("a", 1)).toEqual(item(1));
  });

  it("may be a function, asked on every call, and null leaves the region's", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS });
    const creator = vi.fn(async () => item(1));
    const answers = [null, 0, 10_000];
    const cached = getItem
      .cacheOnArguments(creator)
      .with({ expirationMs: () => answers.shift() ?? null });
    await cached("a", 1);
    clock.advanceMs(1);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
    clock.advanceMs(5000);
    await cached("a", 1);
    expect(creator).toHaveBeenCalledTimes(2);
  });
});

describe("a creation that was abandoned by a background refresh", () => {
  it("does not exist: a refresh goes on though nobody waits", async () => {
    const { clock, getItem } = shop({ ...POLICY, refresh: "background" });
    const opening = gate<Item>();
    const cached = getItem.cacheOnArguments(() => opening.opened);
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    const going = new AbortController();
    await cached.with({ signal: going.signal })("a", 1);
    going.abort();
    opening.open(item(1, "new"));
    await settled();
    expect(await cached("a", 1)).toEqual(item(1, "new"));
  });
});
