/**
 * One contender of `eviction.ts`, in a process of its own: `list`, `peek` or `read`, and how entries are evicted.
 *
 * Hits are those of a store that was empty at first, costs those of a full one, collections included.
 */
import { MemoryBackend } from "../../runtime/backend/memory/memory-backend.js";
import { systemClock } from "../../runtime/clock.js";
import { depositOf } from "./deposit.js";
import { MAX_ENTRIES, OPERATIONS, PASSES, trace } from "./eviction-trace.js";
import { LinkedListLru } from "./linked-list-lru.js";

/** What a contender found and what that took. */
export interface Played {
  readonly hits: number;
  /** Nanoseconds of CPU time for each operation. */
  readonly ns: number;
}

/** Passes before the first that counts: the code warms up. */
const WARM_UP = 3;
const VALUE = { name: "Ada" };

const [kind, eviction] = process.argv.slice(2);
const keys = trace();

function linkedList(): () => number {
  const lru = new LinkedListLru<object>(MAX_ENTRIES);
  return () => {
    let found = 0;
    for (const key of keys) {
      if (lru.get(key) !== undefined) found += 1;
      else lru.set(key, VALUE);
    }
    return found;
  };
}

/** Reads as a region does first: the value alone. */
function peeking(backend: MemoryBackend): () => number {
  return () => {
    let found = 0;
    for (const key of keys) {
      if (backend.peek(key, 1e12, Infinity) !== undefined) found += 1;
      else backend.write([[key, depositOf(VALUE)]]);
    }
    return found;
  };
}

/** Reads with all that is known about the entry. */
function reading(backend: MemoryBackend): () => number {
  return () => {
    let found = 0;
    for (const key of keys) {
      if (backend.read(key) !== undefined) found += 1;
      else backend.write([[key, depositOf(VALUE)]]);
    }
    return found;
  };
}

function memory(): MemoryBackend {
  return new MemoryBackend({
    clock: systemClock,
    maxEntries: MAX_ENTRIES,
    eviction: eviction === "lru" ? "lru" : "s3fifo",
  });
}

/** As if each pass were a turn of the event loop: what was put off to its end belongs to it. */
async function playOnce(play: () => number): Promise<number> {
  const found = play();
  await new Promise((resolve) => setImmediate(resolve));
  return found;
}

const play =
  kind === "list" ? linkedList() : kind === "read" ? reading(memory()) : peeking(memory());
const hits = await playOnce(play);
for (let pass = 1; pass < WARM_UP; pass += 1) await playOnce(play);
const before = process.cpuUsage();
for (let pass = 0; pass < PASSES; pass += 1) await playOnce(play);
const { user, system } = process.cpuUsage(before);
const played: Played = { hits, ns: ((user + system) * 1000) / (PASSES * OPERATIONS) };
console.log(JSON.stringify(played));
