import { CacheError } from "../../errors.js";
import type { Awaitable } from "../../awaitable.js";
import type { Guard } from "../guard.js";
import type { PlainBackend } from "./plain-backend.js";

/** Something to store, and for how long it is of use; `Infinity` = always. */
export interface Storing {
  readonly key: string;
  readonly stored: unknown;
  readonly ttlMs: number;
}

/**
 * A plain store's commands on many keys, by its forms for many where it has them. A change that was given up may still
 * come about: until it has ended no other change of its keys is made.
 */
export class Commands {
  readonly #plain: PlainBackend;
  readonly #guard: Guard;
  readonly #changing: Set<string>;

  /** `changing` are the keys that are being changed, here or by others of this process. */
  constructor(plain: PlainBackend, guard: Guard, changing: Set<string>) {
    this.#plain = plain;
    this.#guard = guard;
    this.#changing = changing;
  }

  /** How many keys are being changed. */
  get underWay(): number {
    return this.#changing.size;
  }

  /**
   * What is stored, in the order of the keys.
   *
   * @throws CacheError `backend-failed` for an answer that cannot be matched with the keys.
   */
  async get(keys: readonly string[]): Promise<readonly unknown[]> {
    if (keys.length === 0) return [];
    const answer: unknown = await this.#guard.ask(() => this.#getAll(keys));
    if (Array.isArray(answer) && answer.length === keys.length) return answer;
    const found = Array.isArray(answer) ? `${answer.length} answers` : "no list";
    const message = `getMulti answered ${found} for ${keys.length} keys; answer one for each`;
    throw new CacheError("backend-failed", message);
  }

  /** Store everything; of one key, what comes last. */
  async set(storings: readonly Storing[]): Promise<void> {
    const distinct = new Map(storings.map((storing) => [storing.key, storing]));
    await allOf([...byTtl(distinct.values())], ([ttlMs, stored]) =>
      this.#change([...stored.keys()], () => this.#setAlike(stored, ttlMs)),
    );
  }

  async delete(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#change(keys, () => this.#deleteAll(keys));
  }

  #getAll(keys: readonly string[]): Awaitable<unknown> {
    const { getMulti } = this.#plain;
    return getMulti === undefined
      ? allOf(keys, (key) => this.#plain.get(key))
      : getMulti.call(this.#plain, keys);
  }

  async #deleteAll(keys: readonly string[]): Promise<void> {
    if (this.#plain.deleteMulti !== undefined) await this.#plain.deleteMulti(keys);
    else await allOf(keys, (key) => this.#plain.delete(key));
  }

  async #setAlike(stored: ReadonlyMap<string, unknown>, ttlMs: number): Promise<void> {
    const ttl = ttlMs === Infinity ? [] : [wholeMs(ttlMs)];
    if (this.#plain.setMulti !== undefined) await this.#plain.setMulti(stored, ...ttl);
    else await allOf([...stored], ([key, one]) => this.#plain.set(key, one, ...ttl));
  }

  async #change(keys: readonly string[], make: () => Promise<void>): Promise<void> {
    // Keys are changed in turn: this one was given up, and could still be done after what is asked now. That the store is
    // not asked for it is no failure of the store.
    if (keys.some((key) => this.#changing.has(key))) throw new Error(UNSETTLED);
    return this.#guard.ask(async () => {
      for (const key of keys) this.#changing.add(key);
      try {
        await make();
      } finally {
        for (const key of keys) this.#changing.delete(key);
      }
    });
  }
}

const UNSETTLED = "the store has not come to an end with an earlier change of the key";

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
