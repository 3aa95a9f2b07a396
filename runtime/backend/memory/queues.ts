import { widened } from "./column.js";

/** No slot. */
export const NONE = -1;

/**
 * Queues of slots, linked in a column of numbers; a slot stands in one of them at most.
 *
 * Each is a ring with a mark at its oldest slot, so that the oldest becomes the newest by moving the mark alone.
 */
export class Queues {
  readonly #oldest: number[];
  /** Of each slot the next older and the next newer in its ring, side by side. */
  #links = new Uint32Array();

  /** `count` queues, numbered from 0. */
  constructor(count: number) {
    this.#oldest = new Array<number>(count).fill(NONE);
  }

  /** Make room for slots from 0 up to `capacity`. */
  reserve(capacity: number): void {
    this.#links = widened(new Uint32Array(2 * capacity), this.#links);
  }

  /** The slot that has stood longest in a queue; `NONE` when the queue is empty. */
  oldest(queue: number): number {
    return this.#oldest[queue] ?? NONE;
  }

  /** Put a slot that stands in none at the end of a queue. */
  push(queue: number, slot: number): void {
    const oldest = this.oldest(queue);
    if (oldest === NONE) {
      this.#oldest[queue] = slot;
      this.#link(slot, slot);
    } else {
      this.#link(this.#older(oldest), slot);
      this.#link(slot, oldest);
    }
  }

  /** Put the oldest slot of a queue at its end. */
  rotate(queue: number): void {
    const oldest = this.oldest(queue);
    if (oldest !== NONE) this.#oldest[queue] = this.#newer(oldest);
  }

  /** Take a slot out of the queue it stands in. */
  remove(queue: number, slot: number): void {
    const newer = this.#newer(slot);
    if (slot === this.oldest(queue)) this.#oldest[queue] = newer === slot ? NONE : newer;
    this.#link(this.#older(slot), newer);
  }

  #older(slot: number): number {
    return this.#links[2 * slot] ?? slot;
  }

  #newer(slot: number): number {
    return this.#links[2 * slot + 1] ?? slot;
  }

  #link(older: number, newer: number): void {
    this.#links[2 * older + 1] = newer;
    this.#links[2 * newer] = older;
  }
}
