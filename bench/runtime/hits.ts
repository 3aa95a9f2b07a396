/**
 * What a cached call costs when the value is in memory, against what a person would write by hand for that one case:
 * an async function and a map.
 *
 * Run with `node --expose-gc --import tsx bench/runtime/hits.ts` after `npm run build`.
 */
import { median, summary, takeTurns, type Cost } from "../turns.js";
import { byName, byNameAndLanguage, user, type User } from "./user.js";

const ROUNDS = 15;
const PASSES = 200;
const NAMES = Array.from({ length: 1000 }, (_, at) => `user${at}`);
const LANGUAGE = "en";

const map = new Map(NAMES.map((name) => [name, user(name)]));
const mapOfTwo = new Map(NAMES.map((name) => [`${name}:${LANGUAGE}`, user(name)]));
const shared = byName("shared");
const copied = byName("copy");
const two = byNameAndLanguage();

async function fromMap(name: string): Promise<User | undefined> {
  return map.get(name);
}

async function fromMapOfTwo(name: string, language: string): Promise<User | undefined> {
  return mapOfTwo.get(`${name}:${language}`);
}

/** Each call awaited, one after the other: as a request does. */
function calling(call: (name: string) => Promise<User | undefined>): () => Promise<void> {
  return async () => {
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (const name of NAMES) {
        if ((await call(name)) === undefined) throw new Error(`${name} was not found`);
      }
    }
  };
}

const contenders = [
  { name: "floor, 1 argument", work: calling(fromMap) },
  { name: "A1: shared, 1 argument", work: calling((name) => shared(name)) },
  { name: "A3: copied, 1 argument", work: calling((name) => copied(name)) },
  { name: "floor, 2 arguments", work: calling((name) => fromMapOfTwo(name, LANGUAGE)) },
  { name: "A2: shared, 2 arguments", work: calling((name) => two(name, LANGUAGE)) },
];

function ratio(cost: Cost | undefined, floor: Cost | undefined): string {
  const ratios = (cost?.ns ?? []).map((ns, round) => ns / (floor?.ns[round] ?? Number.NaN));
  return median(ratios).toFixed(2);
}

for (const { work } of contenders) await work();
const costs = await takeTurns(contenders, { rounds: ROUNDS, operations: PASSES * NAMES.length });
const [floor, a1, a3, floorOfTwo, a2] = costs;
for (const { name, ns } of costs) console.log(`${name.padEnd(24)} ${summary(ns, 0)} ns`);
console.log(`A1 ${ratio(a1, floor)} x floor, A2 ${ratio(a2, floorOfTwo)}, A3 ${ratio(a3, floor)}`);
