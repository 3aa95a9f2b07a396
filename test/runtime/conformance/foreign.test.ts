import { MemoryBackend, NO_VALUE } from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import { settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { item, shop, type Shop } from "../../support/shop.js";
import { codeOf, counting, gated, GRACIOUS, MINUTE_MS } from "./creators.js";
import { deposit, EndingLeases, takeLease, WatchedMemory } from "./stores.js";

/** Two regions on one store, as two processes are on one server. */
function twoOnOne(): { readonly here: Shop; readonly there: Shop; readonly clock: ManualClock } {
  const clock = new ManualClock();
  const backend = new MemoryBackend({ clock, maxEntries: 100 });
  const [here, there] = [shop({ clock, backend }), shop({ clock, backend })];
  return { here, there, clock };
}

describe("what is stored and none of ours", () => {
  it.each([[""], ["{broken"], ["{}"], ["[1]"], ['{"id":"x"}'], ["\x80\x04N."], [12], [undefined]])(
    "D89: %j is a miss and never an error for a reader",
    async (kept) => {
      const backend = new WatchedMemory();
      const { region, getItem } = shop({ backend, values: "bytes" });
      const errors: unknown[] = [];
      region.on("error", ({ error }) => errors.push(error));
      region.on("misfit", ({ error }) => errors.push(error));
      const plant = (): void =>
        backend.write([[getItem.key("a", 1), deposit(kept, Date.UTC(2026, 0, 1))]]);
      plant();
      expect(await getItem.get("a", 1)).toBe(NO_VALUE);
      const cached = getItem.cacheOnArguments((_, id) => item(id));
      expect(await cached("a", 1)).toEqual(item(1));
      plant();
      expect(await cached.refresh("a", 1)).toEqual(item(1));
      expect(await cached("a", 1)).toEqual(item(1));
      expect(errors.length > 0 || kept === "").toBe(true);
    },
  );

  it.each(["copy", "bytes"] as const)(
    "D90: is made anew when it is of another type, with values: %s",
    async (values) => {
      const { region, getItem, getItems } = shop({ values });
      for (const id of [1, 2]) await region.set(getItem.key("a", id), { id, label: "no date" });
      expect(await getItem.get("a", 1)).toBe(NO_VALUE);
      expect(await getItem.cacheOnArguments((_, id) => item(id))("a", 1)).toEqual(item(1));
      const many = getItems.cacheMultiOnArguments(() => new Map([[2, item(2)]]));
      expect(await many("a", [1, 2])).toEqual(new Map([1, 2].map((id) => [id, item(id)])));
      expect(await getItem.get("a", 2)).toEqual(item(2));
    },
  );

  it("D102: is a miss when it comes from the future, beyond what clocks may differ by", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const { region } = shop({ ...GRACIOUS, clock, backend });
    backend.write([["soon", deposit("soon", clock.nowMs() + 1000)]]);
    backend.write([["far", deposit("far", clock.nowMs() + 10 * MINUTE_MS)]]);
    expect(await region.getMulti(["soon", "far"])).toEqual(["soon", NO_VALUE]);
    expect(await region.getOrCreate("far", counting())).toBe("made 1");
    expect(await region.get("far")).toBe("made 1");
  });

  it("D102: is a miss for an accessor too when it comes from the future", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const { getItem } = shop({ ...GRACIOUS, clock, backend });
    const far = deposit(item(1, "far"), clock.nowMs() + 10 * MINUTE_MS);
    backend.write([[getItem.key("a", 1), far]]);
    const cached = getItem.cacheOnArguments((_, id) => item(id, "made"));
    expect(await cached("a", 1)).toEqual(item(1, "made"));
    expect(await cached.get("a", 1)).toEqual(item(1, "made"));
  });
});

describe("a lease somebody else holds", () => {
  it("D93: is waited for where there is no value, and the stale one is served where there is", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const { region } = shop({ ...GRACIOUS, clock, backend });
    await region.set("stale", "old");
    clock.advanceMs(MINUTE_MS + 1);
    await takeLease(backend, "stale");
    const lease = await takeLease(backend, "missing");
    const creator = counting();
    expect(await region.getOrCreate("stale", creator)).toBe("old");
    const waiter = region.getOrCreate("missing", creator);
    await settled();
    expect(await region.keyIsLocked("missing")).toBe(true);
    backend.fill([[lease, deposit("of the other", clock.nowMs())]]);
    expect(await waiter).toBe("of the other");
    expect(creator).not.toHaveBeenCalled();
  });

  it("D94: is renewed for as long as its creator runs", async () => {
    const clock = new ManualClock();
    const store = new MemoryBackend({ clock, maxEntries: 10 });
    const backend = new EndingLeases(store, clock);
    const { region } = shop({ clock, backend, leaseMs: 9000 });
    const { gates, creator } = gated();
    const call = region.getOrCreate("k", creator);
    await settled();
    clock.advanceMs(MINUTE_MS);
    expect(await region.keyIsLocked("k")).toBe(true);
    gates[0]?.open("late");
    expect(await call).toBe("late");
    expect(await region.get("k")).toBe("late");
  });

  it("D94: that is lost costs its caller nothing, and the value is not stored", async () => {
    const clock = new ManualClock();
    const store = new MemoryBackend({ clock, maxEntries: 10 });
    const backend = new EndingLeases(store, clock);
    backend.renewable = false;
    const { region } = shop({ clock, backend, leaseMs: 9000 });
    const { gates, creator } = gated();
    const call = region.getOrCreate("k", creator);
    await settled();
    clock.advanceMs(MINUTE_MS);
    await shop({ clock, backend: store }).region.set("k", "of the next");
    gates[0]?.open("late");
    expect(await Promise.race([call, settled()])).toBe("of the next");
    expect(await region.get("k")).toBe("of the next");
  });

  it("D95: is waited for until the caller's time is over, and the creator is not called", async () => {
    const { here, there, clock } = twoOnOne();
    const { gates, creator } = gated();
    const holder = there.region.getOrCreate("k", creator);
    await settled();
    const second = counting();
    const waiter = codeOf(here.region.getOrCreate("k", second, { hardTimeoutMs: 1000 }));
    await settled();
    clock.advanceMs(1000);
    expect(await waiter).toBe("timeout");
    gates[0]?.open("of the holder");
    expect(await holder).toBe("of the holder");
    expect(second).not.toHaveBeenCalled();
  });

  it("D95: makes nobody create when all who waited have run out of time", async () => {
    const { here, there, clock } = twoOnOne();
    const { gates, creator } = gated();
    const holder = there.region.getOrCreate("k", creator);
    await settled();
    const second = counting();
    const waiter = codeOf(here.region.getOrCreate("k", second, { hardTimeoutMs: 1000 }));
    await settled();
    clock.advanceMs(1000);
    expect(await waiter).toBe("timeout");
    clock.advanceMs(10 * MINUTE_MS);
    await settled();
    expect(second).not.toHaveBeenCalled();
    gates[0]?.open("of the holder");
    expect(await holder).toBe("of the holder");
  });

  it("D95: lets a waiter create after waitMs, and only the holder store", async () => {
    const { here, there, clock } = twoOnOne();
    const { gates, creator } = gated();
    const holder = there.region.getOrCreate("k", creator);
    await settled();
    const waiter = here.region.getOrCreate("k", counting(), { waitMs: 5000 });
    await settled();
    clock.advanceMs(5000);
    expect(await waiter).toBe("made 1");
    expect(await here.region.get("k")).toBe(NO_VALUE);
    gates[0]?.open("of the holder");
    expect(await holder).toBe("of the holder");
    expect(await here.region.get("k")).toBe("of the holder");
  });

  it("D96: wakes all who wait when it ends, without any time passing", async () => {
    const { here, there, clock } = twoOnOne();
    const { gates, creator } = gated();
    const holder = there.region.getOrCreate("k", creator);
    await settled();
    const waiters = Array.from({ length: 50 }, () => here.region.getOrCreate("k", counting()));
    await settled();
    gates[0]?.open("made");
    expect(new Set(await Promise.all([holder, ...waiters]))).toEqual(new Set(["made"]));
    expect(clock.pending).toBe(0);
  });
});
