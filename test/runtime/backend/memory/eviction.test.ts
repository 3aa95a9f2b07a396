import { describe, expect, it } from "vitest";
import type { EvictionName } from "../../../../runtime/backend/memory/eviction.js";
import { randomNumbers, zipfTrace } from "../../../../bench/memory/zipf.js";
import { memory, names, present, put } from "./parts.js";

/** Read a hundred keys now and then, and once a scan of a thousand others. How many of the hundred are left? */
function hotAfterScan(eviction: EvictionName): number {
  const backend = memory({ eviction, maxEntries: 200 });
  const hot = names(100, "hot");
  for (const key of [...hot, ...names(200, "first")]) put(backend, key);
  for (let round = 0; round < 3; round += 1) {
    for (const key of hot) if (backend.read(key) === undefined) put(backend, key);
  }
  for (const key of names(1000, "scan")) if (backend.read(key) === undefined) put(backend, key);
  return present(backend, hot).length;
}

/** The share of a trace's readings that find something. */
function hitRatio(eviction: EvictionName, trace: readonly string[], maxEntries: number): number {
  const backend = memory({ eviction, maxEntries });
  let hits = 0;
  for (const key of trace) {
    if (backend.read(key) !== undefined) hits += 1;
    else put(backend, key);
  }
  return hits / trace.length;
}

describe("S3-FIFO", () => {
  it("keeps what is in use through a scan of five times as many keys as there is room for", () => {
    expect(hotAfterScan("s3fifo")).toBe(100);
  });

  it("finds at least three of four where an LRU finds fewer, on a trace like the web's", () => {
    const trace = zipfTrace({ keys: 100_000, exponent: 0.99, length: 400_000, seed: 7 });
    const [own, lru] = [hitRatio("s3fifo", trace, 10_000), hitRatio("lru", trace, 10_000)];
    expect(own).toBeGreaterThan(0.75);
    expect(own).toBeGreaterThan(lru + 0.03);
  });

  it("loses little, and no more than an LRU, where keys differ too far from their end to be told apart", () => {
    const trace = zipfTrace({ keys: 100_000, exponent: 0.99, length: 400_000, seed: 7 });
    const alike = trace.map((key) => `${key}:${"x".repeat(1000)}`);
    const [own, lru] = [hitRatio("s3fifo", alike, 10_000), hitRatio("lru", alike, 10_000)];
    expect(own).toBeGreaterThan(lru);
  });

  it("takes back what was dropped too soon: the second time it stays", () => {
    const backend = memory({ maxEntries: 100 });
    for (const key of names(100)) put(backend, key);
    put(backend, "wanted");
    for (const key of names(120, "x")) put(backend, key);
    expect(present(backend, ["wanted"])).toEqual([]);
    put(backend, "wanted");
    for (const key of names(80, "y")) put(backend, key);
    expect(present(backend, ["wanted"])).toEqual(["wanted"]);
  });

  it("lets go of what was popular once", () => {
    const backend = memory({ maxEntries: 10 });
    const use = (keys: readonly string[]) => {
      for (let round = 0; round < 20; round += 1) {
        for (const key of keys) if (backend.read(key) === undefined) put(backend, key);
      }
    };
    use(names(9, "old"));
    use(names(9, "new"));
    expect(present(backend, names(9, "new"))).toHaveLength(9);
  });

  it("is the default", () => {
    const random = randomNumbers(3);
    const trace = Array.from({ length: 2000 }, () => `k${Math.floor(random() ** 3 * 300)}`);
    const [chosen, other] = [
      memory({ maxEntries: 30, eviction: "s3fifo" }),
      memory({ maxEntries: 30 }),
    ];
    for (const backend of [chosen, other]) {
      for (const key of trace) if (backend.read(key) === undefined) put(backend, key);
    }
    expect(present(other, names(300))).toEqual(present(chosen, names(300)));
  });
});

describe("LRU", () => {
  it("drops what was used longest ago; a write is a use", () => {
    const backend = memory({ eviction: "lru", maxEntries: 3 });
    for (const key of ["a", "b", "c"]) put(backend, key);
    backend.read("a");
    put(backend, "b");
    put(backend, "d");
    backend.peek("a", 0, 0);
    put(backend, "e");
    expect(present(backend, ["a", "b", "c", "d", "e"])).toEqual(["a", "d", "e"]);
  });

  it("holds exactly the last distinct keys of any traffic", () => {
    const random = randomNumbers(5);
    const backend = memory({ eviction: "lru", maxEntries: 20 });
    const recent: string[] = [];
    for (let n = 0; n < 5000; n += 1) {
      const key = `k${Math.floor(random() * 60)}`;
      if (backend.read(key) === undefined) put(backend, key);
      if (recent.includes(key)) recent.splice(recent.indexOf(key), 1);
      recent.push(key);
    }
    const expected = recent.slice(-20).sort();
    expect(present(backend, names(60)).sort()).toEqual(expected);
  });

  it("is flushed by a scan, which is why it is not the default", () => {
    expect(hotAfterScan("lru")).toBe(0);
  });
});
