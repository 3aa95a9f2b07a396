import { NO_VALUE, type InvalidationStrategy } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { settled } from "../../../testing/gate.js";
import { item, shop } from "../../support/shop.js";
import { counting, gated, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";

describe("region.invalidate", () => {
  it("D32: hard never serves the old value again: all wait for the new one", async () => {
    const { region } = shop(GRACIOUS);
    const { gates, creator } = gated();
    await region.set("k", "old");
    await region.invalidate();
    const calls = Promise.all([1, 2, 3].map(() => region.getOrCreate("k", creator)));
    await settled();
    gates[0]?.open("new");
    expect(await calls).toEqual(["new", "new", "new"]);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("D33: soft gives the first caller the new value and the others the old one at once", async () => {
    const { region } = shop(GRACIOUS);
    const { gates, creator } = gated();
    await region.set("k", "old");
    await region.invalidate({ soft: true });
    const winner = region.getOrCreate("k", creator);
    expect(await region.getOrCreate("k", creator)).toBe("old");
    expect(await region.getOrCreateMulti(["k"], makingEach())).toEqual(["old"]);
    gates[0]?.open("new");
    expect(await winner).toBe("new");
  });

  it("D34: hides values from every reading verb, hard and soft", async () => {
    for (const soft of [false, true]) {
      const { region, getItem } = shop(GRACIOUS);
      await region.set("k", 1);
      await getItem.set(item(1), "a", 1);
      await region.invalidate({ soft });
      expect(await region.get("k")).toBe(NO_VALUE);
      expect(await region.getMulti(["k"])).toEqual([NO_VALUE]);
      expect(await region.getValueMetadata("k")).toBe(null);
      expect(await getItem.get("a", 1)).toBe(NO_VALUE);
    }
  });

  it("D35: soft needs no expiration", async () => {
    const { region } = shop();
    const { gates, creator } = gated();
    await region.set("k", "old");
    await region.invalidate({ soft: true });
    const winner = region.getOrCreate("k", creator);
    expect(await region.getOrCreate("k", creator)).toBe("old");
    await settled();
    gates[0]?.open("new");
    expect(await winner).toBe("new");
    expect(await region.get("k")).toBe("new");
  });

  it("D36: tells before from after by the order of events, within one millisecond", async () => {
    const { region } = shop();
    await region.set("before", 1);
    await region.invalidate();
    await region.set("after", 1);
    expect(await region.getMulti(["before", "after"])).toEqual([NO_VALUE, 1]);
    await region.invalidate({ soft: true });
    await region.set("later", 1);
    expect(await region.getMulti(["after", "later"])).toEqual([NO_VALUE, 1]);
  });

  it("D37: hard after soft makes what was stale missing", async () => {
    const { region } = shop(GRACIOUS);
    await region.set("k", "old");
    await region.invalidate({ soft: true });
    await region.invalidate();
    const calls = [1, 2].map(() => region.getOrCreate("k", counting()));
    expect(await Promise.all(calls)).toEqual(["made 1", "made 1"]);
  });

  it("D37: soft after hard brings nothing back", async () => {
    const { region } = shop(GRACIOUS);
    await region.set("k", "old");
    await region.invalidate();
    await region.invalidate({ soft: true });
    const calls = [1, 2].map(() => region.getOrCreate("k", counting()));
    expect(await Promise.all(calls)).toEqual(["made 1", "made 1"]);
  });

  it.each([
    ["region.invalidate()", (s: ReturnType<typeof shop>) => s.region.invalidate()],
    ["soft", (s: ReturnType<typeof shop>) => s.region.invalidate({ soft: true })],
    ["delete", (s: ReturnType<typeof shop>) => s.region.delete("k")],
    ["deleteMulti", (s: ReturnType<typeof shop>) => s.region.deleteMulti(["k"])],
    ["set", (s: ReturnType<typeof shop>) => s.region.set("k", "set")],
  ])("D40: %s during a creation keeps its late value from being served", async (_, invalidate) => {
    const s = shop(GRACIOUS);
    const { gates, creator } = gated();
    const early = s.region.getOrCreate("k", creator);
    await settled();
    await invalidate(s);
    gates[0]?.open("late");
    await settled();
    expect(await s.region.get("k")).not.toBe("late");
    gates[1]?.open("after");
    expect(await early).not.toBe("late");
    expect(await s.region.getOrCreate("k", async () => "next")).not.toBe("late");
  });
});

describe("a strategy of the application's own", () => {
  /** Judges by time, as the ancestor does: the last invalidation alone counts. */
  class ByTime implements InvalidationStrategy {
    readonly #nowMs: () => number;
    readonly asked: string[] = [];
    #atMs = -Infinity;
    #hard = false;

    constructor(nowMs: () => number) {
      this.#nowMs = nowMs;
    }

    invalidate(mode: "hard" | "soft"): void {
      this.#atMs = this.#nowMs();
      this.#hard = mode === "hard";
    }

    isInvalidated(createdMs: number): boolean {
      this.asked.push("isInvalidated");
      return createdMs < this.#atMs;
    }

    isHardInvalidated(createdMs: number): boolean {
      this.asked.push("isHardInvalidated");
      return this.#hard && createdMs < this.#atMs;
    }

    isSoftInvalidated(createdMs: number): boolean {
      this.asked.push("isSoftInvalidated");
      return !this.#hard && createdMs < this.#atMs;
    }
  }

  function byTime(): ReturnType<typeof shop> & { readonly strategy: ByTime } {
    const strategy: ByTime = new ByTime(() => made.clock.nowMs());
    const made = shop({ ...GRACIOUS, invalidationStrategy: strategy });
    return { ...made, strategy };
  }

  it("D38: judges by the creation time, hard and soft", async () => {
    const { clock, region } = byTime();
    await region.set("k", "old");
    clock.advanceMs(1);
    await region.invalidate({ soft: true });
    expect(await region.get("k")).toBe(NO_VALUE);
    expect(await region.get("k", { ignoreExpiration: true })).toBe("old");
    const { gates, creator } = gated();
    const winner = region.getOrCreate("k", creator);
    expect(await region.getOrCreate("k", creator)).toBe("old");
    await settled();
    gates[0]?.open("new");
    expect(await winner).toBe("new");
    clock.advanceMs(1);
    await region.invalidate();
    expect(await region.getOrCreate("k", async () => "newer")).toBe("newer");
  });

  it("D38: is asked isInvalidated by get, and the other two by getOrCreate", async () => {
    const { region, strategy } = byTime();
    await region.set("k", 1);
    await region.get("k");
    await region.getMulti(["k"]);
    await region.getValueMetadata("k");
    expect(new Set(strategy.asked)).toEqual(new Set(["isInvalidated"]));
    strategy.asked.length = 0;
    await region.getOrCreate("k", counting());
    expect(new Set(strategy.asked)).toEqual(new Set(["isHardInvalidated", "isSoftInvalidated"]));
  });

  it("D38: is told of an invalidation and its mode", async () => {
    const { region, strategy } = byTime();
    const invalidate = vi.spyOn(strategy, "invalidate");
    await region.invalidate();
    await region.invalidate({ soft: true });
    expect(invalidate.mock.calls).toEqual([["hard"], ["soft"]]);
  });

  it("D38: does not make a new creation wait for one it has overtaken", async () => {
    const { clock, region } = byTime();
    const { gates, creator } = gated();
    const early = region.getOrCreate("k", creator);
    await settled();
    clock.advanceMs(MINUTE_MS);
    await region.invalidate();
    const late = region.getOrCreate("k", creator);
    await settled();
    gates[1]?.open("after");
    await settled();
    expect(gates).toHaveLength(2);
    expect(await late).toBe("after");
    expect(await early).toBe("after");
    gates[0]?.open("before");
    await settled();
    expect(await region.get("k")).toBe("after");
  });
});
