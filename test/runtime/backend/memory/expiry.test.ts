import { describe, expect, it } from "vitest";
import { ManualClock } from "cachegen/testing";
import { acquire, memory, names, present, put } from "./parts.js";

describe("what has outlived its use", () => {
  it("is freed by later traffic alone, 10,000 entries of it", () => {
    const clock = new ManualClock();
    const backend = memory({ clock, maxEntries: 100_000 });
    for (const key of names(10_000, "old")) put(backend, key, { retainMs: 60_000 });
    clock.advanceMs(60_001);
    for (let round = 0; round < 10_000; round += 1) put(backend, "other");
    expect([backend.size, backend.bytes]).toEqual([1, "other".length + 1]);
  });

  it("is freed as fast as it comes: traffic of short-lived entries stays bounded far below maxEntries", () => {
    const clock = new ManualClock();
    const backend = memory({ clock, maxEntries: 1_000_000 });
    let most = 0;
    for (const key of names(50_000)) {
      put(backend, key, { retainMs: 1000 });
      clock.advanceMs(1);
      most = Math.max(most, backend.size);
    }
    expect(most).toBeLessThan(3000);
  });

  it("is kept until its time and not after: a lease is given as if it were not there", () => {
    const clock = new ManualClock();
    const backend = memory({ clock });
    put(backend, "a", { retainMs: 1000 });
    clock.advanceMs(1000);
    expect(acquire(backend, "a").kind).toBe("filled");
    clock.advanceMs(1);
    expect(acquire(backend, "a").kind).toBe("won");
    expect(backend.size).toBe(0);
  });

  it("counts from when it was stored, not from when it was created", () => {
    const clock = new ManualClock();
    const backend = memory({ clock });
    put(backend, "a", { createdMs: 0, retainMs: 1000 });
    for (const key of names(20)) put(backend, key);
    expect(present(backend, ["a"])).toEqual(["a"]);
  });

  it("does not take with it what is to be kept for ever, nor what was stored again", () => {
    const clock = new ManualClock();
    const backend = memory({ clock });
    put(backend, "ever");
    put(backend, "again", { retainMs: 1000 });
    put(backend, "once", { retainMs: 1000 });
    clock.advanceMs(900);
    put(backend, "again", { retainMs: 1000 });
    clock.advanceMs(900);
    for (const key of names(20)) put(backend, key);
    expect(present(backend, ["ever", "again", "once"])).toEqual(["ever", "again"]);
  });

  it("leaves its lease alone", () => {
    const clock = new ManualClock();
    const backend = memory({ clock });
    put(backend, "a", { retainMs: 1000 });
    acquire(backend, "a", { seen: backend.read("a") });
    clock.advanceMs(2000);
    for (const key of names(20)) put(backend, key);
    expect([backend.read("a"), backend.isLeased("a")]).toEqual([undefined, true]);
  });
});
