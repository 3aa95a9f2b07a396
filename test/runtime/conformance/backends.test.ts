import { MemoryBackend, NO_VALUE, NoneBackend } from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import { settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { item, shop } from "../../support/shop.js";
import { counting, gated, MINUTE_MS } from "./creators.js";

describe("stores", () => {
  it("D83: in memory share one object under values: shared, and give copies else", async () => {
    for (const [values, same] of [
      ["shared", true],
      ["frozen", true],
      ["copy", false],
      ["bytes", false],
    ] as const) {
      const { getItem } = shop({ values });
      const cached = getItem.cacheOnArguments((_, id) => item(id));
      const [first, second] = [await cached("a", 1), await cached("a", 1)];
      expect(second).toEqual(first);
      expect(second === first).toBe(same);
    }
  });

  it("D84: in memory let the least recently used go first, and free what is of no use", async () => {
    const clock = new ManualClock();
    const backend = new MemoryBackend({ clock, maxEntries: 2, eviction: "lru" });
    const { region } = shop({ clock, backend, expirationMs: MINUTE_MS });
    await region.set("a", 1);
    await region.set("b", 2);
    await region.get("a");
    await region.set("c", 3);
    expect(await region.getMulti(["a", "b", "c"])).toEqual([1, NO_VALUE, 3]);
    clock.advanceMs(MINUTE_MS + 1);
    for (let write = 0; write < 4; write += 1) await region.set("d", write);
    expect(backend.size).toBe(1);
  });

  it("D85: that keep nothing make every call create, and nobody wait", async () => {
    const { region } = shop({ backend: new NoneBackend() });
    const { gates, creator } = gated();
    const slow = region.getOrCreate("k", creator);
    await settled();
    expect(await region.keyIsLocked("k")).toBe(false);
    const quick = counting();
    expect(await region.getOrCreate("k", quick)).toBe("made 1");
    expect(await region.getOrCreate("k", quick)).toBe("made 2");
    gates[0]?.open("slow");
    expect(await slow).toBe("slow");
  });
});
