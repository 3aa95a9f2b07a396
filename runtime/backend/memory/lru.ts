import type { Eviction } from "./eviction.js";
import { NONE, Queues } from "./queues.js";

const ALL = 0;

/** The least recently used entry goes first. */
export class Lru implements Eviction {
  readonly #queues = new Queues(1);
  #newest = NONE;

  reserve(capacity: number): void {
    this.#queues.reserve(capacity);
  }

  admit(slot: number): void {
    this.#queues.push(ALL, slot);
    this.#newest = slot;
  }

  use(slot: number): void {
    if (slot === this.#newest) return;
    this.#queues.remove(ALL, slot);
    this.admit(slot);
  }

  remove(slot: number): void {
    this.#queues.remove(ALL, slot);
    if (slot === this.#newest) this.#newest = NONE;
  }

  evict(): number {
    const slot = this.#queues.oldest(ALL);
    this.remove(slot);
    return slot;
  }
}
