/**
 * What an entry takes besides its key and value: bytes over a plain map of the same, after a collection.
 *
 * Run with `node --expose-gc --import tsx bench/memory/heap.ts`.
 * Columns of numbers lie outside the JavaScript heap; they are counted too.
 */
import { MemoryBackend, type MemoryOptions } from "../../runtime/backend/memory/memory-backend.js";
import { systemClock } from "../../runtime/clock.js";

const ENTRIES = 100_000;

const keys = Array.from({ length: ENTRIES }, (_, at) => `bench:users:getUser:${at}`);
const values = keys.map((_, id) => ({ id }));

interface Taken {
  readonly heap: number;
  readonly buffers: number;
}

function taken(make: () => unknown): Taken {
  const before = inUse();
  const made = make();
  const after = inUse();
  // Read once more, so that it cannot have been collected before it was measured.
  if (made === undefined) throw new Error("nothing was made");
  return { heap: after.heap - before.heap, buffers: after.buffers - before.buffers };
}

function inUse(): Taken {
  if (globalThis.gc === undefined) throw new Error("run node with --expose-gc");
  // Buffers are freed by the collection after the one that finds them dead.
  for (let round = 0; round < 3; round += 1) globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers };
}

function plainMap(): Map<string, object> {
  return new Map(keys.map((key, at) => [key, values[at] ?? {}]));
}

function filled(options: Omit<MemoryOptions, "clock">, rounds: number = 1): MemoryBackend {
  const backend = new MemoryBackend({ clock: systemClock, ...options });
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, key] of keys.entries()) backend.write([[key, deposit(values[at])]]);
  }
  return backend;
}

function deposit(kept: unknown) {
  return { kept, createdMs: 1e12 + 0.5, costMs: 5.5, draw: 0.7, bytes: 100, retainMs: 3_600_000 };
}

/** Written often enough into half the room that the eviction has all it remembers. */
function fullOf(maxEntries: number): MemoryBackend {
  return filled({ maxEntries }, 4);
}

const cases = [
  ["s3fifo, room for as many", () => filled({ maxEntries: ENTRIES }), ENTRIES],
  ["s3fifo, room for ten times as many", () => filled({ maxEntries: 10 * ENTRIES }), ENTRIES],
  ["lru, room for as many", () => filled({ maxEntries: ENTRIES, eviction: "lru" }), ENTRIES],
] as const;

taken(plainMap);
const floor = taken(plainMap);
const perEntry = (bytes: number, entries: number) => (bytes / entries).toFixed(1);
console.log(`plain map: ${perEntry(floor.heap + floor.buffers, ENTRIES)} bytes an entry`);
for (const [name, make, entries] of cases) {
  const { heap, buffers } = taken(make);
  const over = heap + buffers - floor.heap - floor.buffers;
  console.log(
    `${name}: ${perEntry(over, entries)} bytes an entry more ` +
      `(heap ${perEntry(heap - floor.heap, entries)}, columns ${perEntry(buffers, entries)})`,
  );
}
const halfFloor = taken(
  () => new Map(keys.slice(0, ENTRIES / 2).map((key, at) => [key, values[at]])),
);
const half = taken(() => fullOf(ENTRIES / 2));
const over = half.heap + half.buffers - halfFloor.heap - halfFloor.buffers;
console.log(`s3fifo, full and evicting: ${perEntry(over, ENTRIES / 2)} bytes an entry more`);
