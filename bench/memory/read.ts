/**
 * What a read that hits costs beyond looking its key up in a plain map. Contenders take turns; medians of rounds.
 *
 * Run with `npx tsx bench/memory/read.ts`.
 */
import { MemoryBackend, type MemoryOptions } from "../../runtime/backend/memory/memory-backend.js";
import { systemClock } from "../../runtime/clock.js";
import { cpuNs, median, spread } from "./measure.js";

const ROUNDS = 25;
const READS = 2_000_000;
const KEYS = Array.from({ length: 1000 }, (_, at) => `bench:users:getUser:${at}`);

interface Readable {
  get(key: string): { readonly kept: unknown } | undefined;
}

function memory(options: Pick<MemoryOptions, "eviction">): Readable {
  const backend = new MemoryBackend({ clock: systemClock, maxEntries: 10_000, ...options });
  for (const [id, key] of KEYS.entries()) backend.write([[key, deposit({ id })]]);
  return { get: (key) => backend.read(key) };
}

function plainMap(): Readable {
  const map = new Map(KEYS.map((key, id) => [key, { kept: { id } }]));
  return { get: (key) => map.get(key) };
}

function deposit(kept: unknown) {
  return { kept, createdMs: 1e12 + 0.5, costMs: 5.5, draw: 0.7, bytes: 100, retainMs: 3_600_000 };
}

/** Read all keys over and over. Its own copy for each contender, so that none spoils the other's types. */
function player(store: Readable): () => number {
  const source = `return () => { let found = 0; let at = 0;
    for (let n = 0; n < reads; n += 1) {
      if (store.get(keys[at]).kept !== undefined) found += 1;
      at = at + 1 === keys.length ? 0 : at + 1;
    }
    return found; };`;
  return new Function("store", "keys", "reads", source)(store, KEYS, READS);
}

const contenders = [
  ["plain map", player(plainMap())],
  ["memory, s3fifo", player(memory({ eviction: "s3fifo" }))],
  ["memory, lru", player(memory({ eviction: "lru" }))],
] as const;

const costs = contenders.map((): number[] => []);
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [at, [, play]] of contenders.entries()) {
    const ns = cpuNs(() => {
      if (play() !== READS) throw new Error("a key was not found");
    });
    if (round > 0) costs[at]?.push(ns / READS);
  }
}
for (const [at, [name]] of contenders.entries()) {
  const own = costs[at] ?? [];
  const more = own.map((ns, round) => ns - (costs[0]?.[round] ?? 0));
  console.log(
    `${name.padEnd(16)} ${median(own).toFixed(1)} ns (${spread(own, 1)})  +${median(more).toFixed(1)} ns`,
  );
}
