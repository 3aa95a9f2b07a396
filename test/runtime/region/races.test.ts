/** More races, leaks and lost updates that were found once: waits that went round in circles, and stores that are odd. */
import {
  defineRegion,
  isCacheError,
  MemoryBackend,
  ProxyBackend,
  systemClock,
  type Acquisition,
  type Held,
  type Lease,
  type LeaseRequest,
  type PlainBackend,
  type Region,
} from "cachegen/runtime";
import { faultyBackend, gate, manualClock, recordingBackend, settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { mapBackend } from "../../contract/map-backend.js";
import { item, shop, type Item } from "../../support/shop.js";
import { memory, reason } from "./parts.js";

describe("a creator that waits for one value twice, and once not long enough", () => {
  it("is refused its own result all the same", async () => {
    const { clock, getItem } = shop();
    const goOn = gate();
    const one = getItem.cacheOnArguments(async (name, id): Promise<Item | null> => {
      if (id === 2) {
        await goOn.opened;
        return one(name, 1);
      }
      const impatient = reason(one.with({ hardTimeoutMs: 10 })(name, 2));
      const patient = one(name, 2);
      expect(isCacheError(await impatient, "timeout")).toBe(true);
      goOn.open();
      return patient;
    });
    const call = reason(one("a", 1));
    await settled();
    clock.advanceMs(10);
    expect(isCacheError(await call, "creator-reentered")).toBe(true);
  });
});

describe("a value that is not stored, and overtaken", () => {
  class SlowRelease extends ProxyBackend {
    readonly released = gate();
    override async release(leases: readonly Lease[], retryAtMs?: number): Promise<void> {
      await this.released.opened;
      return this.proxied.release(leases, retryAtMs);
    }
  }

  it("keeps nobody looking again and again while its lease is given back", async () => {
    const store = memory();
    const slow = new SlowRelease(store);
    const backend = recordingBackend(slow);
    const { getItem } = shop({ backend });
    const made = gate<Item>();
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockImplementationOnce(() => made.opened)
      .mockResolvedValue(item(1, "after"));
    const cached = getItem.with({ shouldCache: () => false }).cacheOnArguments(creator);
    const early = cached("a", 1);
    await settled();
    store.invalidate([getItem.key("a", 1)]);
    made.open(item(1, "before"));
    await settled();
    backend.forget();
    const late = cached("a", 1);
    await settled();
    expect(backend.count("read") + backend.count("readMany")).toBe(1);
    slow.released.open();
    for (const value of await Promise.all([early, late])) expect(value?.label).toBe("after");
  });
});

describe("a refresh that is overtaken, and cannot read what overtook it", () => {
  it("does not take what was there before it", async () => {
    const store = memory();
    const clock = manualClock();
    const backend = faultyBackend(store, { clock });
    const { getItem } = shop({ backend, clock });
    const made = gate<Item>();
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockImplementationOnce(() => made.opened)
      .mockResolvedValue(item(1, "new"));
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(10);
    const refreshing = cached.refresh("a", 1);
    await settled();
    for (const answer of store.acquire([{ key: cached.key("a", 1), ...TAKING }])) {
      if (answer.kind === "won") store.release([answer.lease]);
    }
    backend.arm("readMany", { kind: "fail" });
    made.open(item(1, "overtaken"));
    expect((await refreshing)?.label).toBe("new");
    expect(backend.struck("readMany")).toBeGreaterThan(0);
    backend.disarm();
    expect(await cached.get("a", 1)).toEqual(item(1, "new"));
  });

  const TAKING = { seen: undefined, takeOver: true, leaseMs: 1_000 };
});

describe("one plain store under two regions of one name", () => {
  function twoOn(plain: PlainBackend): readonly [Region, Region] {
    const clock = manualClock();
    const open = (): Region =>
      defineRegion({ name: "twice" }).configure({ backend: plain, clock, expirationMs: 60_000 });
    return [open(), open()];
  }

  it("forgets for both what one has dropped, and what the other is making", async () => {
    const [one, other] = twoOn(mapBackend(manualClock(), { isRemote: true }));
    const made = gate<string>();
    const creator = vi
      .fn<() => Promise<string>>()
      .mockImplementationOnce(() => made.opened)
      .mockResolvedValue("after");
    const early = one.getOrCreate("k", creator);
    await vi.waitFor(() => expect(creator).toHaveBeenCalledOnce());
    await other.delete("k");
    const late = one.getOrCreate("k", creator);
    await settled();
    made.open("before");
    expect(await Promise.all([early, late])).toEqual(["after", "after"]);
    expect(await other.get("k")).toBe("after");
  });

  it("makes each value once", async () => {
    const creator = vi.fn(() => "made");
    const calls = twoOn(mapBackend(manualClock(), { isRemote: true })).map((region) =>
      region.getOrCreate("k", creator),
    );
    expect(await Promise.all(calls)).toEqual(["made", "made"]);
    expect(creator).toHaveBeenCalledOnce();
  });

  it("does not store in the one that was configured again what the old one was making", async () => {
    const plain = mapBackend(manualClock());
    const region = defineRegion({ name: "again" }).configure({ backend: plain });
    const made = gate<string>();
    const creator = vi
      .fn<() => Promise<string>>()
      .mockImplementationOnce(() => made.opened)
      .mockResolvedValue("after");
    const early = region.getOrCreate("k", creator);
    await settled();
    region.configure({ backend: plain, expirationMs: 60_000, replaceExistingBackend: true });
    await region.delete("k");
    made.open("before");
    expect(await early).toBe("after");
    expect(await region.get("k")).toBe("after");
  });
});

describe("a store that says that a lease is free by failing", () => {
  class Failing extends MemoryBackend {
    override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
      return super.acquire(requests).map((answer) => {
        if (answer.kind !== "busy") return answer;
        const freed = answer.freed.then((): never => {
          throw new Error("it never fails, they said");
        });
        return { kind: "busy", freed };
      });
    }
  }

  it("is asked again", async () => {
    const backend = new Failing({ clock: systemClock, maxEntries: 10 });
    const [here, there] = ["here", "there"].map((name) =>
      defineRegion({ name }).configure({ backend }),
    );
    const made = gate<string>();
    const first = here?.getOrCreate("k", () => made.opened);
    await settled();
    const second = there?.getOrCreate("k", () => "made too");
    await settled();
    made.open("made");
    expect(await Promise.all([first, second])).toEqual(["made", "made"]);
  });
});

describe("a proxy that hides what comes instead of a lease, twice", () => {
  class Hiding extends ProxyBackend {
    override afterRead(): undefined {
      return undefined;
    }
  }

  /** Offers another value whenever it is asked. */
  class Busy extends MemoryBackend {
    override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
      return requests.map((): Acquisition => ({ kind: "filled", held: HELD }));
    }
  }

  it("leaves nothing of who has waited behind", () => {
    const proxy = new Hiding(new Busy({ clock: systemClock, maxEntries: 10 }));
    const request = { key: "k", seen: undefined, takeOver: false, leaseMs: 1 };
    const waits = [1, 2].flatMap(() => {
      const answers = proxy.acquire([request]);
      return Array.isArray(answers) ? (answers as Acquisition[]) : [];
    });
    const promises = waits.flatMap((answer) => (answer.kind === "busy" ? answer.freed : []));
    expect(promises.length).toBe(2);
    expect(promises[0]).not.toBe(promises[1]);
  });

  const HELD: Held = {
    kept: 1,
    createdMs: 0,
    costMs: 0,
    draw: 0,
    outdated: false,
    retryAtMs: 0,
    fillId: 0,
  };
});
