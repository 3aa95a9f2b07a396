import { AsyncLocalStorage } from "node:async_hooks";
import { isCacheError } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { gate, settled } from "cachegen/testing";
import { item, shop, type Item } from "../../support/shop.js";
import { reason } from "./parts.js";

const MINUTE_MS = 60_000;
const POLICY = { expirationMs: MINUTE_MS, graceMs: MINUTE_MS };

describe("hardTimeout", () => {
  it("ends the wait of a caller without a value; the creation goes on and is stored", async () => {
    const { clock, region, getItem } = shop({}, { hardTimeoutMs: 100 });
    const timeouts = vi.fn();
    region.on("timeout", timeouts);
    const opening = gate<Item>();
    const cached = getItem.cacheOnArguments(() => opening.opened);
    const call = reason(cached("a", 1));
    await settled();
    clock.advanceMs(100);
    expect(isCacheError(await call, "timeout")).toBe(true);
    expect(timeouts).toHaveBeenCalledTimes(1);
    opening.open(item(1));
    await settled();
    expect(await cached.get("a", 1)).toEqual(item(1));
    expect(clock.pending).toBe(0);
  });

  it("counts from the call, however often its creation is overtaken", async () => {
    const { clock, getItem } = shop({}, { hardTimeoutMs: 100 });
    const cached = getItem.cacheOnArguments(() => gate<Item>().opened);
    const call = reason(cached("a", 1));
    await settled();
    clock.advanceMs(60);
    await getItem.invalidate("a", 1);
    await settled();
    clock.advanceMs(40);
    expect(isCacheError(await call, "timeout")).toBe(true);
  });

  it("leaves no timer behind when the value comes in time", async () => {
    const { clock, getItem } = shop({}, { hardTimeoutMs: 100 });
    expect(await getItem.cacheOnArguments(async () => item(1))("a", 1)).toEqual(item(1));
    expect(clock.pending).toBe(0);
  });
});

describe("softTimeout", () => {
  it("hands out the stale value when the new one takes too long", async () => {
    const { clock, getItem } = shop(POLICY, { softTimeoutMs: 100, hardTimeoutMs: 1 });
    const opening = gate<Item>();
    await getItem.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    const cached = getItem.cacheOnArguments(() => opening.opened);
    const call = cached("a", 1);
    await settled();
    clock.advanceMs(100);
    expect(await call).toEqual(item(1, "old"));
    opening.open(item(1, "new"));
    await settled();
    expect(await cached.get("a", 1)).toEqual(item(1, "new"));
  });

  it("takes the new value when it comes in time", async () => {
    const { clock, getItem } = shop(POLICY, { softTimeoutMs: 100 });
    await getItem.set(item(1, "old"), "a", 1);
    clock.advanceMs(MINUTE_MS + 1);
    expect(await getItem.cacheOnArguments(async () => item(1, "new"))("a", 1)).toEqual(
      item(1, "new"),
    );
    expect(clock.pending).toBe(0);
  });
});

describe("a caller's signal", () => {
  it("ends that caller's wait only", async () => {
    const { getItem } = shop();
    const opening = gate<Item>();
    const cached = getItem.cacheOnArguments(() => opening.opened);
    const going = new AbortController();
    const leaver = reason(cached.with({ signal: going.signal })("a", 1));
    const stayer = cached("a", 1);
    await settled();
    going.abort(new Error("the client has gone"));
    expect(String(await leaver)).toMatch(/the client has gone/);
    opening.open(item(1));
    expect(await stayer).toEqual(item(1));
  });

  it("ends the creation and frees the key with the last caller", async () => {
    const { region, getItem } = shop();
    const signals: AbortSignal[] = [];
    const creator = vi.fn((_shop: string, id: number, context: { signal: AbortSignal }) => {
      signals.push(context.signal);
      return signals.length === 1 ? gate<Item>().opened : item(id);
    });
    const cached = getItem.cacheOnArguments(creator);
    const going = new AbortController();
    const both = [1, 2].map(() => reason(cached.with({ signal: going.signal })("a", 1)));
    await settled();
    expect(await region.keyIsLocked(getItem.key("a", 1))).toBe(true);
    going.abort(new Error("all gone"));
    await Promise.all(both);
    await settled();
    expect(signals[0]?.aborted).toBe(true);
    expect(await region.keyIsLocked(getItem.key("a", 1))).toBe(false);
    expect(await cached("a", 1)).toEqual(item(1));
  });

  it("refuses a call that comes with an aborted signal, and creates nothing", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async () => item(1));
    const aborted = AbortSignal.abort(new Error("too late"));
    const call = getItem.cacheOnArguments(creator).with({ signal: aborted })("a", 1);
    expect(String(await reason(call))).toMatch(/too late/);
    expect(creator).not.toHaveBeenCalled();
  });

  it("bears one listener, however many calls it serves", async () => {
    const { getItem } = shop();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const cached = getItem.cacheOnArguments(async (_, id) => item(id + 1)).with({ signal });
    await Promise.all(Array.from({ length: 20 }, (_, id) => cached("a", id)));
    expect(added).toHaveBeenCalledTimes(1);
  });

  it("of a call for many keys leaves the keys others wait for alone", async () => {
    const { getItem, getItems } = shop();
    const opening = gate();
    const many = getItems.cacheMultiOnArguments(async (_shop, ids) => {
      await opening.opened;
      return new Map(ids.map((id) => [id, item(id)]));
    });
    const going = new AbortController();
    const leaver = reason(many.with({ signal: going.signal })("a", [1, 2]));
    await settled();
    const creator = vi.fn(async () => item(1, "made again"));
    const stayer = getItem.cacheOnArguments(creator)("a", 1);
    await settled();
    going.abort(new Error("gone"));
    expect(String(await leaver)).toMatch(/gone/);
    opening.open();
    expect(await stayer).toEqual(item(1));
    expect(creator).not.toHaveBeenCalled();
    await settled();
    expect(String(await getItem.get("a", 2))).toBe("NO_VALUE");
  });
});

describe("a creator that waits for itself", () => {
  it("gets an error instead of waiting for ever", async () => {
    const { getItem } = shop();
    const cached = getItem.cacheOnArguments(async (name, id): Promise<Item | null> => {
      return cached(name, id);
    });
    const error = await reason(cached("a", 1));
    expect(isCacheError(error, "creator-reentered")).toBe(true);
  });

  it("is found through other keys and through calls of many", async () => {
    const { getItem, getItems } = shop();
    const many = getItems.cacheMultiOnArguments(async (name, ids) => {
      return new Map([[ids[0] ?? 0, await cached(name, 1)]]);
    });
    const cached = getItem.cacheOnArguments(async (name): Promise<Item | null> => {
      const [first] = (await many(name, [2, 3])).values();
      return first ?? null;
    });
    expect(isCacheError(await reason(cached("a", 1)), "creator-reentered")).toBe(true);
  });

  it("is found between two creators that wait for each other", async () => {
    const { getItem } = shop();
    const bothStarted = gate();
    let started = 0;
    const cached = getItem.cacheOnArguments(async (name, id): Promise<Item | null> => {
      started += 1;
      if (started === 2) bothStarted.open();
      await bothStarted.opened;
      return cached(name, 3 - id);
    });
    const outcomes = await Promise.all([reason(cached("a", 1)), reason(cached("a", 2))]);
    expect(outcomes.some((error) => isCacheError(error, "creator-reentered"))).toBe(true);
  });

  it("is no creator that asks for another key, or for its own original", async () => {
    const { getItem } = shop();
    const cached = getItem.cacheOnArguments(async (name, id): Promise<Item | null> => {
      if (id === 0) return item(1, "the end");
      if (id > 5) return cached.original(name, id - 1);
      return cached(name, id - 1);
    });
    expect(await cached("a", 7)).toEqual(item(1, "the end"));
  });
});

describe("maxCreators", () => {
  it("lets so many creators run at a time, the others in their order", async () => {
    const { getItem } = shop({ maxCreators: 2 });
    const gates = Array.from({ length: 4 }, () => gate<Item>());
    const started: number[] = [];
    const cached = getItem.cacheOnArguments((_, id) => {
      started.push(id);
      return gates[id]?.opened ?? null;
    });
    const calls = gates.map((_, id) => cached("a", id));
    await settled();
    expect(started).toEqual([0, 1]);
    gates[1]?.open(item(1));
    await settled();
    expect(started).toEqual([0, 1, 2]);
    gates[0]?.break(new Error("a failed one gives its place back too"));
    await reason(calls[0] ?? Promise.resolve());
    await settled();
    expect(started).toEqual([0, 1, 2, 3]);
    gates[2]?.open(item(2));
    gates[3]?.open(item(3));
    await Promise.all(calls.slice(1));
  });

  it("does not make a creator wait for its own caller's place", async () => {
    const { getItem } = shop({ maxCreators: 1 });
    const cached = getItem.cacheOnArguments(async (name, id): Promise<Item | null> => {
      return id === 0 ? item(1) : cached(name, id - 1);
    });
    expect(await cached("a", 5)).toEqual(item(1));
  });
});

describe("the context of a creation", () => {
  it("is its caller's, and none for work in the background", async () => {
    const { clock, getItem } = shop({ ...POLICY, refresh: "background" });
    const requests = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const cached = getItem.cacheOnArguments((_, id) => {
      seen.push(requests.getStore());
      return item(id);
    });
    await requests.run("request 1", () => cached("a", 1));
    clock.advanceMs(MINUTE_MS + 1);
    await requests.run("request 2", () => cached("a", 1));
    await settled();
    expect(seen).toEqual(["request 1", undefined]);
  });

  it("stays every caller's own after a joined creation", async () => {
    const { getItem } = shop();
    const requests = new AsyncLocalStorage<string>();
    const cached = getItem.cacheOnArguments(async () => item(1));
    const contexts = await Promise.all(
      ["one", "two"].map((name) =>
        requests.run(name, async () => {
          await cached("a", 1);
          return requests.getStore();
        }),
      ),
    );
    expect(contexts).toEqual(["one", "two"]);
  });
});

describe("wait", () => {
  it("ends waiting for a creation elsewhere: then this process creates and does not store", async () => {
    const backend = await shop().region.actualBackend();
    const here = shop({ backend, waitMs: 100 });
    const elsewhere = shop({ backend });
    const opening = gate<Item>();
    const holder = elsewhere.getItem.cacheOnArguments(() => opening.opened)("a", 1);
    await settled();
    const creator = vi.fn(async () => item(1, "unstored"));
    const calls = [1, 2].map(() => here.getItem.cacheOnArguments(creator)("a", 1));
    await settled();
    here.clock.advanceMs(100);
    expect(await Promise.all(calls)).toEqual([item(1, "unstored"), item(1, "unstored")]);
    expect(creator).toHaveBeenCalledTimes(1);
    opening.open(item(1, "stored"));
    await holder;
    expect(await here.getItem.get("a", 1)).toEqual(item(1, "stored"));
  });
});
