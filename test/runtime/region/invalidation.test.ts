import { isNoValue, MemoryBackend, type Deposit, type Lease, systemClock } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { gate, settled, type Gate } from "cachegen/testing";
import { item, shop, type Item, type Shop } from "../../support/shop.js";

const MINUTE_MS = 60_000;

/** A creator whose n-th call waits for the n-th gate. */
function gated(): { readonly gates: Gate<Item>[]; readonly creator: () => Promise<Item> } {
  const gates: Gate<Item>[] = [];
  return {
    gates,
    creator: () => {
      const next = gate<Item>();
      gates.push(next);
      return next.opened;
    },
  };
}

/** Every way to say that what is known of item 1 is too old. */
const INVALIDATIONS: Record<string, (shop: Shop) => Promise<void>> = {
  "invalidate(...args)": ({ getItem }) => getItem.invalidate("a", 1),
  "multi invalidate": ({ getItems }) => getItems.invalidate("a", [1]),
  "region.delete": ({ region, getItem }) => region.delete(getItem.key("a", 1)),
  "region.invalidate()": ({ region }) => region.invalidate(),
  "region.invalidate({ soft: true })": ({ region }) => region.invalidate({ soft: true }),
};

describe.each(Object.entries(INVALIDATIONS))("%s during a creation", (_, invalidate) => {
  it("neither stores nor serves the late value", async () => {
    const s = shop();
    const { gates, creator } = gated();
    const cached = s.getItem.cacheOnArguments(creator);
    const early = cached("a", 1);
    await settled();
    await invalidate(s);
    const late = cached("a", 1);
    await settled();
    gates[0]?.open(item(1, "before"));
    await settled();
    expect(await s.getItem.get("a", 1)).not.toEqual(item(1, "before"));
    gates[1]?.open(item(1, "after"));
    expect(await late).toEqual(item(1, "after"));
    expect(await early).toEqual(item(1, "after"));
    expect(await cached("a", 1)).toEqual(item(1, "after"));
    expect(gates).toHaveLength(2);
  });

  it("holds for many keys at once", async () => {
    const s = shop();
    const calls: (readonly number[])[] = [];
    const first = gate();
    const many = s.getItems.cacheMultiOnArguments(async (_shop, ids) => {
      calls.push(ids);
      const call = calls.length;
      if (call === 1) await first.opened;
      return new Map(ids.map((id) => [id, item(id, `call ${call}`)]));
    });
    const early = many("a", [1, 2]);
    await settled();
    await invalidate(s);
    await settled();
    first.open();
    const values = await early;
    expect(values.get(1)).toEqual(item(1, "call 2"));
    expect(await s.getItem.get("a", 1)).toEqual(item(1, "call 2"));
  });

  it("tells the overtaken creator that nobody waits for it any more", async () => {
    const s = shop();
    const signals: AbortSignal[] = [];
    const opening = gate<Item>();
    const cached = s.getItem.cacheOnArguments((_shop, id, { signal }) => {
      signals.push(signal);
      return signals.length === 1 ? opening.opened : item(id);
    });
    const call = cached("a", 1);
    await settled();
    await invalidate(s);
    await call;
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });
});

describe("a set during a creation", () => {
  it("wins over what the creator makes", async () => {
    const { getItem } = shop();
    const opening = gate<Item>();
    const cached = getItem.cacheOnArguments(() => opening.opened);
    const early = cached("a", 1);
    await settled();
    await getItem.set(item(1, "set"), "a", 1);
    opening.open(item(1, "created"));
    expect(await early).toEqual(item(1, "set"));
    expect(await cached("a", 1)).toEqual(item(1, "set"));
  });
});

describe("a creation that is overtaken again and again", () => {
  it("ends with what the last one makes instead of trying for ever", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async (_shop: string, id: number) => {
      await getItem.invalidate("a", id);
      return item(id, `creation ${creator.mock.calls.length}`);
    });
    const cached = getItem.cacheOnArguments(creator);
    expect(await cached("a", 1)).toEqual(item(1, "creation 4"));
    expect(String(await getItem.get("a", 1))).toBe("NO_VALUE");
  });
});

describe("region.invalidate", () => {
  it("hard makes everything missing, whatever grace there is", async () => {
    const { region, getItem } = shop({ expirationMs: MINUTE_MS, graceMs: MINUTE_MS });
    const { gates, creator } = gated();
    const cached = getItem.cacheOnArguments(creator);
    await getItem.set(item(1, "old"), "a", 1);
    await region.invalidate();
    const both = Promise.all([cached("a", 1), cached("a", 1)]);
    await settled();
    gates[0]?.open(item(1, "new"));
    expect(await both).toEqual([item(1, "new"), item(1, "new")]);
    expect(gates).toHaveLength(1);
  });

  it("soft serves the stale value while one caller makes the new one", async () => {
    const { region, getItem } = shop();
    const { gates, creator } = gated();
    const cached = getItem.cacheOnArguments(creator);
    await getItem.set(item(1, "old"), "a", 1);
    await region.invalidate({ soft: true });
    const winner = cached("a", 1);
    expect(await cached("a", 1)).toEqual(item(1, "old"));
    await settled();
    gates[0]?.open(item(1, "new"));
    expect(await winner).toEqual(item(1, "new"));
    expect(await cached("a", 1)).toEqual(item(1, "new"));
  });

  it("hides invalidated values from get in both modes", async () => {
    for (const soft of [false, true]) {
      const { region, getItem } = shop();
      await getItem.set(item(1), "a", 1);
      await region.invalidate({ soft });
      expect(String(await getItem.get("a", 1))).toBe("NO_VALUE");
    }
  });

  it("leaves other regions alone", async () => {
    const one = shop();
    const other = shop();
    await other.getItem.set(item(1), "a", 1);
    await one.region.invalidate();
    expect(await other.getItem.get("a", 1)).toEqual(item(1));
  });
});

describe("refresh", () => {
  it("makes the value anew though one is fresh, stores it and returns it", async () => {
    const { getItem } = shop();
    const creator = vi.fn(async (_: string, id: number) =>
      item(id, `${creator.mock.calls.length}`),
    );
    const cached = getItem.cacheOnArguments(creator);
    await cached("a", 1);
    expect(await cached.refresh("a", 1)).toEqual(item(1, "2"));
    expect(await cached("a", 1)).toEqual(item(1, "2"));
  });

  it("overtakes a creation under way, whose callers get the refreshed value", async () => {
    const { getItem } = shop();
    const { gates, creator } = gated();
    const cached = getItem.cacheOnArguments(creator);
    const early = cached("a", 1);
    await settled();
    const refreshed = cached.refresh("a", 1);
    await settled();
    gates[1]?.open(item(1, "refreshed"));
    gates[0]?.open(item(1, "overtaken"));
    expect(await refreshed).toEqual(item(1, "refreshed"));
    expect(await early).toEqual(item(1, "refreshed"));
    expect(gates).toHaveLength(2);
  });

  it("is fenced like any other creation", async () => {
    const { getItem } = shop();
    const { gates, creator } = gated();
    const cached = getItem.cacheOnArguments(creator);
    const refreshed = cached.refresh("a", 1);
    await settled();
    await getItem.invalidate("a", 1);
    await settled();
    gates[0]?.open(item(1, "before"));
    gates[1]?.open(item(1, "after"));
    expect(await refreshed).toEqual(item(1, "after"));
  });
});

describe("an invalidation from outside of the region", () => {
  /** A store that forgets to ask whether the lease is still live. */
  class FencelessBackend extends MemoryBackend {
    override fill(fills: readonly (readonly [Lease, Deposit])[]): boolean[] {
      this.write(fills.map(([{ key }, deposit]) => [key, deposit] as const));
      return fills.map(() => true);
    }
  }

  /** What is stored after a creation in one region was overtaken by an invalidation in another, as from another process. */
  async function storedAfterOvertaking(backend: MemoryBackend): Promise<string | undefined> {
    const here = shop({ backend });
    const elsewhere = shop({ backend });
    const { gates, creator } = gated();
    const early = here.getItem.cacheOnArguments(creator)("a", 1);
    await settled();
    await elsewhere.getItem.invalidate("a", 1);
    gates[0]?.open(item(1, "before"));
    await settled();
    const found = await here.getItem.get("a", 1);
    gates[1]?.open(item(1, "after"));
    await early;
    return isNoValue(found) ? undefined : found?.label;
  }

  const options = { clock: systemClock, maxEntries: 10 };

  it("fences the creation in the store", async () => {
    expect(await storedAfterOvertaking(new MemoryBackend(options))).toBe(undefined);
  });

  it("would be lost in a store without a fence, and this test would show it", async () => {
    expect(await storedAfterOvertaking(new FencelessBackend(options))).toBe("before");
  });
});
