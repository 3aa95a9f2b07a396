import { widened } from "./column.js";
import type { Eviction } from "./eviction.js";
import { Ghost } from "./ghost.js";
import { hashOf } from "./hash.js";
import { NONE, Queues } from "./queues.js";

const SMALL = 0;
const MAIN = 1;

/** The share of the entries that are on trial. */
const SMALL_SHARE = 0.1;
const MOST_USES = 3;
/** Used this often while on trial: worth keeping. */
const PROVEN_USES = 2;

/** Added to the uses of a slot that stands in the main queue. */
const IN_MAIN = 4;

/**
 * S3-FIFO: new entries stand trial in a small queue, and only what was used there, or comes back soon after it was
 * dropped, gets into the main one. What is read once and never again passes through without pushing out the rest.
 *
 * @see Yang et al., "FIFO queues are all you need for cache eviction", SOSP 2023.
 */
export class S3Fifo implements Eviction {
  readonly #queues = new Queues(2);
  #smallSize = 0;
  #mainSize = 0;
  /** By slot: how often it was used since it was judged last, counted up to three, and where it stands. */
  #states = new Uint8Array();
  #hashes = new Uint32Array();
  /** What was dropped after its trial. Made with the first of them: a store that is never full needs none. */
  #ghost: Ghost | undefined;

  /** What was dropped is forgotten: this happens while the store is still young. */
  reserve(capacity: number): void {
    this.#queues.reserve(capacity);
    this.#states = widened(new Uint8Array(capacity), this.#states);
    this.#hashes = widened(new Uint32Array(capacity), this.#hashes);
    this.#ghost = undefined;
  }

  admit(slot: number, key: string): void {
    const hash = hashOf(key);
    this.#hashes[slot] = hash;
    if (this.#ghost?.has(hash) === true) this.#pushMain(slot);
    else this.#pushSmall(slot);
  }

  use(slot: number): void {
    const state = this.#states[slot] ?? 0;
    if ((state & MOST_USES) < MOST_USES) this.#states[slot] = state + 1;
  }

  remove(slot: number): void {
    if ((this.#states[slot] ?? 0) < IN_MAIN) this.#removeSmall(slot);
    else this.#removeMain(slot);
  }

  evict(): number {
    for (;;) {
      const slot = this.#isSmallDue() ? this.#judgeSmall() : this.#judgeMain();
      if (slot !== NONE) return slot;
    }
  }

  #isSmallDue(): boolean {
    if (this.#mainSize === 0) return true;
    const share = Math.floor((this.#smallSize + this.#mainSize) * SMALL_SHARE);
    return this.#smallSize >= Math.max(1, share);
  }

  /** The oldest on trial goes, or moves to the main queue; `NONE` then. */
  #judgeSmall(): number {
    const slot = this.#queues.oldest(SMALL);
    this.#removeSmall(slot);
    if ((this.#states[slot] ?? 0) >= PROVEN_USES) {
      this.#pushMain(slot);
      return NONE;
    }
    this.#ghost ??= new Ghost(Math.ceil(this.#hashes.length * (1 - SMALL_SHARE)));
    this.#ghost.add(this.#hashes[slot] ?? 0);
    return slot;
  }

  /** The oldest in the main queue goes, or stays on at the price of one use; `NONE` then. */
  #judgeMain(): number {
    const slot = this.#queues.oldest(MAIN);
    const state = this.#states[slot] ?? IN_MAIN;
    if (state === IN_MAIN) {
      this.#removeMain(slot);
      return slot;
    }
    this.#queues.rotate(MAIN);
    this.#states[slot] = state - 1;
    return NONE;
  }

  #pushSmall(slot: number): void {
    this.#queues.push(SMALL, slot);
    this.#states[slot] = 0;
    this.#smallSize += 1;
  }

  #pushMain(slot: number): void {
    this.#queues.push(MAIN, slot);
    this.#states[slot] = IN_MAIN;
    this.#mainSize += 1;
  }

  #removeSmall(slot: number): void {
    this.#queues.remove(SMALL, slot);
    this.#smallSize -= 1;
  }

  #removeMain(slot: number): void {
    this.#queues.remove(MAIN, slot);
    this.#mainSize -= 1;
  }
}
