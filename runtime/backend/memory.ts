import { LruMap } from "./lru-map.js";
import type { Acquisition, Deposit, Held, Lease, LeaseRequest, LeasingBackend } from "./backend.js";

/** What a {@link MemoryBackend} is made with. */
export interface MemoryOptions {
  /** Most entries at a time; the least recently used go first. */
  readonly maxEntries: number;
}

/**
 * A bounded store in this process. Keeps values as they are given: what is shared with callers is the region's affair.
 *
 * @see dogpile.cache `MemoryBackend`. Differs: bounded, and with leases of its own.
 */
export class MemoryBackend implements LeasingBackend {
  readonly form = "values";
  readonly keeps = true;
  readonly #entries: LruMap<Entry>;
  readonly #leases = new Map<string, HeldLease>();
  /** Replaced by a soft invalidation: what was stored under another one is outdated. */
  #age: object = {};

  constructor(options: MemoryOptions) {
    this.#entries = new LruMap(options.maxEntries);
  }

  /** How many entries are held. */
  get size(): number {
    return this.#entries.size;
  }

  /** How many leases are held. */
  get leases(): number {
    return this.#leases.size;
  }

  read(key: string): Held | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.age !== this.#age) entry.outdated = true;
    return entry;
  }

  readMany(keys: readonly string[]): (Held | undefined)[] {
    return keys.map((key) => this.read(key));
  }

  acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return requests.map((request) => this.#acquireOne(request));
  }

  fill(fills: readonly (readonly [Lease, Deposit])[]): boolean[] {
    return fills.map(([lease, deposit]) => {
      if (!this.#holds(lease)) return false;
      this.#put(lease.key, deposit);
      return true;
    });
  }

  release(leases: readonly Lease[]): void {
    for (const lease of leases) if (this.#holds(lease)) this.#endLease(lease.key);
  }

  write(entries: readonly (readonly [string, Deposit])[]): void {
    for (const [key, deposit] of entries) this.#put(key, deposit);
  }

  invalidate(keys: readonly string[]): void {
    for (const key of keys) {
      this.#entries.delete(key);
      this.#endLease(key);
    }
  }

  invalidateAll(mode: "hard" | "soft"): void {
    if (mode === "hard") this.#entries.clear();
    else this.#age = {};
    for (const key of [...this.#leases.keys()]) this.#endLease(key);
  }

  close(): void {
    this.invalidateAll("hard");
  }

  #acquireOne({ key, seen, takeOver }: LeaseRequest): Acquisition {
    const held = this.read(key);
    const other = this.#leases.get(key);
    if (!takeOver) {
      if (held !== undefined && held !== seen && !held.outdated) return { kind: "filled", held };
      if (other !== undefined) return { kind: "busy", freed: other.freed };
    }
    this.#endLease(key);
    const lease = new HeldLease(key);
    this.#leases.set(key, lease);
    return { kind: "won", lease };
  }

  #holds(lease: Lease): boolean {
    return this.#leases.get(lease.key) === lease;
  }

  #endLease(key: string): void {
    this.#leases.get(key)?.end();
    this.#leases.delete(key);
  }

  #put(key: string, { kept, createdMs }: Deposit): void {
    this.#entries.set(key, { kept, createdMs, age: this.#age, outdated: false });
    this.#endLease(key);
  }
}

interface Entry extends Held {
  readonly age: object;
  outdated: boolean;
}

/** A lease is its own token: no two are the same object. */
class HeldLease implements Lease {
  readonly key: string;
  readonly token: HeldLease = this;
  readonly freed: Promise<void>;
  /** Let go of everybody who waits for the lease. */
  readonly end: () => void;

  constructor(key: string) {
    let end = (): void => undefined;
    this.key = key;
    this.freed = new Promise((resolve) => (end = resolve));
    this.end = end;
  }
}
