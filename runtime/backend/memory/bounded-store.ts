import type { Deposit, Held } from "../backend.js";
import type { Eviction, EvictionName } from "./eviction.js";
import { Lru } from "./lru.js";
import { S3Fifo } from "./s3-fifo.js";
import { Table } from "./table.js";

/** A map of the engine fails to grow past twice this, and needs the other half for what was deleted from it. */
const MOST_ENTRIES = 2 ** 23;

/** Slots looked at for each write: a full round ends within half as many writes as there are slots. */
const SWEEP_STEPS = 2;

/** The last fill a table can tell from others; reached after some four thousand million. */
const LAST_FILL = 2 ** 32 - 1;

/** How much a {@link BoundedStore} may hold, and what goes first. */
export interface Bounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly eviction: EvictionName;
}

/** Entries within bounds. What is of no use any more leaves in passing, as others are stored: no timer watches it. */
export class BoundedStore {
  readonly #bounds: Bounds;
  #table: Table;
  #eviction: Eviction;
  #fills = 0;
  /** The slot the sweep looks at next. */
  #hand = 0;
  /** The key that was looked for in vain last, as long as it is not there: whoever missed it asks for more soon. */
  #missed: string | undefined;

  constructor(bounds: Bounds) {
    this.#bounds = { ...bounds, maxEntries: Math.min(bounds.maxEntries, MOST_ENTRIES) };
    this.#table = new Table(this.#bounds.maxEntries);
    this.#eviction = evictionNamed(bounds.eviction);
  }

  /** How many entries are held. */
  get size(): number {
    return this.#table.size;
  }

  /** How many bytes they and their keys take. */
  get bytes(): number {
    return this.#table.bytes;
  }

  /** Read an entry, which counts as a use of it. */
  read(key: string): Held | undefined {
    const slot = this.#table.find(key);
    if (slot === undefined) return this.#miss(key);
    this.#eviction.use(slot);
    return this.#table.held(slot);
  }

  /** What is kept under a key, if it is not outdated and was created between these times; this counts as a use of it. */
  peek(key: string, sinceMs: number, untilMs: number): unknown {
    const slot = this.#table.find(key);
    if (slot === undefined) return this.#miss(key);
    if (this.#table.isOutdated(slot)) return undefined;
    const createdMs = this.#table.createdMsOf(slot);
    if (createdMs < sinceMs || createdMs > untilMs) return undefined;
    this.#eviction.use(slot);
    return this.#table.keptIn(slot);
  }

  /** What was stored since a fill and is of use: neither spent nor outdated. Not a use. */
  newerThan(fillId: unknown, key: string, nowMs: number): Held | undefined {
    const slot = this.#findUnlessMissed(key);
    if (slot === undefined) return this.#miss(key);
    if (this.#table.isSpent(slot, nowMs)) this.#drop(slot);
    else if (this.#table.fillIdOf(slot) !== fillId && !this.#table.isOutdated(slot))
      return this.#table.held(slot);
    return undefined;
  }

  /** Store a deposit, unless it is larger than the whole store may be; what the key had goes in any case. */
  put(key: string, deposit: Deposit, nowMs: number): void {
    if (this.#fills === LAST_FILL) this.clear();
    this.#sweep(nowMs);
    const bytes = Math.ceil(deposit.bytes) + key.length;
    if (bytes > this.#bounds.maxBytes || this.#bounds.maxEntries < 1) return this.delete(key);
    const known = this.#findUnlessMissed(key);
    const slot = known === undefined ? this.#admit(key, bytes) : this.#replace(known, bytes);
    const retainUntilMs = nowMs + deposit.retainMs;
    this.#fills += 1;
    this.#table.store(slot, deposit, { fillId: this.#fills, bytes, retainUntilMs });
  }

  delete(key: string): void {
    const slot = this.#table.find(key);
    if (slot !== undefined) this.#drop(slot);
  }

  /** Note with an entry when its refresh may be tried again. */
  retryAt(key: string, retryAtMs: number): void {
    const slot = this.#table.find(key);
    if (slot !== undefined) this.#table.retryAt(slot, retryAtMs);
  }

  /** Make all entries outdated. */
  outdate(): void {
    this.#table.outdateThrough(this.#fills);
  }

  /** Drop all entries, and the room they took. */
  clear(): void {
    if (this.#fills === LAST_FILL) this.#fills = 0;
    this.#table = new Table(this.#bounds.maxEntries);
    this.#eviction = evictionNamed(this.#bounds.eviction);
    this.#hand = 0;
  }

  #miss(key: string): undefined {
    this.#missed = key;
  }

  #findUnlessMissed(key: string): number | undefined {
    return key === this.#missed ? undefined : this.#table.find(key);
  }

  #admit(key: string, bytes: number): number {
    const { maxEntries, maxBytes } = this.#bounds;
    while (this.bytes + bytes > maxBytes) this.#table.free(this.#eviction.evict());
    const slot = this.size < maxEntries ? this.#claim(key) : this.#takeOver(key);
    this.#eviction.admit(slot, key);
    this.#missed = undefined;
    return slot;
  }

  #claim(key: string): number {
    const { capacity } = this.#table;
    const slot = this.#table.claim(key);
    if (this.#table.capacity > capacity) this.#eviction.reserve(this.#table.capacity);
    return slot;
  }

  /** Evict an entry, and give its slot to a key at once. */
  #takeOver(key: string): number {
    const slot = this.#eviction.evict();
    this.#table.handOver(slot, key);
    return slot;
  }

  /** Make room for an entry in its own place, at the cost of any other. */
  #replace(slot: number, bytes: number): number {
    this.#eviction.use(slot);
    while (this.bytes - this.#table.bytesOf(slot) + bytes > this.#bounds.maxBytes) {
      const evicted = this.#eviction.evict();
      if (evicted !== slot) this.#table.free(evicted);
      else this.#eviction.admit(slot, this.#table.keyOf(slot));
    }
    return slot;
  }

  #sweep(nowMs: number): void {
    for (let step = 0; step < SWEEP_STEPS; step += 1) {
      this.#hand = this.#hand + 1 < this.#table.rowsUsed ? this.#hand + 1 : 0;
      if (this.#table.isSpent(this.#hand, nowMs)) this.#drop(this.#hand);
    }
  }

  #drop(slot: number): void {
    this.#eviction.remove(slot);
    this.#table.free(slot);
  }
}

function evictionNamed(name: EvictionName): Eviction {
  return name === "lru" ? new Lru() : new S3Fifo();
}
