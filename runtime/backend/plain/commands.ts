import { CacheError } from "../../errors.js";
import type { Awaitable } from "../../awaitable.js";
import type { PlainBackend } from "./plain-backend.js";

/** Something to store, and for how long it is of use; `Infinity` = always. */
export interface Storing {
  readonly key: string;
  readonly stored: unknown;
  readonly ttlMs: number;
}

/** A plain store's commands on many keys, by its forms for many where it has them. */
export class Commands {
  readonly #plain: PlainBackend;

  constructor(plain: PlainBackend) {
    this.#plain = plain;
  }

  /**
   * What is stored, in the order of the keys.
   *
   * @throws CacheError `backend-failed` for an answer that cannot be matched with the keys.
   */
  async get(keys: readonly string[]): Promise<readonly unknown[]> {
    if (keys.length === 0) return [];
    if (this.#plain.getMulti === undefined) return allOf(keys, (key) => this.#plain.get(key));
    const answer: unknown = await this.#plain.getMulti(keys);
    if (Array.isArray(answer) && answer.length === keys.length) return answer;
    const found = Array.isArray(answer) ? `${answer.length} answers` : "no list";
    const message = `getMulti answered ${found} for ${keys.length} keys; answer one for each`;
    throw new CacheError("backend-failed", message);
  }

  /** Store everything; of one key, what comes last. */
  async set(storings: readonly Storing[]): Promise<void> {
    const distinct = new Map(storings.map((storing) => [storing.key, storing]));
    await allOf([...byTtl(distinct.values())], ([ttlMs, stored]) => this.#setAlike(stored, ttlMs));
  }

  async delete(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    if (this.#plain.deleteMulti !== undefined) await this.#plain.deleteMulti(keys);
    else await allOf(keys, (key) => this.#plain.delete(key));
  }

  async #setAlike(stored: ReadonlyMap<string, unknown>, ttlMs: number): Promise<void> {
    const ttl = ttlMs === Infinity ? [] : [wholeMs(ttlMs)];
    if (this.#plain.setMulti !== undefined) await this.#plain.setMulti(stored, ...ttl);
    else await allOf([...stored], ([key, one]) => this.#plain.set(key, one, ...ttl));
  }
}

function byTtl(storings: Iterable<Storing>): Map<number, Map<string, unknown>> {
  const groups = new Map<number, Map<string, unknown>>();
  for (const { key, stored, ttlMs } of storings) {
    const group = groups.get(ttlMs) ?? new Map<string, unknown>();
    groups.set(ttlMs, group.set(key, stored));
  }
  return groups;
}

/** Many stores take 0 for "always", and fractions for a fault. */
function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs));
}

/** Do it for all, and be done when all are: a failure must leave nothing under way. */
export async function allOf<T, R>(
  items: readonly T[],
  work: (item: T) => Awaitable<R>,
): Promise<R[]> {
  const ends = await Promise.allSettled(items.map(async (item) => work(item)));
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}
