/** Creations that nobody waits for any more, or whose result nobody may have: what they do, and what they leave behind. */
import {
  isCacheError,
  MemoryBackend,
  NO_VALUE,
  ProxyBackend,
  registerBackend,
  systemClock,
  type Acquisition,
  type Held,
  type InvalidationStrategy,
  type LeaseRequest,
} from "cachegen/runtime";
import { faultyBackend, gate, manualClock, recordingBackend, settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { mapBackend } from "../../contract/map-backend.js";
import { item, shop, type Item } from "../../support/shop.js";
import { memory, reason } from "./parts.js";

const MINUTE_MS = 60_000;
const POLICY = { expirationMs: MINUTE_MS, graceMs: MINUTE_MS };

describe("a call that waits for what another region on the store is making", () => {
  /** `here` is at work on the value until the gate is opened; `there` wants it too. */
  async function twoRegions() {
    const backend = memory();
    const made = gate<Item>();
    const [here, there] = [shop({ backend }), shop({ backend }, { waitMs: 1_000 })];
    const first = here.getItem.cacheOnArguments(() => made.opened)("a", 1);
    await settled();
    const creator = vi.fn(async () => item(1, "made there"));
    return { made, first, there, creator, cached: there.getItem.cacheOnArguments(creator) };
  }

  it("makes nothing when its time is over and it has run out of its own before", async () => {
    const { made, first, there, creator, cached } = await twoRegions();
    const call = reason(cached.with({ hardTimeoutMs: 10 })("a", 1));
    await settled();
    there.clock.advanceMs(10);
    expect(isCacheError(await call, "timeout")).toBe(true);
    there.clock.advanceMs(990);
    await settled();
    expect(creator).not.toHaveBeenCalled();
    expect(there.clock.pending).toBe(0);
    made.open(item(1));
    await first;
  });

  it("leaves no timer when its region is closed, or when it goes", async () => {
    const { made, first, there, cached } = await twoRegions();
    const going = new AbortController();
    const gone = reason(cached.with({ signal: going.signal })("a", 1));
    await settled();
    going.abort(new Error("gone"));
    expect(String(await gone)).toMatch(/gone/);
    await settled();
    expect(there.clock.pending).toBe(0);
    const closed = reason(cached("a", 1));
    await settled();
    await there.region.close();
    expect(isCacheError(await closed, "closed")).toBe(true);
    expect(there.clock.pending).toBe(0);
    made.open(item(1));
    await first;
  });
});

describe("a refresh in the background", () => {
  it("goes on when one who joined it has gone", async () => {
    const { clock, getItem } = shop({ ...POLICY, refresh: "background" });
    const made = gate<Item>();
    const heard = vi.fn();
    const cached = getItem.cacheOnArguments((_shop, _id, { signal }) => {
      signal.addEventListener("abort", heard);
      return made.opened;
    });
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect((await cached("a", 1))?.label).toBe("old");
    const going = new AbortController();
    const picky = cached.with({ expirationMs: 1, graceMs: 0, signal: going.signal });
    const gone = reason(picky("a", 1));
    await settled();
    going.abort(new Error("gone"));
    expect(String(await gone)).toMatch(/gone/);
    made.open(item(1, "new"));
    await settled();
    expect(heard).not.toHaveBeenCalled();
    expect(await cached.get("a", 1)).toEqual(item(1, "new"));
  });
});

describe("a creation whose caller ran out of time", () => {
  it("goes on when one who joined it has gone", async () => {
    const { clock, getItem } = shop();
    const made = gate<Item>();
    const cached = getItem.cacheOnArguments(() => made.opened);
    const late = reason(cached.with({ hardTimeoutMs: 10 })("a", 1));
    await settled();
    const going = new AbortController();
    const gone = reason(cached.with({ signal: going.signal })("a", 1));
    await settled();
    clock.advanceMs(10);
    expect(isCacheError(await late, "timeout")).toBe(true);
    going.abort(new Error("gone"));
    await gone;
    made.open(item(1));
    await settled();
    expect(await cached.get("a", 1)).toEqual(item(1));
  });
});

describe("a caller with a stale value that goes while the next is made", () => {
  it("gets its reason and no value", async () => {
    const { clock, getItem } = shop(POLICY);
    const cached = getItem.cacheOnArguments(() => gate<Item>().opened);
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    const going = new AbortController();
    const call = reason(cached.with({ signal: going.signal })("a", 1));
    await settled();
    going.abort(new Error("gone"));
    expect(String(await call)).toMatch(/gone/);
  });
});

describe("the lease of a creation that nobody waits for", () => {
  class Expiring extends ProxyBackend {
    override get leasesExpire(): boolean {
      return true;
    }
  }

  it("is renewed no more, whatever its creator does", async () => {
    const backend = recordingBackend(new Expiring(memory()));
    const { clock, getItem } = shop({ backend }, { leaseMs: 300 });
    const cached = getItem.cacheOnArguments(() => gate<Item>().opened);
    const going = new AbortController();
    const call = reason(cached.with({ signal: going.signal })("a", 1));
    await settled();
    clock.advanceMs(100);
    await settled();
    expect(backend.count("renew")).toBe(1);
    going.abort(new Error("gone"));
    await call;
    expect(clock.pending).toBe(0);
  });
});

describe("a call for one value that joins a call for many", () => {
  it.each([
    ["the short way", {}],
    ["the long way", { hardTimeoutMs: 1_000 }],
  ])("asks its own creator when the other found none, %s", async (_, policy) => {
    const { getItem, getItems } = shop({}, policy);
    const found = gate<Map<number, Item>>();
    const many = getItems.cacheMultiOnArguments(() => found.opened)("a", [1]);
    await settled();
    const one = getItem.cacheOnArguments(async () => item(1, "of its own"))("a", 1);
    await settled();
    found.open(new Map());
    expect(await many).toEqual(new Map());
    expect(await one).toEqual(item(1, "of its own"));
  });
});

describe("a backend that was replaced", () => {
  it("is closed when the last who joined a creation in it has the value", async () => {
    const close = vi.fn();
    registerBackend("closes-in-the-end", () => ({ ...mapBackend(manualClock()), close }));
    const { region, getItem } = shop({ backend: "closes-in-the-end://x" });
    const made = gate<Item>();
    const cached = getItem.cacheOnArguments(() => made.opened);
    const calls = [cached("a", 1)];
    await settled();
    calls.push(cached("a", 1), cached("a", 1));
    await settled();
    region.configure({ backend: "memory", replaceExistingBackend: true });
    await settled();
    expect(close).not.toHaveBeenCalled();
    made.open(item(1));
    await Promise.all(calls);
    await settled();
    expect(close).toHaveBeenCalledTimes(1);
  });
});

describe("a creation that an invalidation by strategy has overtaken", () => {
  it("is not stored, though its lease could not be given back", async () => {
    const clock = manualClock();
    let invalidatedMs = -Infinity;
    const isOlder = (createdMs: number): boolean => createdMs < invalidatedMs;
    const invalidationStrategy: InvalidationStrategy = {
      invalidate: () => void (invalidatedMs = clock.nowMs()),
      isInvalidated: isOlder,
      isHardInvalidated: isOlder,
      isSoftInvalidated: () => false,
    };
    const backend = faultyBackend(memory(), { clock });
    const { region, getItem } = shop({ backend, clock, invalidationStrategy });
    const made = gate<Item>();
    const cached = getItem.cacheOnArguments(() => made.opened);
    const going = new AbortController();
    const call = reason(cached.with({ signal: going.signal })("a", 1));
    await settled();
    backend.arm("release", { kind: "fail" });
    await region.invalidate();
    going.abort(new Error("gone"));
    await call;
    clock.advanceMs(1);
    made.open(item(1, "before"));
    await settled();
    expect(backend.struck("release")).toBeGreaterThan(0);
    expect(await cached.get("a", 1)).toBe(NO_VALUE);
  });
});

describe("a value that another is said to have made", () => {
  it("is not taken where it is too old for its caller", async () => {
    const clock = manualClock();
    const old = { kept: item(1, "old"), createdMs: clock.nowMs() - MINUTE_MS - 1, costMs: 0 };
    const held: Held = { ...old, draw: 0, outdated: false, retryAtMs: 0, fillId: "another's" };
    class Telling extends MemoryBackend {
      #asked = 0;
      override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
        if ((this.#asked += 1) > 1) return super.acquire(requests);
        return requests.map(() => ({ kind: "busy", freed: Promise.resolve(held) }));
      }
    }
    const backend = new Telling({ clock: systemClock, maxEntries: 10 });
    const { getItem } = shop({ backend, clock, expirationMs: MINUTE_MS });
    const cached = getItem.cacheOnArguments(async () => item(1, "new"));
    expect(await cached("a", 1)).toEqual(item(1, "new"));
  });

  it("is for those who came before the store was asked, and for nobody after", async () => {
    const clock = manualClock();
    const told = gate<Held>();
    class Telling extends MemoryBackend {
      #asked = 0;
      override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
        if ((this.#asked += 1) > 1) return super.acquire(requests);
        return requests.map(() => ({ kind: "busy", freed: told.opened }));
      }
    }
    class Expiring extends ProxyBackend {
      override get leasesExpire(): boolean {
        return true;
      }
    }
    const backend = new Expiring(new Telling({ clock: systemClock, maxEntries: 10 }));
    const { getItem } = shop({ backend, clock });
    const cached = getItem.cacheOnArguments(async () => item(1, "new"));
    const early = [cached("a", 1), cached("a", 1)];
    await settled();
    // What is told may have been invalidated before this call: only the store knows.
    const late = cached("a", 1);
    await settled();
    const times = { createdMs: clock.nowMs(), costMs: 0, draw: 0, retryAtMs: 0 };
    told.open({ kept: item(1, "told"), ...times, outdated: false, fillId: "another's" });
    for (const value of await Promise.all(early)) expect(value?.label).toBe("told");
    expect((await late)?.label).toBe("new");
  });
});

describe("a value that is found instead of a lease and cannot be read", () => {
  it("is no previous value, nor is the stale one it took the place of", async () => {
    const unreadable: Held = {
      kept: "not an item",
      createdMs: Infinity,
      costMs: 0,
      draw: 0,
      outdated: false,
      retryAtMs: 0,
      fillId: "another's",
    };
    class Overwritten extends MemoryBackend {
      #found = 0;
      override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
        if ((this.#found += 1) > 1) return super.acquire(requests);
        const createdMs = clock.nowMs();
        return requests.map(() => ({ kind: "filled", held: { ...unreadable, createdMs } }));
      }
    }
    const backend = new Overwritten({ clock: systemClock, maxEntries: 10 });
    const clock = manualClock();
    const { getItem } = shop({ ...POLICY, backend, clock });
    const previous: unknown[] = [];
    const cached = getItem.cacheOnArguments(async (_shop, id, context) => {
      previous.push(context.previous);
      return item(id, "new");
    });
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect((await cached("a", 1))?.label).toBe("new");
    expect(previous).toEqual([NO_VALUE]);
  });
});
