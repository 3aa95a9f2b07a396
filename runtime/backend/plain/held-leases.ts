import type { Lease } from "../backend.js";
import { allOf } from "./commands.js";
import type { Ages } from "./generations.js";
import type { PlainMutex } from "./plain-backend.js";

/** What was found out about a key when its lease was given. */
export interface Basis {
  readonly ages: Ages;
  /** Which fill was there, if any. */
  readonly fillId: unknown;
}

/** A lease that is its own token: no two are the same object. */
export class HeldLease implements Lease {
  readonly key: string;
  readonly token: HeldLease = this;
  /** Resolves when it has ended and its mutex is free. */
  readonly freed: Promise<void>;
  /** Missing as long as the store is being asked. */
  basis: Basis | undefined;
  /** Keeps other processes away; missing where there is none, or somebody else holds it. */
  mutex: PlainMutex | undefined;
  #whenFreed: () => void = () => undefined;

  constructor(key: string) {
    this.key = key;
    this.freed = new Promise((resolve) => (this.#whenFreed = resolve));
  }

  /** Give the mutex back, and tell all who wait. */
  async free(): Promise<void> {
    const { mutex } = this;
    this.mutex = undefined;
    try {
      await mutex?.release();
    } finally {
      this.#whenFreed();
    }
  }
}

/** The leases of this process that are live, by key: nothing is kept of one that has ended. */
export class HeldLeases {
  readonly #leases = new Map<string, HeldLease>();

  /** How many are live. */
  get size(): number {
    return this.#leases.size;
  }

  find(key: string): HeldLease | undefined {
    return this.#leases.get(key);
  }

  /** The lease that was given out, if it is still the live one of its key. */
  live({ key, token }: Lease): HeldLease | undefined {
    const lease = this.#leases.get(key);
    return lease?.token === token ? lease : undefined;
  }

  /** Give out a new lease. A live one of the key ends, and leaves its mutex to the new one. */
  take(key: string): HeldLease {
    const lease = new HeldLease(key);
    const overtaken = this.#leases.get(key);
    this.#leases.set(key, lease);
    if (overtaken === undefined) return lease;
    lease.mutex = overtaken.mutex;
    overtaken.mutex = undefined;
    void overtaken.free();
    return lease;
  }

  /**
   * End these leases where they are live: at once for all who ask, their mutexes when the answer resolves.
   *
   * @throws what the first mutex threw that could not be given back; the others are.
   */
  async end(leases: readonly Lease[]): Promise<void> {
    const live = leases.flatMap((lease) => this.live(lease) ?? []);
    for (const { key } of live) this.#leases.delete(key);
    await allOf(live, (lease) => lease.free());
  }

  /** End the leases of these keys, as {@link end}. */
  endKeys(keys: readonly string[]): Promise<void> {
    return this.end(keys.flatMap((key) => this.#leases.get(key) ?? []));
  }

  /** End all, as {@link end}. */
  endAll(): Promise<void> {
    return this.end([...this.#leases.values()]);
  }
}
