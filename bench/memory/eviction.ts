/**
 * What eviction is worth and what it costs: hit ratio, and operations per CPU second against a linked-list LRU written by
 * hand.
 *
 * Run with `node --import tsx bench/memory/eviction.ts [s3fifo | lru]`. An operation is a reading, and a write when there
 * was nothing; what is written is made for each write, as a region does. Rounds take turns; in each, every contender has a
 * process of its own and runs on until the collector has come by several times. A list leaves its dropped nodes, which
 * have grown old by then, to the collector; columns leave next to nothing. Turns in one process, with a collection forced
 * between them that counted for nobody, would spare the list what it costs in an application.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median, summary } from "../turns.js";
import type { Played } from "./eviction-run.js";
import { KEYS, MAX_ENTRIES, OPERATIONS, PASSES } from "./eviction-trace.js";

const ROUNDS = 11;

const eviction = process.argv[2] === "lru" ? "lru" : "s3fifo";
const run = promisify(execFile);
const script = fileURLToPath(new URL("eviction-run.ts", import.meta.url));

/** A contender, and what it found and cost, by round. */
class Contender {
  readonly name: string;
  readonly played: Played[] = [];
  readonly #args: readonly string[];

  constructor(name: string, ...args: string[]) {
    this.name = name;
    this.#args = args;
  }

  /** Nanoseconds of CPU time for each operation, by round. */
  get ns(): number[] {
    return this.played.map(({ ns }) => ns);
  }

  async play(): Promise<void> {
    const { stdout } = await run(process.execPath, ["--import", "tsx", script, ...this.#args]);
    // The text of a script beside this one, which prints nothing else.
    this.played.push(JSON.parse(stdout) as Played);
  }
}

const floor = new Contender("linked-list LRU", "list");
const contenders = [
  floor,
  new Contender(`${eviction}, peek`, "peek", eviction),
  new Contender(`${eviction}, read`, "read", eviction),
];
for (let round = 0; round < ROUNDS; round += 1) {
  for (const contender of contenders) await contender.play();
}

console.log(
  `zipf 0.99, ${MAX_ENTRIES} of ${KEYS} keys, ${ROUNDS} rounds of ${PASSES * OPERATIONS}`,
);
for (const { name, ns, played } of contenders) {
  const ratio = (100 * median(played.map(({ hits }) => hits))) / OPERATIONS;
  const relative = (median(floor.ns) / median(ns)).toFixed(2);
  const byRound = ns.map((own, round) => (floor.ns[round] ?? Number.NaN) / own);
  console.log(`${name.padEnd(16)} hits ${ratio.toFixed(1)} %, ${summary(ns, 0)} ns an operation`);
  console.log(
    `${"".padEnd(16)} operations per CPU second ${relative} of the floor; by round ${summary(byRound, 2)}`,
  );
}
