import { glancesOf, type Clock } from "../../clock.js";
import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "../backend.js";
import { BoundedStore } from "./bounded-store.js";
import type { EvictionName } from "./eviction.js";
import { Leases } from "./leases.js";

/** What a {@link MemoryBackend} is made with. */
export interface MemoryOptions {
  readonly clock: Clock;
  /** Most entries at a time. */
  readonly maxEntries: number;
  /** Most bytes at a time, keys included; default unlimited. A larger value is not stored. */
  readonly maxBytes?: number | undefined;
  /** What goes first when it is full; default `s3fifo`, which one pass over many keys does not flush. */
  readonly eviction?: EvictionName | undefined;
}

/**
 * A bounded store in this process. Keeps values as they are given: what is shared with callers is the region's affair.
 *
 * An entry is dropped some time after its `retainMs`, by later writes; until then a read may still give it.
 * A lease outlives the entry of its key: neither eviction nor age ends it.
 *
 * @see dogpile.cache `MemoryBackend`. Differs: bounded, and with leases of its own.
 */
export class MemoryBackend implements LeasingBackend {
  readonly form = "values";
  readonly keeps = true;
  /** The holder of a lease ends with the process, and so do they. */
  readonly leasesExpire = false;
  /** Only says how long entries may stay: a time as old as the turn of the event loop will do. */
  readonly #nowMs: () => number;
  readonly #store: BoundedStore;
  readonly #leases = new Leases();

  constructor({ clock, maxEntries, maxBytes = Infinity, eviction = "s3fifo" }: MemoryOptions) {
    this.#nowMs = glancesOf(clock);
    this.#store = new BoundedStore({ maxEntries, maxBytes, eviction });
  }

  /** How many entries are held. */
  get size(): number {
    return this.#store.size;
  }

  /** About how many bytes they and their keys take. */
  get bytes(): number {
    return this.#store.bytes;
  }

  /** How many leases are held. */
  get leases(): number {
    return this.#leases.size;
  }

  read(key: string): Held | undefined {
    return this.#store.read(key);
  }

  peek(key: string, sinceMs: number, untilMs: number): unknown {
    return this.#store.peek(key, sinceMs, untilMs);
  }

  readMany(keys: readonly string[]): (Held | undefined)[] {
    return keys.map((key) => this.#store.read(key));
  }

  acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    const nowMs = this.#nowMs();
    return requests.map((request) => this.#acquireOne(request, nowMs));
  }

  fill(fills: readonly (readonly [Lease, Deposit | null])[]): boolean[] {
    const nowMs = this.#nowMs();
    return fills.map(([lease, deposit]) => {
      if (!this.#leases.isLive(lease)) return false;
      if (deposit === null) this.invalidate([lease.key]);
      else this.#put(lease.key, deposit, nowMs);
      return true;
    });
  }

  release(leases: readonly Lease[], retryAtMs?: number): void {
    for (const lease of leases) {
      if (!this.#leases.isLive(lease)) continue;
      if (retryAtMs !== undefined) this.#store.retryAt(lease.key, retryAtMs);
      this.#leases.end(lease.key);
    }
  }

  /** Leases last until they end: there is nothing to prolong. */
  renew(leases: readonly Lease[]): boolean[] {
    return leases.map((lease) => this.#leases.isLive(lease));
  }

  isLeased(key: string): boolean {
    return this.#leases.has(key);
  }

  write(entries: readonly (readonly [string, Deposit])[]): void {
    const nowMs = this.#nowMs();
    for (const entry of entries) this.#put(entry[0], entry[1], nowMs);
  }

  invalidate(keys: readonly string[]): void {
    for (const key of keys) {
      this.#store.delete(key);
      this.#leases.end(key);
    }
  }

  invalidateAll(mode: "hard" | "soft"): void {
    if (mode === "hard") this.#store.clear();
    else this.#store.outdate();
    this.#leases.endAll();
  }

  close(): void {
    this.invalidateAll("hard");
  }

  #acquireOne({ key, seen, takeOver }: LeaseRequest, nowMs: number): Acquisition {
    if (!takeOver) {
      const held = this.#store.newerThan(seen?.fillId, key, nowMs);
      if (held !== undefined) return { kind: "filled", held };
      const freed = this.#leases.freed(key);
      if (freed !== undefined) return { kind: "busy", freed };
    }
    return { kind: "won", lease: this.#leases.take(key) };
  }

  #put(key: string, deposit: Deposit, nowMs: number): void {
    this.#store.put(key, deposit, nowMs);
    this.#leases.end(key);
  }
}
