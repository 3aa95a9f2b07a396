/**
 * What eviction is worth and what it costs: hit ratio, and CPU time against a linked-list LRU written by hand.
 *
 * Run with `node --expose-gc --import tsx bench/memory/eviction.ts [s3fifo | lru]`: one kind in a process, as in an
 * application. An operation is a reading, and a write when there was nothing. Hits are those of a store that was empty at
 * first, costs those of a full one.
 */
import { MemoryBackend } from "../../runtime/backend/memory/memory-backend.js";
import { systemClock } from "../../runtime/clock.js";
import { depositOf } from "./deposit.js";
import { LinkedListLru } from "./linked-list-lru.js";
import { median, summary, takeTurns, type Contender } from "../turns.js";
import { zipfTrace } from "./zipf.js";

const ROUNDS = 25;
const KEYS = 100_000;
const MAX_ENTRIES = 10_000;
const OPERATIONS = 1_000_000;
const VALUE = { name: "Ada" };

const eviction = process.argv[2] === "lru" ? "lru" : "s3fifo";
const trace = zipfTrace({ keys: KEYS, exponent: 0.99, length: OPERATIONS, seed: 42 });
const hits = new Map<string, number>();

const lru = new LinkedListLru<object>(MAX_ENTRIES);
const [peeked, read] = [memory(), memory()];

function memory(): MemoryBackend {
  return new MemoryBackend({ clock: systemClock, maxEntries: MAX_ENTRIES, eviction });
}

function playLinkedList(): number {
  let found = 0;
  for (const key of trace) {
    if (lru.get(key) !== undefined) found += 1;
    else lru.set(key, VALUE);
  }
  return found;
}

/** Reads as a region does first: the value alone. */
function playPeek(): number {
  let found = 0;
  for (const key of trace) {
    if (peeked.peek(key, 1e12, Infinity) !== undefined) found += 1;
    else peeked.write([[key, depositOf(VALUE)]]);
  }
  return found;
}

/** Reads with all that is known about the entry. */
function playRead(): number {
  let found = 0;
  for (const key of trace) {
    if (read.read(key) !== undefined) found += 1;
    else read.write([[key, depositOf(VALUE)]]);
  }
  return found;
}

/** Keeps the hits of the first turn, which finds an empty store. */
function contender(name: string, play: () => number): Contender {
  const work = (): void => {
    const found = play();
    if (!hits.has(name)) hits.set(name, found);
  };
  return { name, work };
}

const contenders = [
  contender("linked-list LRU", playLinkedList),
  contender(`${eviction}, peek`, playPeek),
  contender(`${eviction}, read`, playRead),
];
const costs = await takeTurns(contenders, { rounds: ROUNDS, operations: OPERATIONS });
const floor = costs[0]?.ns ?? [];

console.log(`zipf 0.99, ${MAX_ENTRIES} of ${KEYS} keys, ${ROUNDS} rounds of ${OPERATIONS}`);
for (const { name, ns } of costs) {
  const ratio = ((100 * (hits.get(name) ?? Number.NaN)) / OPERATIONS).toFixed(1);
  const relative = (median(floor) / median(ns)).toFixed(2);
  const byRound = ns.map((own, round) => (floor[round] ?? Number.NaN) / own);
  console.log(`${name.padEnd(16)} hits ${ratio} %, ${summary(ns, 0)} ns an operation`);
  console.log(
    `${"".padEnd(16)} operations per CPU second ${relative} of the floor; by round ${summary(byRound, 2)}`,
  );
}
