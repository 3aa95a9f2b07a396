/**
 * What an entry takes besides its key and value: bytes over a plain map with the same traffic, after a collection.
 *
 * Run with `node --expose-gc --import tsx bench/memory/heap.ts`. Numbers are kept in buffers outside the
 * JavaScript heap; they are counted too.
 */
import { MemoryBackend, type MemoryOptions } from "../../runtime/backend/memory/memory-backend.js";
import { systemClock } from "../../runtime/clock.js";
import { depositOf } from "./deposit.js";
import { collectGarbage } from "../turns.js";

const ENTRIES = 100_000;

/** Twice as many keys as entries, for the stores that are to be full. */
const keys = Array.from({ length: 2 * ENTRIES }, (_, at) => `bench:users:getUser:${at}`);
const values = keys.map((_, id) => ({ id }));

/** What is in use, in bytes. */
interface Taken {
  readonly heap: number;
  readonly buffers: number;
}

/** How a store is filled. */
interface Traffic {
  /** How many different keys are written, one after another. */
  readonly writes: number;
  readonly rounds: number;
}

const ONCE: Traffic = { writes: ENTRIES, rounds: 1 };
const TWICE_TOO_MANY: Traffic = { writes: 2 * ENTRIES, rounds: 3 };

function taken(make: () => { readonly size: number }): Taken {
  const before = inUse();
  const made = make();
  const after = inUse();
  // Looked at once more, so that it cannot have been collected before it was measured.
  if (made.size !== ENTRIES) throw new Error(`${made.size} entries were kept`);
  return { heap: after.heap - before.heap, buffers: after.buffers - before.buffers };
}

function inUse(): Taken {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers };
}

/** The floor: a map whose oldest entry goes when there are too many. */
function plainMap({ writes, rounds }: Traffic): Map<string, object> {
  const map = new Map<string, object>();
  for (let at = 0; at < writes * rounds; at += 1) {
    const oldest = map.size < ENTRIES ? undefined : map.keys().next().value;
    if (oldest !== undefined) map.delete(oldest);
    map.set(keys[at % writes] ?? "", values[at % writes] ?? {});
  }
  return map;
}

function memory(options: Omit<MemoryOptions, "clock">, { writes, rounds }: Traffic): MemoryBackend {
  const backend = new MemoryBackend({ clock: systemClock, ...options });
  for (let at = 0; at < writes * rounds; at += 1) {
    backend.write([[keys[at % writes] ?? "", depositOf(values[at % writes])]]);
  }
  return backend;
}

const cases: readonly (readonly [string, Omit<MemoryOptions, "clock">, Traffic])[] = [
  ["s3fifo, just full", { maxEntries: ENTRIES }, ONCE],
  ["s3fifo, full and evicting", { maxEntries: ENTRIES }, TWICE_TOO_MANY],
  ["s3fifo, room for ten times as many", { maxEntries: 10 * ENTRIES }, ONCE],
  ["lru, full and evicting", { maxEntries: ENTRIES, eviction: "lru" }, TWICE_TOO_MANY],
];

// Once for the compiled code, which lies in the same heap.
for (const [, options, traffic] of cases) taken(() => memory(options, traffic));
for (const [name, options, traffic] of cases) {
  taken(() => plainMap(traffic));
  const floor = taken(() => plainMap(traffic));
  const own = taken(() => memory(options, traffic));
  const heap = (own.heap - floor.heap) / ENTRIES;
  const buffers = (own.buffers - floor.buffers) / ENTRIES;
  const parts = `heap ${heap.toFixed(1)}, buffers ${buffers.toFixed(1)}`;
  console.log(`${name}: ${(heap + buffers).toFixed(1)} bytes an entry over the map (${parts})`);
}
