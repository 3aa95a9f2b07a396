import {
  isNoValue,
  MemoryBackend,
  NO_VALUE,
  ProxyBackend,
  sha1,
  type LeaseRequest,
} from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { item, shop, type Item } from "../../support/shop.js";
import { codeOf, counting, gated, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";
import { defineFind } from "./definitions.js";
import { EndingLeases, SlowReadings, takeLease, WatchedMemory } from "./stores.js";

describe("many keys", () => {
  it("F1: are created once by concurrent multi calls that wait for each other", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const creator = vi.fn(async (keys: readonly string[]) => keys.map((key) => `made ${key}`));
    const calls = [1, 2, 3, 4, 5].map(() =>
      shop({ clock, backend }).region.getOrCreateMulti(["a", "b"], creator),
    );
    expect(new Set((await Promise.all(calls)).flat())).toEqual(new Set(["made a", "made b"]));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("F4: are created once after a hard invalidation, and hit from then on", async () => {
    const { region } = shop();
    await region.getOrCreateMulti(["a", "b"], makingEach());
    await region.invalidate();
    const creator = makingEach();
    for (let call = 0; call < 3; call += 1) await region.getOrCreateMulti(["a", "b"], creator);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("F5: get each its own value, in batches that end in any order", async () => {
    const { getItems } = shop({}, { maxBatch: 1 });
    const { gates, creator } = gated();
    const many = getItems.cacheMultiOnArguments(
      async (_, [id = 0]) => new Map([[id, item(id, await creator())]]),
    );
    const call = many("a", [1, 2, 3]);
    await settled();
    for (const at of [2, 0, 1]) gates[at]?.open(`label ${at + 1}`);
    const labels = [...(await call)].map(([id, made]) => [id, made?.label]);
    expect(labels).toEqual([1, 2, 3].map((id) => [id, `label ${id}`]));
  });

  it("F6: leave no lease behind when one of them cannot be taken", async () => {
    class NoneForC extends ProxyBackend {
      override acquire(requests: readonly LeaseRequest[]): ReturnType<ProxyBackend["acquire"]> {
        if (requests.some(({ key }) => key === "c")) throw new Error("no lease for c");
        return super.acquire(requests);
      }
    }
    const backend = new WatchedMemory();
    const { region } = shop({ backend, wrap: [NoneForC] });
    await region.getOrCreateMulti(["a", "b", "c"], makingEach());
    expect(backend.leases).toBe(0);
    expect(await region.getOrCreate("a", counting())).toBe("made 1");
  });

  it("F7: with one mangled form do not wait for themselves", async () => {
    const { clock, region } = shop({ keyMangler: (key) => key.slice(0, 1) });
    const answer = await region.getOrCreateMulti(["k1", "k2", "l"], makingEach());
    expect(answer).toEqual(["made k1", "made k1", "made l"]);
    expect(clock.pending).toBe(0);
  });

  it.each([[[]], [["one"]], [["one", "two", "three"]], [{ a: 1, b: 2 }]])(
    "F26: are not made of an answer of another shape: %j",
    async (answer) => {
      const { region } = shop();
      // Untyped code may answer anything.
      const call = region.getOrCreateMulti(["a", "b"], () => answer as string[]);
      expect(await codeOf(call)).toBe("result-shape");
      expect(await region.getMulti(["a", "b"])).toEqual([NO_VALUE, NO_VALUE]);
    },
  );

  it("F26: of a method get each its own value, and a refresh takes what is absent", async () => {
    const { listItems, getItems } = shop();
    class Items {
      readonly label = "of the class";

      @listItems.cacheMultiOnArguments
      async byIds(_shop: string, ids: readonly number[]): Promise<(Item | null)[]> {
        return ids.map((id) => item(id, `${this.label} ${id}`));
      }
    }
    const labels = (await new Items().byIds("a", [3, 1, 2])).map((made) => made?.label);
    expect(labels).toEqual(["of the class 3", "of the class 1", "of the class 2"]);
    const many = getItems.cacheMultiOnArguments(() => new Map());
    expect(await many.refresh("a", [1])).toEqual(new Map());
  });
});

describe("waiting", () => {
  it("F3: ends with the creation, for 50 callers, with one lease request and no polling", async () => {
    const clock = new ManualClock();
    const backend = new WatchedMemory(clock);
    const here = shop({ clock, backend }).region;
    const there = shop({ clock, backend }).region;
    const { gates, creator } = gated();
    const holder = there.getOrCreate("k", creator);
    await settled();
    const waiters = Array.from({ length: 50 }, () => here.getOrCreate("k", creator));
    await settled();
    backend.calls.length = 0;
    gates[0]?.open("made");
    await Promise.all([holder, ...waiters]);
    expect(backend.calls.filter((call) => !call.startsWith("readMany"))).toEqual(["fill k"]);
    expect(clock.pending).toBe(0);
  });

  it("F15: for a creator longer than its lease costs no error, and the value is stored", async () => {
    const clock = new ManualClock();
    const store = new MemoryBackend({ clock, maxEntries: 10 });
    const { region } = shop({ clock, backend: new EndingLeases(store, clock), leaseMs: 3000 });
    const { gates, creator } = gated();
    const calls = [1, 2, 3].map(() => region.getOrCreate("k", creator));
    await settled();
    clock.advanceMs(10 * MINUTE_MS);
    gates[0]?.open("slow");
    expect(await Promise.all(calls)).toEqual(["slow", "slow", "slow"]);
    expect(await region.get("k")).toBe("slow");
  });

  it("F15: a lease that ran out is not given back in its successor's name", async () => {
    const backend = new WatchedMemory();
    const old = await takeLease(backend, "k");
    await takeLease(backend, "k");
    backend.release([old]);
    expect(backend.isLeased("k")).toBe(true);
    expect(backend.renew([old])).toEqual([false]);
  });

  it("F16: for a holder that died ends with its lease", async () => {
    const clock = new ManualClock();
    const backend = new EndingLeases(new MemoryBackend({ clock, maxEntries: 10 }), clock);
    const { region } = shop({ clock, backend });
    await takeLease(backend, "k");
    const waiter = region.getOrCreate("k", counting());
    await settled();
    clock.advanceMs(10_000);
    expect(await waiter).toBe("made 1");
    expect(await region.get("k")).toBe("made 1");
  });

  it("F17: too long is a timeout, and nothing is created or stored without the lease", async () => {
    const { clock, region } = shop();
    const backend = await region.backend();
    await takeLease(backend, "k");
    const creator = counting();
    const waiter = codeOf(region.getOrCreate("k", creator, { hardTimeoutMs: 1000 }));
    await settled();
    clock.advanceMs(1000);
    expect(await waiter).toBe("timeout");
    expect(creator).not.toHaveBeenCalled();
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("F24: for a lease ends when it does, and only its holder can end it", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const { region } = shop({ clock, backend });
    const lease = await takeLease(backend, "k");
    const waiter = region.getOrCreate("k", counting());
    await settled();
    backend.release([{ key: "k", token: "a stranger's" }]);
    await settled();
    expect(await region.keyIsLocked("k")).toBe(true);
    backend.release([lease]);
    expect(await waiter).toBe("made 1");
    expect(clock.pending).toBe(0);
  });

  it("F24: is never for a key with blanks or control characters, whatever the arguments hold", () => {
    const find = defineFind(shop().region);
    const key = find.key("a b\n\r\t\0", "\x7f {c}:d");
    expect(key).toMatch(/^[!-z|~]+$/);
    expect(sha1(key)).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe("what is created late", () => {
  it("F9: is not cached after an invalidation and a deletion during its creation", async () => {
    const { region } = shop();
    const { gates, creator } = gated();
    const early = region.getOrCreate("k", creator);
    await settled();
    await region.invalidate();
    await region.delete("k");
    gates[0]?.open("of old data");
    await settled();
    expect(isNoValue(await region.get("k"))).toBe(true);
    gates[1]?.open("of new data");
    expect(await early).toBe("of new data");
    expect(await region.get("k")).toBe("of new data");
  });

  it("F10: is not created a second time by who has read the expired value before", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const slow = new SlowReadings(backend);
    const late = shop({ ...GRACIOUS, clock, backend: slow }).region;
    const early = shop({ ...GRACIOUS, clock, backend }).region;
    await early.set("k", "expired");
    clock.advanceMs(MINUTE_MS + 1);
    const creator = counting();
    const arrival = slow.holdBack();
    const call = late.getOrCreateMulti(["k"], async () => [await creator()]);
    await settled();
    await early.getOrCreate("k", creator);
    arrival.open();
    expect(await call).toEqual(["made 1"]);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("F21: is its value and never its promise, however often it is awaited", async () => {
    const { getItem } = shop({ values: "bytes" });
    const creator = vi.fn(async (_: string, id: number) => item(id));
    const cached = getItem.cacheOnArguments(creator);
    expect([await cached("a", 1), await cached("a", 1)]).toEqual([item(1), item(1)]);
    expect(creator).toHaveBeenCalledTimes(1);
  });
});
