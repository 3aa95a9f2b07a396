import { MemoryBackend, NO_VALUE, ProxyBackend, type Held } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { gate, settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { shop } from "../../support/shop.js";
import { codeOf, counting, gated, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";
import { SlowReadings, WatchedMemory } from "./stores.js";

describe("getOrCreateMulti", () => {
  it("D46: asks the creator for missing and stale keys only, each once and unmangled", async () => {
    const { clock, region } = shop({ ...GRACIOUS, keyMangler: (key) => `mangled ${key}` });
    await region.set("stale", "old");
    clock.advanceMs(MINUTE_MS + 1);
    await region.set("fresh", "known");
    const creator = makingEach();
    const keys = ["missing", "fresh", "stale", "missing"];
    await region.getOrCreateMulti(keys, creator);
    expect(creator.mock.calls).toEqual([[["missing", "stale"]]]);
  });

  it("D47: answers in the order of the keys, duplicates repeated", async () => {
    const { region } = shop();
    await region.set("b", "known");
    const creator = makingEach();
    const answer = await region.getOrCreateMulti(["c", "b", "a", "c", "b"], creator);
    expect(answer).toEqual(["made c", "known", "made a", "made c", "known"]);
    expect(creator.mock.calls).toEqual([[["c", "a"]]]);
  });

  it("D48: costs one read, one lease request and one fill, whatever the number of keys", async () => {
    const backend = new WatchedMemory();
    const { region } = shop({ backend });
    await region.getOrCreateMulti(["a", "b", "c"], makingEach());
    expect(backend.calls).toEqual(["readMany a,b,c", "acquire a,b,c", "fill a,b,c"]);
  });

  it("D49: sends no write when shouldCache rejects every value", async () => {
    const backend = new WatchedMemory();
    const { region } = shop({ backend });
    const options = { shouldCache: () => false };
    const answer = await region.getOrCreateMulti(["a", "b"], makingEach(), options);
    expect(answer).toEqual(["made a", "made b"]);
    expect(backend.calls).toEqual(["readMany a,b", "acquire a,b", "release a,b"]);
    expect(backend.leases).toBe(0);
  });

  it("D49: asks shouldCache for each value", async () => {
    const { region } = shop();
    const options = { shouldCache: (_: unknown, key: string) => key === "b" };
    await region.getOrCreateMulti(["a", "b"], makingEach(), options);
    expect(await region.getMulti(["a", "b"])).toEqual([NO_VALUE, "made b"]);
  });

  it("D50: serves the stale value of a key somebody else makes, and makes the rest", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const [here, there] = [0, 1].map(() => shop({ ...GRACIOUS, clock, backend }).region);
    await here?.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    const { gates, creator } = gated();
    const holder = there?.getOrCreate("k", creator);
    await settled();
    const rest = makingEach();
    expect(await here?.getOrCreateMulti(["a", "k"], rest)).toEqual(["made a", "old"]);
    expect(rest.mock.calls).toEqual([[["a"]]]);
    gates[0]?.open("new");
    expect(await holder).toBe("new");
  });

  it("D51: creates each key once for concurrent cold calls of the same keys", async () => {
    const { region } = shop();
    const creator = makingEach();
    const keys = ["a", "b", "c"];
    const calls = [1, 2, 3, 4, 5].map(() => region.getOrCreateMulti(keys, creator));
    const made = ["made a", "made b", "made c"];
    expect(await Promise.all(calls)).toEqual([made, made, made, made, made]);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D52: uses what a single call has made in the meantime", async () => {
    const { region } = shop();
    const { gates, creator } = gated();
    const single = region.getOrCreate("a", creator);
    await settled();
    const rest = makingEach();
    const many = region.getOrCreateMulti(["a", "b"], rest);
    await settled();
    gates[0]?.open("of the single call");
    expect(await many).toEqual(["of the single call", "made b"]);
    expect(await single).toBe("of the single call");
    expect(rest.mock.calls).toEqual([[["b"]]]);
  });

  it.each([
    [1, ["x"]],
    [3, ["x", "y", "z"]],
  ])("D53: refuses a list of %i for 2 keys, naming both, and stores nothing", async (n, list) => {
    const { region } = shop();
    const call = region.getOrCreateMulti(["a", "b"], () => list);
    await expect(call).rejects.toMatchObject({
      code: "result-shape",
      message: expect.stringMatching(new RegExp(`list of ${n} .*list of 2\\b`)) as string,
    });
    expect(await region.getMulti(["a", "b"])).toEqual([NO_VALUE, NO_VALUE]);
    expect(await region.keyIsLocked("a")).toBe(false);
  });

  it("D56: never waits in a circle for calls with overlapping keys in another order", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const regions = [0, 1, 2].map(() => shop({ clock, backend }).region);
    const creator = makingEach();
    const keySets = [
      ["a", "b", "c"],
      ["c", "b", "a"],
      ["b", "a", "c"],
    ];
    const calls = regions.map((region, at) => region.getOrCreateMulti(keySets[at] ?? [], creator));
    const answers = await Promise.all(calls);
    expect(answers).toEqual(keySets.map((keys) => keys.map((key) => `made ${key}`)));
    expect(creator.mock.calls.flat(2).sort()).toEqual(["a", "b", "c"]);
    expect(clock.pending).toBe(0);
  });

  it("D58: gives every lease back when its creator fails, and stores nothing", async () => {
    const backend = new WatchedMemory();
    const { region } = shop({ backend });
    const failure = new Error("down");
    const call = region.getOrCreateMulti(["a", "b"], () => Promise.reject(failure));
    expect(await codeOf(call)).toBe(failure);
    expect([backend.leases, backend.size]).toEqual([0, 0]);
    expect(await region.getOrCreateMulti(["a", "b"], makingEach())).toEqual(["made a", "made b"]);
  });

  it("D61: does nothing when asked for nothing", async () => {
    const backend = new WatchedMemory();
    const { region, getItems, listItems } = shop({ backend });
    const creator = vi.fn(() => []);
    expect(await region.getOrCreateMulti([], creator)).toEqual([]);
    expect(await listItems.cacheMultiOnArguments(creator)("a", [])).toEqual([]);
    const map = getItems.cacheMultiOnArguments(() => new Map());
    expect(await map("a", [])).toEqual(new Map());
    expect(creator).not.toHaveBeenCalled();
    expect(backend.calls).toEqual([]);
  });
});

describe("leases of many keys", () => {
  it("D54: are all free after the store has failed to give one of them", async () => {
    class OneTooMany extends ProxyBackend {
      override acquire(requests: Parameters<ProxyBackend["acquire"]>[0]): never[] {
        throw new Error(`no lease for the last of ${requests.length}`);
      }
    }
    const backend = new WatchedMemory();
    const { region } = shop({ backend, wrap: [OneTooMany] });
    const errors: string[] = [];
    region.on("error", ({ error }) => errors.push(String(error)));
    expect(await region.getOrCreateMulti(["a", "b"], makingEach())).toEqual(["made a", "made b"]);
    expect(errors).toContain("Error: no lease for the last of 2");
    expect(backend.leases).toBe(0);
  });

  it("D54: are all free after a proxy has failed at what was found instead of one of them", async () => {
    class Sour extends SlowReadings {
      override afterRead(_key: string, held: Held | undefined): undefined {
        if (held !== undefined) throw new Error("sour");
      }
    }
    const backend = new WatchedMemory();
    const sour = new Sour(backend);
    const { region } = shop({ backend: sour });
    const arrival = sour.holdBack();
    const call = region.getOrCreateMulti(["a", "b"], makingEach());
    await settled();
    await shop({ backend }).region.set("b", "stored meanwhile");
    arrival.open();
    expect(await call).toEqual(["made a", "made b"]);
    expect(backend.leases).toBe(0);
  });

  it("D55: are no trap when two keys have one mangled form: both get the value", async () => {
    const { region } = shop({ keyMangler: () => "the same" });
    const creator = makingEach();
    const [a, b] = await region.getOrCreateMulti(["a", "b"], creator);
    expect([a, b]).toEqual(["made a", "made a"]);
    expect(await region.keyIsLocked("a")).toBe(false);
  });
});

describe("values that are made together", () => {
  it("are each judged by its own invalidation", async () => {
    const { region } = shop();
    const first = gate();
    const creator = vi.fn(async (keys: readonly string[]) => {
      const call = creator.mock.calls.length;
      if (call === 1) await first.opened;
      return keys.map((key) => `${key} of call ${call}`);
    });
    const answer = region.getOrCreateMulti(["a", "b"], creator);
    await settled();
    await region.delete("a");
    first.open();
    expect(await answer).toEqual(["a of call 2", "b of call 1"]);
    expect(await region.getOrCreate("a", counting())).toBe("a of call 2");
  });
});
