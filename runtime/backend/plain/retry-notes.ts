import type { HeldLease } from "./held-leases.js";

/** Most notes at a time: the oldest goes first. */
const MOST_NOTES = 10_000;

interface Note {
  /** The fill that was stale when its refresh failed. */
  readonly fillId: unknown;
  /** In milliseconds since 1970. */
  readonly retryAtMs: number;
}

/**
 * When failed refreshes may be tried again. Noted in this process alone: writing it into the store means writing the
 * stale value once more, which another process may have invalidated meanwhile.
 */
export class RetryNotes {
  readonly #notes = new Map<string, Note>();

  /** How many there are. */
  get size(): number {
    return this.#notes.size;
  }

  /** The time noted with this fill of a key; 0 = at any time. */
  retryAtMs(key: string, fillId: unknown): number {
    const note = this.#notes.get(key);
    return note !== undefined && note.fillId === fillId ? note.retryAtMs : 0;
  }

  /** Note the time with what was stored when the lease was given; with nothing there is nothing to note. */
  note({ key, basis }: HeldLease, retryAtMs: number, nowMs: number): void {
    if (basis?.fillId === undefined) return;
    this.#notes.delete(key);
    this.#notes.set(key, { fillId: basis.fillId, retryAtMs });
    this.#forgetSpent(nowMs);
  }

  #forgetSpent(nowMs: number): void {
    for (const [key, { retryAtMs }] of this.#notes) {
      if (retryAtMs > nowMs && this.#notes.size <= MOST_NOTES) return;
      this.#notes.delete(key);
    }
  }
}
