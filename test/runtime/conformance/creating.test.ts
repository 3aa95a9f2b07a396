import { MemoryBackend, NO_VALUE, systemClock } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { item, shop, type GetItem } from "../../support/shop.js";
import { codeOf, counting, gated, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";
import { SlowReadings, WatchedMemory } from "./stores.js";

describe("getOrCreate", () => {
  it("D15: creates once on a miss, stores, returns, and dates the value by the creator's end", async () => {
    const { clock, region } = shop();
    const startedMs = clock.nowMs();
    const creator = vi.fn(async () => {
      clock.advanceMs(5000);
      return "made";
    });
    expect(await region.getOrCreate("k", creator)).toBe("made");
    expect(await region.getOrCreate("k", creator)).toBe("made");
    expect(creator).toHaveBeenCalledTimes(1);
    const metadata = await region.getValueMetadata("k");
    expect(metadata?.cachedTime.getTime()).toBe(startedMs + 5000);
  });

  it("D16: costs a hit exactly one read and no lease", async () => {
    const backend = new WatchedMemory();
    const { region, getItem } = shop({ backend });
    await region.set("k", 1);
    await getItem.set(item(1), "a", 1);
    backend.calls.length = 0;
    await region.getOrCreate("k", counting());
    await getItem.cacheOnArguments(() => null)("a", 1);
    expect(backend.calls).toEqual(["readMany k", `peek ${getItem.key("a", 1)}`]);
  });

  it("D17: costs a miss one read, one lease that looks once more, and one fill", async () => {
    const backend = new WatchedMemory();
    const { region } = shop({ backend });
    await region.getOrCreate("k", counting());
    expect(backend.calls).toEqual(["readMany k", "acquire k", "fill k"]);
  });

  it("D18: makes an expired value anew inline when nobody else does", async () => {
    const clock = new ManualClock();
    const backend = new WatchedMemory(clock);
    const { region } = shop({ ...GRACIOUS, clock, backend });
    await region.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    backend.calls.length = 0;
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
    expect(backend.calls).toEqual(["readMany k", "acquire k", "fill k"]);
  });

  it("D19: serves the stale value at once while another call makes the new one", async () => {
    const { clock, region } = shop(GRACIOUS);
    const { gates, creator } = gated();
    await region.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    const winner = region.getOrCreate("k", creator);
    expect(await region.getOrCreate("k", creator)).toBe("old");
    // The stale value may be there before the creator has begun.
    await settled();
    gates[0]?.open("new");
    expect(await winner).toBe("new");
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D19: serves the stale value at once while another region on the store makes the new one", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const [here, there] = [0, 1].map(() => shop({ ...GRACIOUS, clock, backend }).region);
    const { gates, creator } = gated();
    await here?.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    const winner = there?.getOrCreate("k", creator);
    await settled();
    expect(await here?.getOrCreate("k", creator)).toBe("old");
    gates[0]?.open("new");
    expect(await winner).toBe("new");
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D20: waits for the holder of the lease and returns what that one stored", async () => {
    const backend = new MemoryBackend({ clock: systemClock, maxEntries: 10 });
    const [here, there] = [0, 1].map(() => shop({ backend }).region);
    const { gates, creator } = gated();
    const second = counting();
    const holder = there?.getOrCreate("k", creator);
    await settled();
    const waiter = here?.getOrCreate("k", second);
    await settled();
    gates[0]?.open("of the holder");
    expect(await Promise.all([holder, waiter])).toEqual(["of the holder", "of the holder"]);
    expect(second).not.toHaveBeenCalled();
  });

  it("D21: creates once for many cold callers of one key, whichever verb they call", async () => {
    const { region } = shop();
    const creator = counting();
    const many = vi.fn(async () => [await creator()]);
    const calls = Array.from({ length: 50 }, (_, at) =>
      at % 2 === 0 ? region.getOrCreate("k", creator) : region.getOrCreateMulti(["k"], many),
    );
    expect(new Set((await Promise.all(calls)).flat())).toEqual(new Set(["made 1"]));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D29: hands the arguments to the creator unchanged", async () => {
    const { getItem } = shop();
    const seen: unknown[] = [];
    const cached = getItem.cacheOnArguments((...args) => {
      seen.push(...args.slice(0, -1));
      return null;
    });
    await cached("a b", 1);
    expect(seen).toEqual(["a b", 1]);
  });

  it("D100: takes what was stored after it had read instead of creating again", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const slow = new SlowReadings(backend);
    const here = shop({ ...GRACIOUS, clock, backend: slow }).region;
    const there = shop({ ...GRACIOUS, clock, backend }).region;
    await there.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    const arrival = slow.holdBack();
    const creator = counting();
    const late = here.getOrCreate("k", creator);
    await settled();
    await there.getOrCreate("k", async () => "new");
    arrival.open();
    expect(await late).toBe("new");
    expect(creator).not.toHaveBeenCalled();
  });

  it("D103: caches the resolved value and never the promise; a rejection is not cached", async () => {
    const { region } = shop({ values: "shared" });
    const failure = new Error("down");
    const creator = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(failure)
      .mockResolvedValue("made");
    expect(await codeOf(region.getOrCreate("k", creator))).toBe(failure);
    expect(await region.getOrCreate("k", creator)).toBe("made");
    expect(await region.get("k")).toBe("made");
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("D104: keeps nothing of 10,000 keys that are done but the values", async () => {
    const backend = new MemoryBackend({ clock: systemClock, maxEntries: 20_000 });
    const { clock, region } = shop({ backend });
    const keys = Array.from({ length: 9000 }, (_, at) => `k${at}`);
    await region.getOrCreateMulti(keys, makingEach());
    await Promise.all(keys.slice(0, 1000).map((key) => region.getOrCreate(`${key}!`, counting())));
    expect([backend.size, backend.leases, clock.pending]).toEqual([10_000, 0, 0]);
    for (const key of ["k0", "k0!"]) expect(await region.keyIsLocked(key)).toBe(false);
  });
});

describe("a creator", () => {
  it("D30: that asks for its own result gets an error instead of a wait without end", async () => {
    const { region, getItem } = shop();
    const self = (): Promise<unknown> => region.getOrCreate("k", self);
    expect(await codeOf(region.getOrCreate("k", self))).toBe("creator-reentered");
    const cached: GetItem = getItem.cacheOnArguments((_, id) => cached.refresh("a", id));
    expect(await codeOf(cached("a", 1))).toBe("creator-reentered");
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
  });

  it("D30: that asks for its own result through another one gets an error too", async () => {
    const { region } = shop();
    const ping = (): Promise<unknown> => region.getOrCreate("pong", pong);
    const pong = (): Promise<unknown> => region.getOrCreateMulti(["other", "ping"], () => ping2());
    const ping2 = async (): Promise<unknown[]> => [await region.getOrCreate("ping", ping), 1];
    expect(await codeOf(region.getOrCreate("ping", ping))).toBe("creator-reentered");
    expect(await region.getOrCreate("ping", counting())).toBe("made 1");
  });

  it("D31: may use other cached keys", async () => {
    const { region } = shop({ maxCreators: 1 });
    const outer = async (): Promise<string> =>
      `outer of ${await region.getOrCreate("inner", counting())}`;
    expect(await region.getOrCreate("outer", outer)).toBe("outer of made 1");
    expect(await region.get("inner")).toBe("made 1");
  });
});

describe("a creator that fails", () => {
  const failure = new Error("the database is down");
  const failing = (): Promise<never> => Promise.reject(failure);

  it("D23: gives its error to the caller, stores nothing and leaves no lease", async () => {
    const { region } = shop();
    expect(await codeOf(region.getOrCreate("k", failing))).toBe(failure);
    expect(await region.get("k")).toBe(NO_VALUE);
    expect(await region.keyIsLocked("k")).toBe(false);
  });

  it("D24: fails those who wait for it in this process, all at once and with one try", async () => {
    const { region } = shop();
    const { gates, creator } = gated();
    const calls = [1, 2, 3].map(() => codeOf(region.getOrCreate("k", creator)));
    await settled();
    gates[0]?.break(failure);
    expect(await Promise.all(calls)).toEqual([failure, failure, failure]);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D24: lets the next who waits elsewhere try", async () => {
    const backend = new MemoryBackend({ clock: systemClock, maxEntries: 10 });
    const [here, there] = [0, 1].map(() => shop({ backend }).region);
    const { gates, creator } = gated();
    const first = codeOf(there?.getOrCreate("k", creator) ?? Promise.resolve());
    await settled();
    const next = here?.getOrCreate("k", async () => "second try");
    await settled();
    gates[0]?.break(failure);
    expect([await first, await next]).toEqual([failure, "second try"]);
  });

  it("D25: is reported, and a stale value stands in", async () => {
    const { clock, region } = shop(GRACIOUS);
    const reported: unknown[] = [];
    region.on("failure", ({ error }) => reported.push(error));
    await region.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    expect(await region.getOrCreate("k", failing)).toBe("old");
    expect(await region.getOrCreateMulti(["k"], failing)).toEqual(["old"]);
    expect(reported).toEqual([failure]);
  });
});
