/**
 * What eviction is worth and what it costs: hit ratio, and CPU time per operation against a linked-list LRU written by hand.
 *
 * Run with `npx tsx bench/memory/eviction.ts`. Contenders take turns; medians of rounds.
 */
import { MemoryBackend, type MemoryOptions } from "../../runtime/backend/memory/memory-backend.js";
import { systemClock } from "../../runtime/clock.js";
import { LinkedListLru } from "./linked-list-lru.js";
import { cpuNs, median, spread } from "./measure.js";
import { zipfTrace } from "./zipf.js";

const ROUNDS = 15;
const KEYS = 100_000;
const MAX_ENTRIES = 10_000;
const TRACE = { keys: KEYS, exponent: 0.99, length: 1_000_000, seed: 42 };

/** Plays a trace: what is missing is stored. Answers how many were there. */
type Player = (trace: readonly string[]) => number;

const VALUE = { name: "Ada" };

function playLinkedList(): Player {
  const lru = new LinkedListLru<object>(MAX_ENTRIES);
  return (trace) => {
    let hits = 0;
    for (const key of trace) {
      if (lru.get(key) !== undefined) hits += 1;
      else lru.set(key, VALUE);
    }
    return hits;
  };
}

function playMemory(options: Pick<MemoryOptions, "eviction">): Player {
  const backend = new MemoryBackend({ clock: systemClock, maxEntries: MAX_ENTRIES, ...options });
  return (trace) => {
    let hits = 0;
    for (const key of trace) {
      if (backend.read(key) !== undefined) hits += 1;
      else backend.write([[key, deposit()]]);
    }
    return hits;
  };
}

function deposit() {
  return { kept: VALUE, createdMs: 1e12, costMs: 5, draw: 0.5, bytes: 100, retainMs: 3_600_000 };
}

const contenders = [
  ["linked-list LRU", playLinkedList()],
  ["memory, s3fifo", playMemory({ eviction: "s3fifo" })],
  ["memory, lru", playMemory({ eviction: "lru" })],
] as const;

const trace = zipfTrace(TRACE);
const costs = contenders.map((): number[] => []);
const ratios = contenders.map((): number[] => []);

// The first round fills the stores and warms the code up.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [at, [, play]] of contenders.entries()) {
    let hits = 0;
    const ns = cpuNs(() => (hits = play(trace)));
    if (round === 0) continue;
    costs[at]?.push(ns / trace.length);
    ratios[at]?.push((100 * hits) / trace.length);
  }
}

console.log(
  `zipf ${TRACE.exponent}, ${MAX_ENTRIES} of ${KEYS} keys, ${ROUNDS} rounds of ${TRACE.length}`,
);
for (const [at, [name]] of contenders.entries()) {
  const [own = [], floor = []] = [costs[at], costs[0]];
  const relative = own.map((ns, round) => (floor[round] ?? Number.NaN) / ns);
  console.log(
    `${name.padEnd(16)} hits ${median(ratios[at] ?? []).toFixed(1)} %  ` +
      `${median(own).toFixed(0)} ns (${spread(own, 0)})  ` +
      `operations per CPU second ${median(relative).toFixed(2)} (${spread(relative, 2)}) x the floor`,
  );
}
