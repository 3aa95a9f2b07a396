/** Races, leaks and lost updates that were found once, each with the schedule that showed it. */
import {
  defineFunction,
  isCacheError,
  MemoryBackend,
  NO_VALUE,
  ProxyBackend,
  registerBackend,
  sha256,
  systemClock,
  type Accessor,
  type Acquisition,
  type Deposit,
  type Held,
  type LeaseRequest,
  type PendingCreation,
  type Serializer,
} from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { gate, settled } from "cachegen/testing";
import { item, shop, type Item } from "../../support/shop.js";
import { memory, reason } from "./parts.js";

const MINUTE_MS = 60_000;
const POLICY = { expirationMs: MINUTE_MS, graceMs: MINUTE_MS };

describe("an entry that cannot be used", () => {
  it("is made anew when a proxy hides it, and the event loop goes on", async () => {
    class Hiding extends ProxyBackend {
      override afterRead(_key: string, held: Held | undefined): Held | undefined {
        return held === undefined ? held : undefined;
      }
    }
    const { region, getItem } = shop();
    await region.wrap(Hiding);
    await getItem.set(item(1, "hidden"), "a", 1);
    const creator = vi.fn(async () => item(1, "made"));
    expect(await getItem.cacheOnArguments(creator)("a", 1)).toEqual(item(1, "made"));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("is made anew when the store offers it instead of a lease", async () => {
    class Unreadable extends MemoryBackend {
      override readMany(): never {
        throw new Error("cannot be read");
      }
      override read(): never {
        throw new Error("cannot be read");
      }
      override peek(): undefined {
        return undefined;
      }
    }
    const backend = new Unreadable({ clock: systemClock, maxEntries: 10 });
    const { clock, getItem } = shop({ ...POLICY, backend });
    await getItem.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect(await getItem.cacheOnArguments(async () => item(1, "new"))("a", 1)).toEqual(
      item(1, "new"),
    );
  });

  it("of another type is a miss, also on the shortest way", async () => {
    const { region, getItem } = shop();
    await region.set(getItem.key("a", 1), { id: "not an item" });
    expect(await getItem.cacheOnArguments(async () => item(1))("a", 1)).toEqual(item(1));
  });
});

describe("a result that is not stored", () => {
  it("takes what was stored before with it: null under cacheNull: 0", async () => {
    const { getItem } = shop({}, { cacheNullMs: 0 });
    const cached = getItem.cacheOnArguments(async () => null);
    await cached.set(item(1, "deleted since"), "a", 1);
    expect(await cached.refresh("a", 1)).toBe(null);
    expect(await cached("a", 1)).toBe(null);
  });

  it("takes what was stored before with it: not found without missing", async () => {
    const { getItem, getItems } = shop();
    await getItem.set(item(1, "deleted since"), "a", 1);
    const many = getItems.cacheMultiOnArguments(async () => new Map());
    expect(await many.refresh("a", [1])).toEqual(new Map());
    expect(await many("a", [1])).toEqual(new Map());
  });

  it("takes what was stored before with it: too large", async () => {
    const { getItem } = shop({ maxValueBytes: 300 });
    const large = item(1, "x".repeat(1000));
    const cached = getItem.cacheOnArguments(async () => large);
    await cached.set(item(1, "small"), "a", 1);
    await cached.refresh("a", 1);
    expect(String(await cached.get("a", 1))).toBe("NO_VALUE");
  });

  it("because it was refused rests like a failure", async () => {
    const { clock, region, getItem } = shop(POLICY, { strict: true });
    const failures = vi.fn();
    region.on("failure", failures);
    const creator = vi.fn(async () => ({ id: 1 }) as never);
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    for (let call = 0; call < 5; call += 1) expect(await cached("a", 1)).toEqual(item(1, "old"));
    expect(creator).toHaveBeenCalledTimes(1);
    expect(failures).toHaveBeenCalledTimes(1);
  });
});

describe("the previous value a creator is given", () => {
  it("is not the object its caller gets", async () => {
    const { clock, getItem } = shop({ ...POLICY, refresh: "background" });
    const cached = getItem.cacheOnArguments(async (_shop, id, { previous }) => {
      await opening.opened;
      return { ...item(id), label: `after ${(previous as Item).label}` };
    });
    const opening = gate();
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    const stale = await cached("a", 1);
    if (stale !== null) stale.label = "spoiled by the caller";
    opening.open();
    await settled();
    expect(await cached("a", 1)).toEqual(item(1, "after old"));
  });
});

describe("a creation whose store does not answer in the end", () => {
  class Mute extends ProxyBackend {
    override fill(): Promise<boolean[]> {
      return Promise.reject(new Error("no answer"));
    }
    override renew(): Promise<boolean[]> {
      return Promise.reject(new Error("no answer"));
    }
  }

  it.each([
    ["stored", undefined],
    ["kept back", () => false],
  ])("is not shared by who came after it began, when it was to be %s", async (_, shouldCache) => {
    const { region, getItem } = shop();
    await region.wrap(Mute);
    const opening = gate<Item>();
    const creator = vi
      .fn<(_: string, id: number) => Promise<Item>>()
      .mockImplementationOnce(() => opening.opened)
      .mockImplementation(async (_, id) => item(id, "made later"));
    const bare = getItem.cacheOnArguments(creator);
    const cached = shouldCache === undefined ? bare : bare.with({ shouldCache });
    const early = [cached("a", 1), cached("a", 1)];
    await settled();
    // Another process has invalidated the key by now: only the store could tell.
    const late = [cached("a", 1), cached.with({ signal: new AbortController().signal })("a", 1)];
    await settled();
    opening.open(item(1, "made early"));
    expect((await early[0])?.label).toBe("made early");
    for (const value of await Promise.all(late)) expect(value?.label).toBe("made later");
  });
});

describe("a refresh that is overtaken", () => {
  const lease = (backend: MemoryBackend, key: string): void => {
    const request = { key, seen: undefined, takeOver: true, leaseMs: 1000 };
    for (const won of backend.acquire([request])) {
      if (won.kind === "won") backend.release([won.lease]);
    }
  };

  it.each([
    ["does not take", -1, 2],
    ["takes", 0, 1],
  ])("%s a value whose creation began %d ms after it", async (_, afterMs, creations) => {
    const backend = memory();
    const asked = gate();
    class Slow extends ProxyBackend {
      override async acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
        await asked.opened;
        return super.acquire(requests);
      }
    }
    const { clock, region, getItem } = shop({ backend });
    await region.wrap(Slow);
    const creator = vi.fn(async (_: string, id: number) => {
      if (creator.mock.calls.length === 1) lease(backend, key);
      return item(id, `made ${creator.mock.calls.length}`);
    });
    const key = getItem.key("a", 1);
    const refreshing = getItem.cacheOnArguments(creator).refresh("a", 1);
    await settled();
    const startedMs = clock.nowMs();
    clock.advanceMs(10);
    const times = { createdMs: clock.nowMs(), costMs: clock.nowMs() - startedMs - afterMs };
    const rest = { draw: 0, bytes: 1, retainMs: MINUTE_MS };
    backend.write([[key, { kept: item(1, "of others"), ...times, ...rest }]]);
    asked.open();
    expect((await refreshing)?.label).toBe(creations === 2 ? "made 2" : "of others");
    expect(creator).toHaveBeenCalledTimes(creations);
  });
});

describe("refreshes that overtake one another", () => {
  it("make a value each and no more", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async () => item(1));
    const cached = getItem.cacheOnArguments(creator);
    await Promise.all(Array.from({ length: 10 }, () => cached.refresh("a", 1)));
    expect(creator.mock.calls.length).toBeLessThanOrEqual(10);
  });
});

describe("a store that fails while it is written", () => {
  it("keeps no lease of the value it did not take", async () => {
    class Failing extends ProxyBackend {
      #failures = 1;
      override beforeWrite(_key: string, deposit: Deposit): Deposit {
        if (this.#failures-- > 0) throw new Error("cannot encrypt");
        return deposit;
      }
    }
    const { region, getItem } = shop();
    await region.wrap(Failing);
    const cached = getItem.cacheOnArguments(async () => item(1));
    expect(await cached("a", 1)).toEqual(item(1));
    expect(await region.keyIsLocked(getItem.key("a", 1))).toBe(false);
    await cached("a", 1);
    expect(await cached.get("a", 1)).toEqual(item(1));
  });
});

describe("a strategy that throws", () => {
  it("fails its call and leaves no other key in the air", async () => {
    let failing = true;
    const invalidationStrategy = {
      invalidate: () => undefined,
      isInvalidated: () => false,
      isSoftInvalidated: () => false,
      isHardInvalidated: () => {
        if (failing) throw new Error("cannot tell");
        return false;
      },
    };
    const { getItem, getItems } = shop({ invalidationStrategy });
    await getItem.set(item(2), "a", 2);
    const make = async (_: string, ids: readonly number[]): Promise<Map<number, Item>> =>
      new Map(ids.map((id) => [id, item(id)]));
    const many = getItems.cacheMultiOnArguments(make);
    expect(String(await reason(many("a", [1, 2])))).toMatch(/cannot tell/);
    failing = false;
    expect((await many("a", [1, 2])).size).toBe(2);
  });
});

describe("maxCreators", () => {
  it("does not deadlock when a running creator waits for one in the line", async () => {
    const { getItem } = shop({ maxCreators: 1 });
    const started = gate();
    const goOn = gate();
    const cached = getItem.cacheOnArguments(async (name, id): Promise<Item | null> => {
      if (id !== 1) return item(id);
      started.open();
      await goOn.opened;
      return cached(name, 2);
    });
    const first = cached("a", 1);
    await started.opened;
    const queued = cached("a", 2);
    await settled();
    goOn.open();
    expect(await Promise.all([first, queued])).toEqual([item(2), item(2)]);
  });

  it("does not deadlock within one call of many batches", async () => {
    const { getItem, getItems } = shop({ maxCreators: 1 }, { maxBatch: 1 });
    const many = getItems.cacheMultiOnArguments(async (name, [id = 0]) => {
      if (id === 1) await one(name, 2);
      return new Map([[id, item(id)]]);
    });
    const one = getItem.cacheOnArguments(async (_, id) => item(id));
    expect((await many("a", [1, 2, 3])).size).toBe(3);
  });

  it("holds for creators called from another region", async () => {
    const limited = shop({ maxCreators: 2 });
    let running = 0;
    let most = 0;
    const query = limited.getItem.cacheOnArguments(async (_, id) => {
      most = Math.max(most, (running += 1));
      await settled();
      running -= 1;
      return item(id + 1);
    });
    const page = shop().getItem.cacheOnArguments((name, id) => query(name, id));
    await Promise.all(Array.from({ length: 12 }, (_, id) => page("a", id)));
    expect(most).toBe(2);
  });

  it("makes nothing for callers that have gone while in the line", async () => {
    const { getItem } = shop({ maxCreators: 1 });
    const opening = gate<Item>();
    const creator = vi.fn((_: string, id: number) => (id === 0 ? opening.opened : item(id)));
    const cached = getItem.cacheOnArguments(creator);
    const first = cached("a", 0);
    const going = new AbortController();
    const others = [1, 2, 3].map((id) => reason(cached.with({ signal: going.signal })("a", id)));
    await settled();
    going.abort(new Error("gone"));
    await Promise.all(others);
    opening.open(item(1));
    await first;
    await settled();
    expect(creator).toHaveBeenCalledTimes(1);
    expect(await cached("a", 1)).toEqual(item(1));
  });
});

describe("closing a region", () => {
  it("fails those who wait, and starts no other creation", async () => {
    const { region, getItem } = shop();
    const creator = vi.fn(() => gate<Item>().opened);
    const cached = getItem.cacheOnArguments(creator);
    const calls = [cached("a", 1), cached("a", 1)].map(reason);
    await settled();
    await region.close();
    for (const error of await Promise.all(calls)) expect(isCacheError(error, "closed")).toBe(true);
    await settled();
    expect(creator).toHaveBeenCalledTimes(1);
  });
});

describe("replacing a backend", () => {
  it("lets calls under way end with the old one, and closes it", async () => {
    const { region, getItem } = shop();
    const opening = gate<Item>();
    const creator = vi.fn(() => opening.opened);
    const call = getItem.cacheOnArguments(creator)("a", 1);
    await settled();
    region.configure({ backend: memory(), replaceExistingBackend: true });
    opening.open(item(1));
    expect(await call).toEqual(item(1));
    expect(creator).toHaveBeenCalledTimes(1);
    expect(String(await getItem.get("a", 1))).toBe("NO_VALUE");
  });

  it("loses none of two proxies put on at once", async () => {
    const { region } = shop();
    class One extends ProxyBackend {}
    class Two extends ProxyBackend {}
    await Promise.all([region.wrap(One), region.wrap(Two)]);
    const outer = await region.backend();
    expect(outer).toBeInstanceOf(Two);
    expect(outer instanceof ProxyBackend && outer.proxied).toBeInstanceOf(One);
  });
});

describe("a proxy put on while the backend is replaced", () => {
  class One extends ProxyBackend {}

  it("stands before the new one", async () => {
    const { region } = shop();
    const wrapping = region.wrap(One);
    const fresh = memory();
    region.configure({ backend: fresh, replaceExistingBackend: true });
    await wrapping;
    expect(await region.backend()).toBeInstanceOf(One);
    expect(await region.actualBackend()).toBe(fresh);
  });

  it("stands before the new one also when that opens late", async () => {
    const opening = gate<MemoryBackend>();
    registerBackend("late-for-a-proxy", () => opening.opened);
    const { region } = shop();
    const wrapping = region.wrap(One);
    region.configure({ backend: "late-for-a-proxy://x", replaceExistingBackend: true });
    const reading = region.get("k");
    await settled();
    opening.open(memory());
    await Promise.all([wrapping, reading]);
    expect(await region.backend()).toBeInstanceOf(One);
  });
});

describe("an asyncCreationRunner", () => {
  async function stale(runner: (creation: PendingCreation) => void | Promise<void>) {
    const made = shop(POLICY, { waitMs: 5000 });
    const creator = vi.fn(async () => item(1, "new"));
    const bare = made.getItem.cacheOnArguments(creator);
    await bare.set(item(1, "old"), "a", 1);
    made.clock.advanceMs(MINUTE_MS + 1);
    return { ...made, bare, creator, cached: bare.with({ asyncCreationRunner: runner }) };
  }

  it("runs a creation once, however often it says so", async () => {
    const { cached, creator } = await stale(async ({ run, cancel }) => {
      await Promise.all([run(), run(), cancel()]);
    });
    await cached("a", 1);
    await settled();
    expect(creator).toHaveBeenCalledTimes(1);
    expect(await cached.get("a", 1)).toEqual(item(1, "new"));
  });

  it("that cancels leaves no timer, and the key is free", async () => {
    const { cached, clock, region } = await stale(({ cancel }) => cancel());
    await cached("a", 1);
    await settled();
    expect(clock.pending).toBe(0);
    expect(await region.keyIsLocked(cached.key("a", 1))).toBe(false);
  });

  it("is not waited for", async () => {
    const { cached } = await stale(() => new Promise(() => undefined));
    expect(await cached("a", 1)).toEqual(item(1, "old"));
  });

  it("that forgets harms no caller who needs the value", async () => {
    const { bare, cached, clock } = await stale(() => undefined);
    await cached("a", 1);
    clock.advanceMs(2000);
    const needy = bare.with({ expirationMs: 1, graceMs: 0 })("a", 1);
    await settled();
    clock.advanceMs(3000);
    expect(await needy).toEqual(item(1, "new"));
  });
});

describe("xfetch", () => {
  it("draws once for a call", async () => {
    const random = vi.fn(() => 0.5);
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS, eager: "xfetch", random });
    const cached = getItem.cacheOnArguments(async () => {
      clock.advanceMs(1000);
      return item(1);
    });
    await cached("a", 1);
    random.mockClear();
    clock.advanceMs(MINUTE_MS - 100);
    await cached("a", 1);
    expect(random).toHaveBeenCalledTimes(1);
    await settled();
  });
});

describe("an invalidation by strategy", () => {
  it("gives the leases of what it overtakes back at once", async () => {
    const invalidationStrategy = {
      invalidate: () => undefined,
      isInvalidated: () => false,
      isSoftInvalidated: () => false,
      isHardInvalidated: () => false,
    };
    const { region, getItem } = shop({ invalidationStrategy });
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockImplementationOnce(() => gate<Item>().opened)
      .mockResolvedValue(item(1, "after"));
    const call = getItem.cacheOnArguments(creator)("a", 1);
    await settled();
    await region.invalidate();
    expect(await call).toEqual(item(1, "after"));
  });
});

describe("one who waited and has gone", () => {
  it("is waited for by nobody any more", async () => {
    const { getItem } = shop();
    const going = new AbortController();
    const slow = gate<Item>();
    const released = gate();
    const one = getItem.cacheOnArguments(async (name, id): Promise<Item | null> => {
      if (id === 2) {
        await released.opened;
        return one.with({ signal: AbortSignal.timeout(5000) })(name, 1);
      }
      await reason(one.with({ signal: going.signal })(name, 2));
      released.open();
      return slow.opened;
    });
    const first = one("a", 1);
    await settled();
    const second = one("a", 2);
    await settled();
    going.abort(new Error("changed its mind"));
    await settled();
    slow.open(item(1));
    expect(await Promise.all([first, second])).toEqual([item(1), item(1)]);
  });

  it("leaves nothing behind when it ran out of time", async () => {
    const { clock, getItem } = shop({}, { hardTimeoutMs: 10 });
    const { signal } = new AbortController();
    const cached = getItem.cacheOnArguments(() => gate<Item>().opened).with({ signal });
    const calls = Array.from({ length: 5 }, () => reason(cached("a", 1)));
    await settled();
    clock.advanceMs(10);
    for (const error of await Promise.all(calls)) expect(isCacheError(error, "timeout")).toBe(true);
    expect(clock.pending).toBe(0);
  });
});

describe("a soft invalidation", () => {
  it("ends the rest after a failed eager refresh", async () => {
    const { clock, region, getItem } = shop({ expirationMs: MINUTE_MS, eager: 0.5 });
    const creator = vi
      .fn<() => Promise<Item>>()
      .mockRejectedValueOnce(new Error("down"))
      .mockResolvedValue(item(1, "new"));
    const cached = getItem.cacheOnArguments(creator);
    await cached.set(item(1, "old"), "a", 1);
    clock.advanceMs(0.6 * MINUTE_MS);
    await cached("a", 1);
    await settled();
    await region.invalidate({ soft: true });
    expect(await cached("a", 1)).toEqual(item(1, "new"));
  });
});

describe("listening", () => {
  it("ends once, however often it is ended", async () => {
    const { region } = shop();
    const off = region.on("hit", () => undefined);
    off();
    const heard = vi.fn();
    region.on("hit", heard);
    off();
    await region.set("k", 1);
    await region.get("k");
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe("creationMs", () => {
  it("counts the time of a call for many once", async () => {
    const { clock, region, getItems } = shop();
    const many = getItems.cacheMultiOnArguments(async (_, ids) => {
      clock.advanceMs(50);
      return new Map(ids.map((id) => [id, item(id)]));
    });
    await many("a", [1, 2, 3, 4]);
    expect(region.statistics().get("getItems")).toMatchObject({ creationMs: 50, fills: 4 });
  });
});

describe("a creation that meets an error of the application's own code", () => {
  it("ends, with its leases given back", async () => {
    let isBroken = false;
    const ask = (): boolean => {
      if (isBroken) throw new Error("cannot tell");
      return false;
    };
    const invalidationStrategy = {
      invalidate: () => undefined,
      isInvalidated: () => false,
      isSoftInvalidated: ask,
      isHardInvalidated: ask,
    };
    class Late extends MemoryBackend {
      override acquire(requests: Parameters<MemoryBackend["acquire"]>[0]) {
        isBroken = true;
        this.write([[String(requests[0]?.key), deposit(item(1))]]);
        return super.acquire(requests);
      }
    }
    const backend = new Late({ clock: systemClock, maxEntries: 10 });
    const { getItems } = shop({ backend, invalidationStrategy });
    const many = getItems.cacheMultiOnArguments(
      async (_, ids) => new Map(ids.map((id) => [id, item(id)])),
    );
    expect((await many("a", [1, 2])).size).toBe(2);
    await settled();
    expect(backend.leases).toBe(0);
  });

  const deposit = (kept: unknown): Deposit => ({
    kept,
    createdMs: 0,
    costMs: 0,
    draw: 0,
    bytes: 1,
    retainMs: Infinity,
  });
});

describe("a creator that answers NO_VALUE", () => {
  it.each(["compiled", "none"] as const)(
    "is a misfit, under serializer: %s",
    async (serializer) => {
      vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
      const { getItem } = shop({ serializer });
      const creator = vi.fn(async () => NO_VALUE as never);
      await getItem.cacheOnArguments(creator)("a", 1);
      expect(creator).toHaveBeenCalledTimes(1);
    },
  );
});

describe("arguments that change after the call", () => {
  it("are no concern of the creation: it got what its key was made of", async () => {
    const { region } = shop();
    const search = defineFunction<
      [query: { page: number }],
      string,
      Accessor<[query: { page: number }], string>,
      [query: { page: number }]
    >({
      region,
      name: "search",
      key: (query) => `test:search:${query.page}`,
      args: (query) => [query],
      serializer: text,
      fingerprint: "0000000000000000",
    }).cacheOnArguments(async ({ page }) => `page ${page}`);
    const query = { page: 1 };
    const first = search(query);
    query.page = 2;
    const second = search(query);
    expect(await Promise.all([first, second])).toEqual(["page 1", "page 2"]);
    expect(await search({ page: 1 })).toBe("page 1");
  });

  const text: Serializer<string> = {
    encode: (value) => JSON.stringify(value),
    decode: (json) => JSON.parse(json) as string,
    copy: (value) => value,
    size: () => 1,
    schema: () => Promise.reject(new Error("not used")),
  };
});

describe("a backend that opens late", () => {
  it("does not take the place of the one that replaced it", async () => {
    const opening = gate<MemoryBackend>();
    registerBackend("late-opener", () => opening.opened);
    const { region } = shop({ backend: "late-opener://x" });
    const early = region.get("k");
    const fresh = memory();
    region.configure({ backend: fresh, replaceExistingBackend: true });
    await region.set("k", "kept");
    opening.open(memory());
    await early;
    await settled();
    expect(await region.backend()).toBe(fresh);
    expect(await region.get("k")).toBe("kept");
  });
});

describe("130,000 keys in one call", () => {
  it("are no more than any other number", async () => {
    const { region } = shop({ maxEntries: 10 });
    const keys = Array.from({ length: 130_000 }, (_, at) => `k${at}`);
    const values = await region.getOrCreateMulti(keys, (wanted) => wanted.map(() => 1));
    expect(values.length).toBe(130_000);
  });
});

describe("keys cut in the middle of a character", () => {
  it("stay different when they are mangled", async () => {
    const { region } = shop({ keyMangler: sha256 });
    await region.set("\ud800", "one");
    expect(await region.get("\ud801")).toBe(NO_VALUE);
  });
});

describe("listeners and proxies that fail", () => {
  it("harm nobody when they fail later", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const { region } = shop();
    region.on("miss", async () => {
      throw new Error("a bad listener");
    });
    expect(await region.getOrCreate("k", () => 1)).toBe(1);
    await settled();
    expect(warn).toHaveBeenCalled();
    warn.mockRestore();
  });
});

describe("closing", () => {
  it("leaves no timer of a runner that never runs, and fails those who fly alone", async () => {
    const { clock, region, getItem } = shop(POLICY);
    await getItem.set(item(1), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    const runner = { asyncCreationRunner: () => undefined };
    await getItem.cacheOnArguments(async () => item(1)).with(runner)("a", 1);
    await region.close();
    await settled();
    expect(clock.pending).toBe(0);
    const alone = shop({ backend: "none" });
    const call = reason(alone.getItem.cacheOnArguments(() => gate<Item>().opened)("a", 1));
    await settled();
    await alone.region.close();
    expect(isCacheError(await call, "closed")).toBe(true);
  });
});

describe("a caller whose signal has aborted", () => {
  it("is refused, also when the value is there", async () => {
    const { getItem } = shop();
    const cached = getItem.cacheOnArguments(async () => item(1));
    await cached("a", 1);
    const signal = AbortSignal.abort(new Error("gone"));
    expect(String(await reason(cached.with({ signal })("a", 1)))).toMatch(/gone/);
  });
});

describe("a creator's Map with an item that has no key", () => {
  it("is its own fault", async () => {
    const { getItems } = shop();
    const many = getItems.cacheMultiOnArguments(async () => new Map([["odd" as never, item(1)]]));
    expect(isCacheError(await reason(many("a", [1])), "result-shape")).toBe(true);
  });
});
