import fc from "../../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import type { EvictionName } from "../../../../runtime/backend/memory/eviction.js";
import type { MemoryBackend } from "../../../../runtime/backend/memory/memory-backend.js";
import { ManualClock } from "cachegen/testing";
import { acquire, deposit, memory, names, present, put, won } from "./parts.js";

const KINDS: readonly EvictionName[] = ["s3fifo", "lru"];

/** A step of random traffic: store, read, drop, drop all, let time pass. */
type Step = (backend: MemoryBackend, clock: ManualClock) => void;

const KEYS = names(40);
const someKey = fc.constantFrom(...KEYS);

const store: fc.Arbitrary<Step> = fc
  .record({ key: someKey, bytes: fc.nat(70), retainMs: fc.constantFrom(Infinity, 5, 50) })
  .map(
    ({ key, bytes, retainMs }) =>
      (backend) =>
        put(backend, key, { bytes, retainMs }),
  );

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: store },
    {
      weight: 6,
      arbitrary: someKey.map(
        (key): Step =>
          (backend) =>
            void backend.read(key),
      ),
    },
    {
      weight: 2,
      arbitrary: someKey.map(
        (key): Step =>
          (backend) =>
            backend.invalidate([key]),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.nat(20).map(
        (ms): Step =>
          (_, clock) =>
            clock.advanceMs(ms),
      ),
    },
    { weight: 1, arbitrary: fc.constant<Step>((backend) => backend.invalidateAll("soft")) },
  ),
  { maxLength: 300 },
);

describe.each(KINDS)("a full store in memory, %s", (eviction) => {
  it.each([1, 2, 3, 10, 63, 64, 65, 1000])(
    "holds at most %i entries, and as many",
    (maxEntries) => {
      const backend = memory({ eviction, maxEntries });
      for (const key of names(5 * maxEntries)) {
        put(backend, key);
        expect(backend.size).toBeLessThanOrEqual(maxEntries);
        expect(backend.read(key)?.kept).toBe(key);
      }
      expect(backend.size).toBe(maxEntries);
    },
  );

  it.each([2, 3, 10])("keeps what is asked for most, with room for %i", (maxEntries) => {
    const backend = memory({ eviction, maxEntries });
    put(backend, "hot");
    for (const key of names(200)) {
      for (let round = 0; round < 3; round += 1) backend.read("hot");
      put(backend, key);
    }
    expect(present(backend, ["hot"])).toEqual(["hot"]);
  });

  it("stores nothing when it may hold nothing, and refuses no fill", () => {
    const backend = memory({ eviction, maxEntries: 0 });
    put(backend, "a");
    expect(backend.fill([[won(backend, "a"), deposit(1)]])).toEqual([true]);
    expect([backend.size, backend.leases]).toEqual([0, 0]);
  });

  it("has room for as many as come when it is told of no bound", () => {
    const backend = memory({ eviction, maxEntries: Infinity });
    for (const key of names(5000)) put(backend, key);
    expect(present(backend, names(5000))).toHaveLength(5000);
  });

  it("holds at most maxBytes, keys counted", () => {
    const backend = memory({ eviction, maxEntries: 1000, maxBytes: 100 });
    for (const key of names(50, "key-")) {
      put(backend, key, { bytes: 14 });
      expect(backend.bytes).toBeLessThanOrEqual(100);
    }
    // Twenty bytes each, of which six are the key's.
    expect([backend.size, backend.bytes]).toEqual([5, 100]);
  });

  it("does not store what is larger than the whole, and keeps the rest", () => {
    const backend = memory({ eviction, maxBytes: 100 });
    put(backend, "a", { bytes: 40 });
    put(backend, "b", { bytes: 40 });
    put(backend, "large", { bytes: 96 });
    expect(present(backend, ["a", "b", "large"])).toEqual(["a", "b"]);
    put(backend, "a", { bytes: 100 });
    expect(present(backend, ["a", "b"])).toEqual(["b"]);
  });

  it("makes room for a value that grows in its place, at the cost of others", () => {
    const backend = memory({ eviction, maxBytes: 100 });
    for (const key of ["a", "b", "c", "d"]) put(backend, key, { bytes: 24 });
    put(backend, "a", { bytes: 60 });
    expect(present(backend, ["a"])).toEqual(["a"]);
    expect([backend.size, backend.bytes]).toEqual([2, 86]);
    put(backend, "a", { bytes: 99 });
    expect([backend.size, backend.bytes]).toEqual([1, 100]);
  });

  it.each<readonly [string, (backend: MemoryBackend) => unknown]>([
    ["read", (backend) => backend.read("a")],
    ["peek", (backend) => backend.peek("a", 0, 0)],
    ["request for a lease", (backend) => acquire(backend, "a")],
  ])("counts once what was missed by a %s and is stored twice", (_, miss) => {
    const backend = memory({ eviction, maxEntries: 2 });
    miss(backend);
    for (const kept of ["first", "second"]) put(backend, "a", { kept });
    expect([backend.size, backend.bytes, backend.read("a")?.kept]).toEqual([1, 2, "second"]);
    backend.invalidate(["a"]);
    expect([backend.size, backend.bytes, backend.read("a")]).toEqual([0, 0, undefined]);
  });

  it("gives a slot away with all that was noted of its entry", () => {
    const backend = memory({ eviction, maxEntries: 1 });
    put(backend, "old", { bytes: 10 });
    backend.release([won(backend, "old", { seen: backend.read("old") })], 5000);
    put(backend, "new");
    expect(backend.read("old")).toBeUndefined();
    expect(backend.read("new")).toMatchObject({ kept: "new", retryAtMs: 0, outdated: false });
    expect([backend.size, backend.bytes]).toEqual([1, "new".length + 1]);
  });

  it("keeps its bounds, its counts and its room through any traffic", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 60, max: 400 }), play),
      { numRuns: 300 },
    );

    function play(traffic: readonly Step[], maxEntries: number, maxBytes: number): void {
      const clock = new ManualClock();
      const backend = memory({ clock, eviction, maxEntries, maxBytes });
      for (const step of traffic) {
        step(backend, clock);
        expect(backend.size).toBeLessThanOrEqual(maxEntries);
        expect(backend.bytes).toBeLessThanOrEqual(maxBytes);
      }
      expectExact(backend);
      expectRoom(backend, maxEntries);
    }
  });
});

/** What the counts say is what can be found: each entry that goes takes its share with it, down to nothing. */
function expectExact(backend: MemoryBackend): void {
  const found = present(backend, KEYS);
  expect(backend.size).toBe(found.length);
  for (const [at, key] of found.entries()) {
    const { bytes } = backend;
    backend.invalidate([key]);
    expect(backend.bytes).toBeLessThan(bytes);
    expect([backend.size, backend.read(key)]).toEqual([found.length - at - 1, undefined]);
  }
  expect(backend.bytes).toBe(0);
}

/** No slot was lost: there is room for as many as at first, and each of them can be found. */
function expectRoom(backend: MemoryBackend, maxEntries: number): void {
  const fresh = names(Math.min(maxEntries, 20), "f");
  for (const key of fresh) put(backend, key, { bytes: 0 });
  expect(present(backend, fresh)).toEqual(fresh);
}
