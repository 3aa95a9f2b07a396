import { MemoryBackend, NO_VALUE, ProxyBackend } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { item, shop } from "../../support/shop.js";
import { codeOf, counting, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";
import { defineFind, defineSearch } from "./definitions.js";
import { deposit, WatchedMemory } from "./stores.js";

describe("keys", () => {
  it("F11: of different arguments and of different functions never collide", async () => {
    const { region } = shop();
    const [find, other] = [defineFind(region), defineFind(region, "other")];
    const tuples: [string, string | null][] = [
      ["a b", "c"],
      ["a", "b c"],
      ["a", null],
      ["a", "None"],
      ["a", "null"],
      ["a", ""],
    ];
    for (const definition of [find, other]) {
      const cached = definition.cacheOnArguments((...args) => JSON.stringify(args.slice(0, 2)));
      for (const args of tuples) expect(await cached(...args)).toBe(JSON.stringify(args));
    }
    const keys = [find, other].flatMap((definition) =>
      tuples.map((args) => definition.key(...args)),
    );
    expect(new Set(keys).size).toBe(2 * tuples.length);
  });

  it("F12: are the same with a default left out or given, in every verb", async () => {
    const cached = defineSearch(shop().region).cacheOnArguments(
      (word, limit) => `${word} ${limit}`,
    );
    await cached("a");
    expect(await cached.get("a", 10)).toBe("a 10");
    await cached.invalidate("a", 10);
    expect(await cached.get("a")).toBe(NO_VALUE);
  });
});

describe("expiration", () => {
  it("F13: of a function is its get's too", async () => {
    const { clock, getItem } = shop({ expirationMs: MINUTE_MS });
    const cached = getItem.with({ expirationMs: 1000 }).cacheOnArguments((_, id) => item(id));
    await cached("a", 1);
    clock.advanceMs(1001);
    expect(await cached.get("a", 1)).toBe(NO_VALUE);
  });

  it("F14: that never passes is Infinity in every verb, and -1 is refused in every verb", async () => {
    const { clock, region } = shop({ expirationMs: Infinity });
    await region.set("k", 1);
    clock.advanceMs(1e15);
    expect([await region.get("k"), ...(await region.getMulti(["k"]))]).toEqual([1, 1]);
    expect(await region.getOrCreate("k", counting())).toBe(1);
    for (const verb of [
      () => region.get("k", { expirationMs: -1 }),
      () => region.getMulti(["k"], { expirationMs: -1 }),
      () => region.getOrCreate("k", counting(), { expirationMs: -1 }),
      () => region.getOrCreateMulti(["k"], makingEach(), { expirationMs: -1 }),
    ]) {
      expect(await codeOf(verb())).toBe("option-invalid");
    }
  });

  it("F29: may differ from entry to entry, by jitter and by what is null", async () => {
    const draws = [0, 0.9];
    const { clock, region, getItem } = shop(
      { expirationMs: MINUTE_MS, jitter: 0.5, random: () => draws.shift() ?? 0 },
      { cacheNullMs: 1000 },
    );
    await region.setMulti(new Map([["whole", 1]]).set("shortened", 1));
    await getItem.set(null, "a", 1);
    clock.advanceMs(1001);
    expect(await getItem.get("a", 1)).toBe(NO_VALUE);
    clock.advanceMs(MINUTE_MS * 0.55);
    expect(await region.getMulti(["whole", "shortened"])).toEqual([1, NO_VALUE]);
  });

  it("F29: is run ahead of by eager, in the background, and everything is counted", async () => {
    const { clock, region } = shop({ expirationMs: MINUTE_MS, eager: 0.5 });
    const creator = counting();
    await region.getOrCreate("k", creator);
    clock.advanceMs(MINUTE_MS / 2);
    expect(await region.getOrCreate("k", creator)).toBe("made 1");
    await settled();
    expect(await region.getOrCreate("k", creator)).toBe("made 2");
    const counts = { hits: 2, misses: 1, creations: 2, fills: 2, stale: 0 };
    expect(region.statistics().get("")).toMatchObject(counts);
  });

  it("F30: passes also for a value that says it comes from the future", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 10 });
    const { region } = shop({ clock, backend, expirationMs: MINUTE_MS });
    backend.write([
      ["k", deposit("from another clock", clock.nowMs() + 365 * 24 * 60 * MINUTE_MS)],
    ]);
    expect(await region.get("k")).toBe(NO_VALUE);
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
  });
});

describe("an invalidation", () => {
  it("F8: of a region reaches every region on its store, those made later too", async () => {
    const backend = new WatchedMemory();
    const [one, other] = [shop({ backend }).region, shop({ backend }).region];
    await one.set("k", "old");
    await one.invalidate();
    expect(await other.get("k")).toBe(NO_VALUE);
    expect(await shop({ backend }).region.get("k")).toBe(NO_VALUE);
  });
});

describe("trouble", () => {
  it("F18: with the store is no error of a caller who wants a value", async () => {
    class Down extends ProxyBackend {
      override read(): never {
        throw new Error("down");
      }

      override readMany(): never {
        throw new Error("down");
      }

      override acquire(): never {
        throw new Error("down");
      }
    }
    const { region, getItem } = shop({ wrap: [Down] });
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
    expect(await getItem.cacheOnArguments((_, id) => item(id))("a", 1)).toEqual(item(1));
  });

  it("F18: with a store that never answers costs a caller no more than its time", async () => {
    class Silent extends ProxyBackend {
      override readMany(): Promise<never> {
        return new Promise(() => undefined);
      }
    }
    const { clock, region } = shop({ wrap: [Silent] });
    const caller = new AbortController();
    const endings: unknown[] = [];
    for (const options of [{ hardTimeoutMs: 1000 }, { signal: caller.signal }]) {
      void codeOf(region.getOrCreate("k", counting(), options)).then((it) => endings.push(it));
    }
    await settled();
    clock.advanceMs(1000);
    caller.abort("gone");
    await settled();
    expect(endings.sort()).toEqual(["gone", "timeout"]);
  });

  it("F19: with the creator costs no stale value, and with the store no new one", async () => {
    class Full extends ProxyBackend {
      override fill(): never {
        throw new Error("full");
      }
    }
    const { clock, region } = shop({ ...GRACIOUS, wrap: [Full] });
    await region.set("k", "stale");
    clock.advanceMs(MINUTE_MS + 1);
    expect(await region.getOrCreate("k", () => Promise.reject(new Error("bad")))).toBe("stale");
    clock.advanceMs(MINUTE_MS);
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
  });

  it("F20: with stored bytes ends with the next creation", async () => {
    const { region, getItem } = shop({ values: "bytes" });
    await (await region.backend()).write([[getItem.key("a", 1), deposit("}{", 1e12)]]);
    const creator = vi.fn((_: string, id: number) => item(id));
    const cached = getItem.cacheOnArguments(creator);
    expect([await cached.get("a", 1), await cached("a", 1), await cached("a", 1)]).toEqual([
      NO_VALUE,
      item(1),
      item(1),
    ]);
    expect(creator).toHaveBeenCalledTimes(1);
  });
});

describe("memory", () => {
  it("F22: is bounded, frees what has expired, and is not changed through what it gave out", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 100 });
    const { region } = shop({ clock, backend, expirationMs: MINUTE_MS });
    for (let write = 0; write < 1000; write += 1) await region.set(`k${write}`, { list: [write] });
    expect(backend.size).toBe(100);
    clock.advanceMs(MINUTE_MS + 1);
    for (let write = 0; write < 100; write += 1) await region.set("k", { list: [write] });
    expect(backend.size).toBe(1);
    const given = (await region.get("k")) as { list: number[] };
    given.list.push(0);
    expect(await region.get("k")).toEqual({ list: [99] });
  });
});
