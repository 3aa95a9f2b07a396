/** Two adapted backends over one store stand for two processes: what holds between them, and what does not. */
import { adaptPlain, defineRegion, type LeasingBackend, type Region } from "cachegen/runtime";
import { gate, manualClock, settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { mapBackend, SharedMap, type MapVariant } from "../../contract/map-backend.js";
import { deposit, kept, lease } from "./plain-bench.js";

/** Two processes; the store answers each through a connection of its own. */
function processes(variant: MapVariant = { form: "text", isRemote: true }) {
  const clock = manualClock();
  const shared = new SharedMap();
  const connect = (): LeasingBackend =>
    adaptPlain(mapBackend(clock, variant, shared), { clock, name: "shop" });
  return { clock, here: connect(), there: connect() };
}

describe("between processes that share a plain store", () => {
  it("what one stores the other reads", async () => {
    const { here, there } = processes();
    await here.write([["a", deposit("one")]]);
    expect(await kept(there, "a")).toBe("one");
    expect((await there.read("a"))?.fillId).toBe((await here.read("a"))?.fillId);
  });

  it("one that asks for a lease finds what the other stored meanwhile", async () => {
    const { here, there } = processes();
    const seen = await here.read("a");
    await there.fill([[await lease(there, "a"), deposit("one")]]);
    const answers = await here.acquire([{ key: "a", seen, takeOver: false, leaseMs: 1 }]);
    expect(answers).toMatchObject([{ kind: "filled", held: { kept: "one" } }]);
  });

  it("what one drops the other misses", async () => {
    const { here, there } = processes();
    await here.write([["a", deposit("one")]]);
    await there.invalidate(["a"]);
    expect(await kept(here, "a")).toBeUndefined();
  });

  it("a hard invalidation of everything drops what either stored", async () => {
    const { here, there } = processes();
    await here.write([["a", deposit("one")]]);
    await there.write([["b", deposit("two")]]);
    await there.invalidateAll("hard");
    expect(await here.readMany(["a", "b"])).toEqual([undefined, undefined]);
  });

  it("a soft invalidation of everything makes stale what either stored", async () => {
    const { here, there } = processes();
    await here.write([["a", deposit("one")]]);
    await there.invalidateAll("soft");
    expect(await here.read("a")).toMatchObject({ kept: "one", outdated: true });
  });

  it.each(["hard", "soft"] as const)(
    "a %s invalidation of everything fences what the other is making",
    async (mode) => {
      const { here, there } = processes();
      const mine = await lease(here, "a");
      await there.invalidateAll(mode);
      expect(await here.fill([[mine, deposit("old")]])).toEqual([false]);
      expect(await kept(there, "a")).toBeUndefined();
      expect(await here.fill([[await lease(here, "a"), deposit("new")]])).toEqual([true]);
      expect(await kept(there, "a")).toBe("new");
    },
  );

  it("one that comes while a fill is on its way is not served what it overtook", async () => {
    const clock = manualClock();
    const shared = new SharedMap();
    const way = gate();
    const slow = mapBackend(clock, {}, shared);
    const here = adaptPlain(
      {
        ...slow,
        async set(key, ...rest) {
          if (key === "a") await way.opened;
          await slow.set(key, ...rest);
        },
      },
      { clock, name: "shop" },
    );
    const there = adaptPlain(mapBackend(clock, {}, shared), { clock, name: "shop" });
    const filled = here.fill([[await lease(here, "a"), deposit("old")]]);
    await settled();
    await there.invalidateAll("hard");
    way.open();
    await filled;
    expect(shared.stored.has("a")).toBe(true);
    expect([await kept(here, "a"), await kept(there, "a")]).toEqual([undefined, undefined]);
  });

  it("a soft invalidation undoes no hard one, in whatever order they arrive", async () => {
    const { here, there } = processes();
    await here.write([["a", deposit("old")]]);
    await Promise.all([there.invalidateAll("hard"), here.invalidateAll("soft")]);
    expect(await kept(here, "a")).toBeUndefined();
  });

  it("both make a value at the same time: leases are of one process", async () => {
    const { here, there } = processes();
    await lease(here, "a");
    await lease(there, "a");
    expect(await there.isLeased("a")).toBe(true);
  });

  it("one makes it and the other waits, with a mutex", async () => {
    const { clock, here, there } = processes({ form: "text", isRemote: true, hasMutexes: true });
    const mine = await lease(here, "a");
    expect(await there.isLeased("a")).toBe(true);
    const request = { key: "a", seen: undefined, takeOver: false, leaseMs: 1 };
    const [answer] = await there.acquire([request]);
    let isFreed = false;
    if (answer?.kind === "busy") void answer.freed.then(() => (isFreed = true));
    clock.advanceMs(1_000);
    await settled();
    expect(isFreed).toBe(false);
    await here.fill([[mine, deposit("one")]]);
    clock.advanceMs(1_000);
    await settled();
    expect(isFreed).toBe(true);
    expect(await there.acquire([request])).toMatchObject([{ kind: "filled" }]);
  });

  it("an invalidation of one key does not fence what the other process is making", async () => {
    const { here, there } = processes();
    const mine = await lease(here, "a");
    await there.invalidate(["a"]);
    expect(await here.fill([[mine, deposit("old")]])).toEqual([true]);
    expect(await kept(there, "a")).toBe("old");
  });

  it("a write of one key does not fence it either", async () => {
    const { here, there } = processes();
    const mine = await lease(here, "a");
    await there.write([["a", deposit("written")]]);
    expect(await here.fill([[mine, deposit("old")]])).toEqual([true]);
    expect(await kept(there, "a")).toBe("old");
  });

  it("a region invalidated in one serves nothing older in the other", async () => {
    const [here, there] = regions();
    expect(await here.getOrCreate("k", () => "before")).toBe("before");
    expect(await there.getOrCreate("k", () => "never made")).toBe("before");
    await there.invalidate();
    expect(await here.getOrCreate("k", () => "after")).toBe("after");
    expect(await there.get("k")).toBe("after");
  });

  it("who joins a creation after the other has invalidated the region is not served what it makes", async () => {
    const [here, there] = regions();
    const slow = gate<string>();
    const create = vi.fn<() => Promise<string>>(() => slow.opened);
    const early = here.getOrCreate("k", create);
    await vi.waitFor(() => expect(create).toHaveBeenCalledOnce());
    await there.invalidate();
    const late = here.getOrCreate("k", create);
    await settled();
    expect(create).toHaveBeenCalledOnce();
    create.mockResolvedValue("after");
    slow.open("before");
    expect(await late).toBe("after");
    await early;
    expect(await there.get("k")).toBe("after");
  });
});

/** The same region in two processes. */
function regions(): [Region, Region] {
  const clock = manualClock();
  const shared = new SharedMap();
  const open = (): Region => {
    const backend = mapBackend(clock, { form: "text", isRemote: true }, shared);
    return defineRegion({ name: "shared" }).configure({ backend, clock });
  };
  return [open(), open()];
}
