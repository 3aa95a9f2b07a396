/**
 * Hits of about 1 KB, beside what a person would write by hand: `redis.get` and `JSON.parse`, for many keys `MGET`. D1: as
 * many operations a second by 1.2 with 100 callers, by 1.3 with 1,000. D2: one caller's median within 1.1. G1: a hundred
 * keys in one call, within 1.05.
 */
import { Redis } from "ioredis";
import type { Customer } from "../customer.js";
import { ratios, type Finding } from "../generator/finding.js";
import { median, takeTurns, type Contender, type Cost } from "../turns.js";
import { customer, idOf, type Bench } from "./cache.js";

const ROUNDS = 15;
const CUSTOMERS = 1_000;
const HUNDRED = 100;
/** Calls in one turn of a contender: so many that the heap, which was given back before it, has soon grown again. */
const CALLS = 10_000;
const CALLS_OF_ONE = 5_000;
const CALLS_OF_MANY = 300;

const IDS = Array.from({ length: CUSTOMERS }, (_, at) => idOf(at));

type Find = (id: string) => Promise<Customer>;

/** Measure D1, D2 and G1. */
export async function measureHits({ url, cache }: Bench): Promise<readonly Finding[]> {
  const redis = new Redis(url);
  await Promise.all(IDS.map((id) => redis.set(keyOf(id), JSON.stringify(customer(id)))));
  const cached = cache.customers.getCustomer.cacheOnArguments(customer);
  await Promise.all(IDS.map((id) => cached(id)));
  const byHand: Find = async (id) => JSON.parse((await redis.get(keyOf(id))) ?? "") as Customer;
  const findings = [
    ...(await callersAtOnce(100, 1 / 1.2, byHand, cached)),
    ...(await callersAtOnce(1_000, 1 / 1.3, byHand, cached)),
    ...(await oneCaller(byHand, cached)),
    ...(await manyAtOnce(redis, cache)),
  ];
  redis.disconnect();
  return findings;
}

async function callersAtOnce(
  callers: number,
  limit: number,
  byHand: Find,
  cached: Find,
): Promise<Finding[]> {
  const contenders = [calling("by hand", callers, byHand), calling("cached", callers, cached)];
  const [floor, ours] = await takeTurns(contenders, { rounds: ROUNDS, operations: CALLS });
  const what = `a hit among ${callers} at once, over redis.get and JSON.parse`;
  return [
    { goal: "D1", what: `time of ${what}`, measured: passed(ours, floor), limit, unit: "x" },
    { goal: "", what: `client CPU of ${what}`, measured: cpu(ours, floor), unit: "x" },
  ];
}

/** So many callers, each of whom calls again when it has its answer. */
function calling(name: string, callers: number, find: Find): Contender {
  const caller = async (first: number): Promise<void> => {
    for (let call = 0; call < CALLS / callers; call += 1) {
      await find(IDS[(first + call * callers) % CUSTOMERS] ?? "");
    }
  };
  return {
    name,
    work: async () => {
      await Promise.all(Array.from({ length: callers }, (_, at) => caller(at)));
    },
  };
}

async function oneCaller(byHand: Find, cached: Find): Promise<Finding[]> {
  const [floor, ours] = [new Array<number>(), new Array<number>()];
  const contenders = [
    { name: "by hand", work: async () => void floor.push(await medianMs(byHand)) },
    { name: "cached", work: async () => void ours.push(await medianMs(cached)) },
  ];
  await takeTurns(contenders, { rounds: ROUNDS, operations: CALLS_OF_ONE });
  const what = "a hit of one caller, median, over redis.get and JSON.parse";
  const measured = ratios(ours.slice(-ROUNDS), floor.slice(-ROUNDS));
  return [{ goal: "D2", what, measured, limit: 1.1, unit: "x" }];
}

async function medianMs(find: Find): Promise<number> {
  const times = new Array<number>();
  for (let call = 0; call < CALLS_OF_ONE; call += 1) {
    const startMs = performance.now();
    await find(IDS[call % CUSTOMERS] ?? "");
    times.push(performance.now() - startMs);
  }
  return median(times);
}

async function manyAtOnce(redis: Redis, cache: Bench["cache"]): Promise<Finding[]> {
  const cached = cache.customers.getCustomers.cacheMultiOnArguments((ids) => mapOf(ids));
  // Handed out like ours: values that nobody keeps would cost the collector nothing.
  const byHand = async (ids: readonly string[]): Promise<Customer[]> =>
    (await redis.mget(ids.map(keyOf))).map((text) => JSON.parse(text ?? "") as Customer);
  const repeated = (name: string, find: (ids: readonly string[]) => Promise<unknown>) => ({
    name,
    work: async () => {
      for (let call = 0; call < CALLS_OF_MANY; call += 1) {
        const first = (call * HUNDRED) % CUSTOMERS;
        await find(IDS.slice(first, first + HUNDRED));
      }
    },
  });
  const contenders = [repeated("by hand", byHand), repeated("cached", cached)];
  const [floor, ours] = await takeTurns(contenders, { rounds: ROUNDS, operations: CALLS_OF_MANY });
  const what = "100 hits in one call, over MGET and 100 JSON.parse";
  return [
    { goal: "G1", what: `time of ${what}`, measured: passed(ours, floor), limit: 1.05, unit: "x" },
    { goal: "", what: `client CPU of ${what}`, measured: cpu(ours, floor), unit: "x" },
  ];
}

/** The customers of some ids. */
export function mapOf(ids: readonly string[]): Map<string, Customer> {
  return new Map(ids.map((id) => [id, customer(id)]));
}

/** Where a customer lies that is cached by hand. */
export function keyOf(id: string): string {
  return `by hand:${id}`;
}

/** How the times of two contenders compare. */
export function passed(ours: Cost | undefined, floor: Cost | undefined): readonly number[] {
  return ratios(ours?.passedNs ?? [], floor?.passedNs ?? []);
}

/** How their CPU times compare. */
export function cpu(ours: Cost | undefined, floor: Cost | undefined): readonly number[] {
  return ratios(ours?.ns ?? [], floor?.ns ?? []);
}
