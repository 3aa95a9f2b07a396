import { isNoValue, NO_VALUE } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { ManualClock } from "../../../testing/manual-clock.js";
import { item, shop } from "../../support/shop.js";
import { codeOf, codeOfCall, counting, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";
import { WatchedMemory } from "./stores.js";

/** Time that moves by one millisecond whenever somebody looks. */
class RestlessClock extends ManualClock {
  override nowMs(): number {
    this.advanceMs(1);
    return super.nowMs();
  }
}

describe("reading", () => {
  it("D1: finds NO_VALUE, which is not null, under a key without an entry", async () => {
    const { region } = shop();
    expect(await region.get("k")).toBe(NO_VALUE);
    expect([isNoValue(NO_VALUE), isNoValue(null), isNoValue(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("D2: finds a cached null, and creates nothing", async () => {
    const { region } = shop();
    const creator = vi.fn(async () => null);
    await region.getOrCreate("k", creator);
    expect(await region.get("k")).toBe(null);
    expect(await region.getOrCreate("k", creator)).toBe(null);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D3: hits at exactly the expiration, and not a moment later", async () => {
    const { clock, region } = shop({ expirationMs: MINUTE_MS });
    await region.set("k", 1);
    clock.advanceMs(MINUTE_MS);
    for (let write = 0; write < 10; write += 1) await region.set("other", 1);
    expect(await region.get("k")).toBe(1);
    clock.advanceMs(0.001);
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("D4: finds an expired value under ignoreExpiration", async () => {
    const { clock, region, getItem } = shop({ expirationMs: MINUTE_MS });
    await region.set("k", 1);
    await getItem.set(item(1), "a", 1);
    clock.advanceMs(10 * MINUTE_MS);
    expect(await region.get("k", { ignoreExpiration: true })).toBe(1);
    expect(await getItem.with({ ignoreExpiration: true }).get("a", 1)).toEqual(item(1));
    const metadata = await region.getValueMetadata("k", { ignoreExpiration: true });
    expect(metadata?.ageMs).toBe(10 * MINUTE_MS);
  });

  it("D4: finds a softly invalidated value under ignoreExpiration", async () => {
    const { region } = shop();
    await region.set("k", 1);
    await region.invalidate({ soft: true });
    expect(await region.get("k", { ignoreExpiration: true })).toBe(1);
  });

  it("D4: finds nothing under ignoreExpiration after a hard invalidation, which is final", async () => {
    const { region } = shop();
    await region.set("k", 1);
    await region.invalidate();
    expect(await region.get("k", { ignoreExpiration: true })).toBe(NO_VALUE);
  });

  it("D5: judges by a call's own expiration, for that call only", async () => {
    const { clock, region } = shop({ expirationMs: MINUTE_MS });
    await region.set("k", 1);
    clock.advanceMs(MINUTE_MS / 2);
    expect(await region.get("k", { expirationMs: 1000 })).toBe(NO_VALUE);
    expect(await region.get("k")).toBe(1);
    clock.advanceMs(MINUTE_MS);
    expect(await region.get("k", { expirationMs: 2 * MINUTE_MS })).toBe(1);
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("D5: keeps a value for as long as the region wants it, whatever the call that made it said", async () => {
    const { clock, region } = shop({ expirationMs: MINUTE_MS });
    expect(await region.getOrCreate("k", counting(), { expirationMs: 1000 })).toBe("made 1");
    clock.advanceMs(MINUTE_MS / 2);
    for (let write = 0; write < 10; write += 1) await region.set(`other ${write}`, 1);
    expect(await region.get("k")).toBe("made 1");
  });

  it("D12: takes the deletion of an absent key, twice over", async () => {
    const { region } = shop();
    await region.delete("k");
    await region.deleteMulti(["k", "k"]);
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("D14: tells value, time and growing age, and null for what is absent or expired", async () => {
    const { clock, region } = shop({ expirationMs: MINUTE_MS });
    expect(await region.getValueMetadata("k")).toBe(null);
    const cachedTime = new Date(clock.nowMs());
    await region.set("k", "v");
    expect(await region.getValueMetadata("k")).toEqual({ value: "v", cachedTime, ageMs: 0 });
    clock.advanceMs(MINUTE_MS);
    expect((await region.getValueMetadata("k"))?.ageMs).toBe(MINUTE_MS);
    clock.advanceMs(1);
    expect(await region.getValueMetadata("k")).toBe(null);
  });
});

describe("an expiration", () => {
  it("D6: of Infinity never passes, in any verb, of the region or of a call", async () => {
    for (const [options, call] of [
      [{ expirationMs: Infinity }, {}],
      [{ expirationMs: 1 }, { expirationMs: Infinity }],
    ] as const) {
      const { clock, region } = shop(options);
      const creator = counting();
      await region.set("k", 1);
      clock.advanceMs(1000 * 365 * 24 * 60 * MINUTE_MS);
      expect(await region.get("k", call)).toBe(1);
      expect(await region.getMulti(["k"], call)).toEqual([1]);
      expect(await region.getOrCreate("k", creator, call)).toBe(1);
      expect(await region.getOrCreateMulti(["k"], makingEach(), call)).toEqual([1]);
      expect(creator).not.toHaveBeenCalled();
    }
  });

  it("D6: is refused when negative, wherever it is given", async () => {
    const { region, getItem } = shop();
    const negative = { expirationMs: -1 };
    expect(await codeOfCall(() => shop(negative))).toBe("option-invalid");
    expect(await codeOf(region.get("k", negative))).toBe("option-invalid");
    expect(await codeOf(region.getMulti(["k"], negative))).toBe("option-invalid");
    expect(await codeOf(region.getOrCreate("k", counting(), negative))).toBe("option-invalid");
    expect(await codeOfCall(() => getItem.with(negative))).toBe("option-invalid");
  });

  it("D6: is refused when a callable answers a negative one", async () => {
    const { getItem } = shop();
    let durationMs = 1;
    const cached = getItem
      .with({ expirationMs: () => durationMs })
      .cacheOnArguments((_, id) => item(id));
    await cached("a", 1);
    durationMs = -1;
    expect(await codeOf(cached("a", 1))).toBe("option-invalid");
    expect(await codeOf(cached.get("a", 1))).toBe("option-invalid");
  });

  it("D7: of 0 makes the value anew as soon as time has passed", async () => {
    const { clock, region } = shop({ expirationMs: 0 });
    const creator = counting();
    expect(await region.getOrCreate("k", creator)).toBe("made 1");
    clock.advanceMs(1);
    expect(await region.getOrCreate("k", creator)).toBe("made 2");
  });

  it("D8: below a second is kept exactly", async () => {
    const { clock, region } = shop({ expirationMs: 900 });
    await region.set("k", 1);
    clock.advanceMs(900);
    expect(await region.get("k")).toBe(1);
    clock.advanceMs(1);
    expect(await region.get("k")).toBe(NO_VALUE);
  });
});

describe("many at once", () => {
  it("D10: asks the store for nothing when there is nothing to ask for", async () => {
    const backend = new WatchedMemory();
    const { region } = shop({ backend });
    expect(await region.getMulti([])).toEqual([]);
    await region.setMulti(new Map());
    await region.deleteMulti([]);
    expect(backend.calls).toEqual([]);
  });

  it("D11: answers in the order of the keys, with NO_VALUE in the holes", async () => {
    const { region } = shop(GRACIOUS);
    await region.setMulti(new Map([["a", 1]]).set("b", 2));
    expect(await region.getMulti(["b", "none", "a", "b"])).toEqual([2, NO_VALUE, 1, 2]);
  });

  it("D13: stores all values under one creation time", async () => {
    const { region } = shop({ clock: new RestlessClock() });
    await region.setMulti(new Map([["a", 1]]).set("b", 2).set("c", 3));
    const all = await Promise.all(["a", "b", "c"].map((key) => region.getValueMetadata(key)));
    const times = all.map((metadata) => metadata?.cachedTime.getTime());
    expect(times).toEqual([expect.any(Number), times[0], times[0]]);
  });
});
