import { adaptPlain, sha1 } from "cachegen/runtime";
import { manualClock } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { mapBackend, SharedMap } from "../../contract/map-backend.js";
import { Unreadable } from "../../../runtime/value/unreadable.js";
import { bench, deposit, kept, lease } from "./plain-bench.js";

describe("what the store is asked", () => {
  it("passes a finite retention as TTL in whole milliseconds, and none otherwise", async () => {
    const { plain, backend } = bench();
    const set = vi.spyOn(plain, "set");
    await backend.write([["a", deposit(1, { retainMs: 1_500.2 })]]);
    await backend.write([["b", deposit(1, { retainMs: 0 })]]);
    await backend.write([["c", deposit(1)]]);
    const ttls = (key: string) =>
      set.mock.calls.filter(([at]) => at === key).map(([, , ttl]) => ttl);
    expect([ttls("a"), ttls("b"), ttls("c")]).toEqual([[1_501], [1], [undefined]]);
    expect(set.mock.calls.find(([key]) => key === "c")).toHaveLength(2);
  });

  it("reads entries and ages in one command where there is one", async () => {
    const { plain, backend } = bench({ hasMulti: true });
    const getMulti = vi.spyOn(plain, "getMulti");
    const get = vi.spyOn(plain, "get");
    await backend.readMany(["a", "b"]);
    expect(getMulti.mock.calls).toEqual([[["@hard:shop", "@soft:shop", "a", "b"]]]);
    expect(get).not.toHaveBeenCalled();
  });

  it("stores entries of one TTL in one command where there is one", async () => {
    const { plain, backend } = bench({ hasMulti: true });
    await backend.write([["warm", deposit(0)]]);
    const setMulti = vi.spyOn(plain, "setMulti");
    await backend.write([
      ["a", deposit(1, { retainMs: 5 })],
      ["b", deposit(2)],
      ["c", deposit(3, { retainMs: 5 })],
    ]);
    expect(setMulti.mock.calls.map(([all, ttl]) => [[...all.keys()], ttl])).toEqual([
      [["a", "c"], 5],
      [["b"], undefined],
    ]);
  });

  it("writes nothing when it only reads", async () => {
    const { shared, backend } = bench();
    await backend.readMany(["a", "b"]);
    expect(shared.stored.size).toBe(0);
  });

  it("stores text as an envelope that Python reads too", async () => {
    const { shared, backend } = bench({ form: "text" });
    await backend.write([["a", deposit('{"id":7}', { createdMs: 1_795_289_912_726 })]]);
    expect(shared.stored.get("a")?.value).toMatch(
      /^\{"ct": 1795289912\.726, "v": 2, "fill": "[\w-]{16}", "hard": "[\w-]{16}", "soft": "[\w-]{16}"\}\|\{"id":7\}$/,
    );
  });

  it("refuses to keep in a text store what is no text", async () => {
    const { backend } = bench({ form: "text" });
    await expect(backend.write([["a", deposit({})]])).rejects.toThrow(TypeError);
  });
});

describe("keys of its own", () => {
  it("cannot be reached by an entry, with a mangler or without", async () => {
    for (const variant of [{}, { keyMangler: sha1 }]) {
      const { shared, backend } = bench(variant);
      await backend.write([["a", deposit("kept")]]);
      const own = [...shared.stored.keys()].filter((key) => key !== "a");
      expect(own).toHaveLength(2);
      for (const key of own) {
        await backend.write([[key, deposit("mine")]]);
        await backend.invalidate([key]);
      }
      expect(await kept(backend, "a")).toBe("kept");
    }
  });

  it("are different for different names, however odd", async () => {
    const clock = manualClock();
    const shared = new SharedMap();
    const plain = mapBackend(clock, {}, shared);
    const names = ["a", "A", "a b", "a%0020b", "", "ключ", "\ud800", "é", "%00e9"];
    const backends = names.map((name) => adaptPlain(plain, { clock, name }));
    for (const [at, backend] of backends.entries()) await backend.write([[`k${at}`, deposit(at)]]);
    expect(shared.stored.size).toBe(3 * names.length);
    await backends[0]?.invalidateAll("hard");
    const left = await Promise.all(backends.map((backend, at) => kept(backend, `k${at}`)));
    expect(left).toEqual([undefined, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("ages", () => {
  it("make everything missing when the store has lost the hard one", async () => {
    const { shared, backend } = bench();
    const mine = await lease(backend, "b");
    await backend.write([["a", deposit("old")]]);
    shared.stored.delete("@hard:shop");
    expect(await backend.read("a")).toBeUndefined();
    expect(await backend.fill([[mine, deposit("old")]])).toEqual([false]);
    await backend.write([["a", deposit("new")]]);
    expect(await kept(backend, "a")).toBe("new");
  });

  it("make everything outdated when the store has lost the soft one", async () => {
    const { shared, backend } = bench();
    await backend.write([["a", deposit("old")]]);
    shared.stored.set("@soft:shop", { value: "damaged", untilMs: Infinity });
    expect(await backend.read("a")).toMatchObject({ kept: "old", outdated: true });
    await backend.write([["a", deposit("new")]]);
    expect(await backend.read("a")).toMatchObject({ kept: "new", outdated: false });
  });

  it("are made once, however many ask for them at the same time", async () => {
    const { plain, backend } = bench({ isRemote: true });
    const set = vi.spyOn(plain, "set");
    await Promise.all(["a", "b", "c"].map((key) => lease(backend, key)));
    expect(set.mock.calls.map(([key]) => key).sort()).toEqual(["@hard:shop", "@soft:shop"]);
  });

  it("make what others wrote a miss: nothing shows that it is younger than an invalidation", async () => {
    const { clock, shared, backend } = bench({ form: "text" });
    await backend.write([["warm", deposit("0")]]);
    const value = `{"ct": ${clock.nowMs() / 1_000}, "v": 2}|7`;
    shared.stored.set("a", { value, untilMs: Infinity });
    shared.stored.set("b", { value: "rubbish", untilMs: Infinity });
    const [foreign, rubbish] = await backend.readMany(["a", "b"]);
    expect(foreign).toBeUndefined();
    expect(rubbish?.kept).toBeInstanceOf(Unreadable);
  });

  it("do not make foreign objects readable, and nothing of nothing", async () => {
    const { shared, backend } = bench();
    await backend.write([["warm", deposit(0)]]);
    for (const value of [7, "text", {}, { kept: 1, metadata: {} }]) {
      shared.stored.set("a", { value, untilMs: Infinity });
      expect((await backend.read("a"))?.kept).toMatchObject({ stored: value });
    }
    shared.stored.set("a", { value: null, untilMs: Infinity });
    expect(await backend.read("a")).toBeUndefined();
  });
});
