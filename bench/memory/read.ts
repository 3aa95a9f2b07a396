/**
 * What a reading that hits costs beyond looking its key up in a plain map.
 *
 * Run with `node --expose-gc --import tsx bench/memory/read.ts [s3fifo | lru]`: one kind in a process, as in an application.
 */
import { MemoryBackend } from "../../runtime/backend/memory/memory-backend.js";
import { systemClock } from "../../runtime/clock.js";
import { depositOf } from "./deposit.js";
import { summary, takeTurns } from "../turns.js";

const ROUNDS = 25;
const PASSES = 2000;
const KEYS = Array.from({ length: 1000 }, (_, at) => `bench:users:getUser:${at}`);
const OPERATIONS = PASSES * KEYS.length;

const eviction = process.argv[2] === "lru" ? "lru" : "s3fifo";
const map = new Map(KEYS.map((key, id) => [key, { id }]));
const backend = new MemoryBackend({ clock: systemClock, maxEntries: 10_000, eviction });
backend.write(KEYS.map((key, id) => [key, depositOf({ id })]));

function readMap(): void {
  let found = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const key of KEYS) if (map.get(key) !== undefined) found += 1;
  }
  expectAll(found);
}

function peekMemory(): void {
  let found = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const key of KEYS) if (backend.peek(key, 1e12, Infinity) !== undefined) found += 1;
  }
  expectAll(found);
}

function readMemory(): void {
  let found = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const key of KEYS) if (backend.read(key)?.kept !== undefined) found += 1;
  }
  expectAll(found);
}

function expectAll(found: number): void {
  if (found !== OPERATIONS) throw new Error(`${OPERATIONS - found} keys were not found`);
}

const contenders = [
  { name: "plain map", work: readMap },
  { name: `${eviction}, peek`, work: peekMemory },
  { name: `${eviction}, read`, work: readMemory },
];
const costs = await takeTurns(contenders, { rounds: ROUNDS, operations: OPERATIONS });
const floor = costs[0]?.ns ?? [];
for (const { name, ns } of costs) {
  const more = ns.map((own, round) => own - (floor[round] ?? Number.NaN));
  console.log(`${name.padEnd(13)} ${summary(ns, 1)} ns, more than the map ${summary(more, 1)}`);
}
