/** A process of the crowd: its callers ask for one key together, through the cache or by hand. */
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Customer } from "../customer.js";
import { customer, idOf, loadCache } from "./cache.js";

/** What the creator takes, in milliseconds. */
export const CREATION_MS = 100;
const CALLERS = 50;
const LEASE_MS = 10_000;
/** Keys nobody else asks for. */
const FIRST = 5_000_000;

/** Which contender asks. */
export type Way = "by hand" | "cached";

/** What a process is told. */
export interface Question {
  readonly way: Way;
  readonly number: number;
}

/** What it answers. */
export interface Report {
  /** From the question until its last caller had the value, in milliseconds. */
  readonly lastMs: number;
  readonly creations: number;
}

/** One creation in the fleet, as one would write it for one key: a lease, a channel, and a map of promises. */
class ByHand {
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #create: (id: string) => Promise<Customer>;
  readonly #flights = new Map<string, Promise<Customer>>();

  constructor(url: string, create: (id: string) => Promise<Customer>) {
    this.#redis = new Redis(url);
    this.#subscriber = new Redis(url);
    this.#create = create;
  }

  async find(id: string): Promise<Customer> {
    const text = await this.#redis.get(id);
    if (text !== null) return JSON.parse(text) as Customer;
    const flight = this.#flights.get(id) ?? this.#makeOrWait(id);
    this.#flights.set(id, flight);
    return flight;
  }

  async #makeOrWait(id: string): Promise<Customer> {
    if ((await this.#redis.set(`lease:${id}`, "1", "PX", LEASE_MS, "NX")) === null) {
      return this.#wait(id);
    }
    const made = await this.#create(id);
    await this.#redis.set(id, JSON.stringify(made));
    await this.#redis.publish(id, "");
    return made;
  }

  async #wait(id: string): Promise<Customer> {
    const woken = new Promise<void>((resolve) => {
      const listen = (channel: string): void => {
        if (channel !== id) return;
        this.#subscriber.off("message", listen);
        resolve();
      };
      this.#subscriber.on("message", listen);
    });
    await this.#subscriber.subscribe(id);
    const text = (await this.#redis.get(id)) ?? (await woken.then(() => this.#redis.get(id)));
    return JSON.parse(text ?? "") as Customer;
  }
}

async function listen(url: string, folder: string): Promise<void> {
  let creations = 0;
  const create = async (id: string): Promise<Customer> => {
    creations += 1;
    await sleep(CREATION_MS);
    return customer(id);
  };
  const { customers } = await loadCache(folder);
  const cached = customers.getCustomer.cacheOnArguments(create);
  const byHand = new ByHand(url, create);
  const find = { cached, "by hand": (id: string) => byHand.find(id) };
  process.on("message", ({ way, number }: Question) => {
    const [startMs, before] = [performance.now(), creations];
    const callers = Array.from({ length: CALLERS }, () => find[way](idOf(FIRST + number)));
    void Promise.all(callers).then(() => {
      const report: Report = { lastMs: performance.now() - startMs, creations: creations - before };
      process.send?.(report);
    });
  });
  process.send?.("ready");
}

const { CACHE_URL: url, CACHE_FOLDER: folder } = process.env;
if (process.send !== undefined && url !== undefined && folder !== undefined) {
  await listen(url, folder);
}
