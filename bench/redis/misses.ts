/**
 * Misses with a lease of the whole fleet. E: one takes 3 round trips. G2: a hundred in one call take 3 too, and within 1.3
 * of the time that `MGET` and a hundred `SET` take, which lease nothing.
 */
import { Redis } from "ioredis";
import { Listener } from "../../test/support/heard.js";
import type { Finding } from "../generator/finding.js";
import { takeTurns } from "../turns.js";
import { customer, idOf, type Bench } from "./cache.js";
import { cpu, keyOf, mapOf, passed } from "./hits.js";

const ROUNDS = 15;
const HUNDRED = 100;
const CALLS = 20;
const LIFE_MS = 600_000;

let asked = 1_000_000;

/** Ids nobody has asked for yet. */
function newIds(count: number): string[] {
  asked += count;
  return Array.from({ length: count }, (_, at) => idOf(asked + at));
}

/** Measure E and G2. */
export async function measureMisses(bench: Bench): Promise<readonly Finding[]> {
  const redis = new Redis(bench.url);
  const findings = [...(await roundTrips(bench)), ...(await aHundred(redis, bench.cache))];
  redis.disconnect();
  return findings;
}

async function roundTrips({ url, cache }: Bench): Promise<Finding[]> {
  const one = cache.customers.getCustomer.cacheOnArguments(customer);
  let calls = 0;
  const many = cache.customers.getCustomers.cacheMultiOnArguments((ids) => {
    calls += 1;
    return mapOf(ids);
  });
  await many(newIds(1));
  calls = 0;
  const listener = await Listener.on(url);
  const [id = ""] = newIds(1);
  const single = await listener.during(() => one(id));
  const hundred = await listener.during(() => many(newIds(HUNDRED)));
  listener.close();
  const count = (goal: string, what: string, measured: number, limit: number): Finding => {
    return { goal, what, measured: [measured], limit, unit: "" };
  };
  return [
    count("E", "round trips of a miss", single.fromClients.length, 3),
    count("G2", "round trips of 100 misses in one call", hundred.fromClients.length, 3),
    count("G2", "calls of the creator for them", calls, 1),
  ];
}

async function aHundred(redis: Redis, cache: Bench["cache"]): Promise<Finding[]> {
  const cached = cache.customers.getCustomers.cacheMultiOnArguments(mapOf);
  const byHand = async (ids: readonly string[]): Promise<void> => {
    await redis.mget(ids.map(keyOf));
    const made = [...mapOf(ids)];
    await Promise.all(
      made.map(([id, value]) => redis.set(keyOf(id), JSON.stringify(value), "PX", LIFE_MS)),
    );
  };
  const repeated = (name: string, find: (ids: readonly string[]) => Promise<unknown>) => ({
    name,
    work: async () => {
      for (let call = 0; call < CALLS; call += 1) await find(newIds(HUNDRED));
    },
  });
  const contenders = [repeated("by hand", byHand), repeated("cached", cached)];
  const [floor, ours] = await takeTurns(contenders, { rounds: ROUNDS, operations: CALLS });
  const what = "100 misses in one call, over MGET and 100 SET";
  return [
    { goal: "G2", what: `time of ${what}`, measured: passed(ours, floor), limit: 1.3, unit: "x" },
    { goal: "", what: `client CPU of ${what}`, measured: cpu(ours, floor), unit: "x" },
  ];
}
