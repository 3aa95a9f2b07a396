import type { Deposit, Held } from "../backend.js";
import { widened } from "./column.js";

const FIRST_CAPACITY = 64;
/** The greatest whole number of four bytes. */
const MOST = 2 ** 32 - 1;

/** Half a cache line for an entry, so that a read touches one: two numbers of eight bytes, and four of four. */
const ROW_BYTES = 32;
/** Counted in eight bytes. */
const WIDE = ROW_BYTES / 8;
const CREATED_MS = 0;
const RETAIN_UNTIL_MS = 1;
/** Counted in four bytes. */
const NARROW = ROW_BYTES / 4;
const FILL_ID = 4;
const COST_MS = 5;
const DRAW = 6;
const BYTES = 7;

/** What a table notes about a deposit besides what it says itself. */
export interface Stay {
  /** A whole number greater than that of any fill before, below 2³². */
  readonly fillId: number;
  readonly bytes: number;
  /** Milliseconds since 1970, or `Infinity`. */
  readonly retainUntilMs: number;
}

/**
 * Entries without an object for each: their numbers lie in rows of one buffer. A slot is the number of a row, given to
 * another key once it is free. The buffer grows by doubling. Costs are kept in whole milliseconds, rounded up, draws to 32 bits.
 */
export class Table {
  readonly #mostSlots: number;
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  #rowsUsed = 0;
  #bytesHeld = 0;
  /** Fills up to this one were invalidated softly since. */
  #outdatedThrough = 0;
  #keys: (string | undefined)[] = [];
  #kept: unknown[] = [];
  #wide = new Float64Array();
  /** The same buffer. */
  #narrow = new Uint32Array();
  /** By slot, and only for the few whose refresh failed. */
  readonly #retryAtMs = new Map<number, number>();

  /** @param mostSlots how many entries it is made for. */
  constructor(mostSlots: number) {
    this.#mostSlots = mostSlots;
  }

  /** How many entries there are. */
  get size(): number {
    return this.#slots.size;
  }

  /** The bytes of all entries. */
  get bytes(): number {
    return this.#bytesHeld;
  }

  /** How many slots there is room for. */
  get capacity(): number {
    return this.#keys.length;
  }

  /** How many slots have ever been in use: no entry lies behind them. */
  get rowsUsed(): number {
    return this.#rowsUsed;
  }

  find(key: string): number | undefined {
    return this.#slots.get(key);
  }

  /** A snapshot of an entry. */
  held(slot: number): Held {
    const fillId = this.fillIdOf(slot);
    return {
      kept: this.keptIn(slot),
      createdMs: this.createdMsOf(slot),
      costMs: this.#narrow[slot * NARROW + COST_MS] ?? 0,
      draw: (this.#narrow[slot * NARROW + DRAW] ?? 0) / 2 ** 32,
      outdated: fillId <= this.#outdatedThrough,
      retryAtMs: this.#retryAtMs.size === 0 ? 0 : (this.#retryAtMs.get(slot) ?? 0),
      fillId,
    };
  }

  keptIn(slot: number): unknown {
    return this.#kept[slot];
  }

  createdMsOf(slot: number): number {
    return this.#wide[slot * WIDE + CREATED_MS] ?? 0;
  }

  fillIdOf(slot: number): number {
    return this.#narrow[slot * NARROW + FILL_ID] ?? 0;
  }

  isOutdated(slot: number): boolean {
    return this.fillIdOf(slot) <= this.#outdatedThrough;
  }

  /** Whether an entry has outlived its use. Never true of a free slot. */
  isSpent(slot: number, nowMs: number): boolean {
    return nowMs > (this.#wide[slot * WIDE + RETAIN_UNTIL_MS] ?? Infinity);
  }

  /** The key of an entry; "" for a free slot. */
  keyOf(slot: number): string {
    return this.#keys[slot] ?? "";
  }

  bytesOf(slot: number): number {
    return this.#narrow[slot * NARROW + BYTES] ?? 0;
  }

  /** Give a key that has none a slot, which holds nothing yet. */
  claim(key: string): number {
    const slot = this.#free.pop() ?? this.#rowsUsed++;
    if (slot >= this.capacity) this.#grow();
    this.#keys[slot] = key;
    this.#slots.set(key, slot);
    return slot;
  }

  /** Put a deposit into a claimed slot, whatever was there. */
  store(slot: number, { kept, createdMs, costMs, draw }: Deposit, stay: Stay): void {
    this.#kept[slot] = kept;
    this.#wide[slot * WIDE + CREATED_MS] = createdMs;
    this.#wide[slot * WIDE + RETAIN_UNTIL_MS] = stay.retainUntilMs;
    this.#narrow[slot * NARROW + FILL_ID] = stay.fillId;
    this.#narrow[slot * NARROW + COST_MS] = Math.min(Math.ceil(costMs), MOST);
    this.#narrow[slot * NARROW + DRAW] = draw * 2 ** 32;
    this.#setBytes(slot, Math.min(stay.bytes, MOST));
    if (this.#retryAtMs.size > 0) this.#retryAtMs.delete(slot);
  }

  /** Note when a refresh may be tried again. */
  retryAt(slot: number, retryAtMs: number): void {
    this.#retryAtMs.set(slot, retryAtMs);
  }

  /** Make what was stored up to a fill outdated; when its refresh may be tried again is forgotten. */
  outdateThrough(fillId: number): void {
    this.#outdatedThrough = fillId;
    // A refresh that failed before says nothing about one after.
    this.#retryAtMs.clear();
  }

  /** Give the slot of an entry that goes to a key that has none. */
  handOver(slot: number, key: string): void {
    this.#slots.delete(this.keyOf(slot));
    this.#keys[slot] = key;
    this.#slots.set(key, slot);
  }

  /** Drop an entry. */
  free(slot: number): void {
    this.#slots.delete(this.keyOf(slot));
    this.#keys[slot] = undefined;
    this.#kept[slot] = undefined;
    this.#wide[slot * WIDE + RETAIN_UNTIL_MS] = Infinity;
    this.#setBytes(slot, 0);
    if (this.#retryAtMs.size > 0) this.#retryAtMs.delete(slot);
    this.#free.push(slot);
  }

  #setBytes(slot: number, bytes: number): void {
    this.#bytesHeld -= this.bytesOf(slot);
    this.#narrow[slot * NARROW + BYTES] = bytes;
    this.#bytesHeld += this.bytesOf(slot);
  }

  #grow(): void {
    const capacity = Math.min(Math.max(this.capacity * 2, FIRST_CAPACITY), this.#mostSlots);
    this.#keys = this.#keys.concat(new Array<undefined>(capacity - this.#keys.length));
    this.#kept = this.#kept.concat(new Array<undefined>(capacity - this.#kept.length));
    this.#wide = widened(new Float64Array(WIDE * capacity), this.#wide);
    this.#narrow = new Uint32Array(this.#wide.buffer);
  }
}
