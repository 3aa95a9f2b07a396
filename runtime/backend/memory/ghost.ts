/** The last turn that fits its place; reached after some four thousand million additions. */
const LAST_TURN = 2 ** 32 - 1;

/**
 * Remembers the hashes added last, and nothing else of what they stand for.
 *
 * A ring: each addition takes the place of the oldest. Places whose hashes share a bucket are chained from the newest
 * to the oldest, so a chain need not be mended when a place is taken: it ends where it reaches too far back.
 */
export class Ghost {
  readonly #size: number;
  /** By place: a hash, and beside it the turn of the addition before it in its bucket. */
  readonly #ring: Uint32Array;
  /** By bucket: the turn of its last addition, counted from 1; 0 = none. */
  readonly #last: Uint32Array;
  /** As many places as buckets, a power of two: places and buckets are cut out of turns and hashes with it. */
  readonly #mask: number;
  #turn = 0;

  /** @param size how many hashes it remembers, at least 1. */
  constructor(size: number) {
    const places = 2 ** Math.ceil(Math.log2(size));
    this.#size = size;
    this.#ring = new Uint32Array(2 * places);
    this.#last = new Uint32Array(places);
    this.#mask = places - 1;
  }

  add(hash: number): void {
    if (this.#turn === LAST_TURN) this.#forget();
    this.#turn += 1;
    const at = 2 * (this.#turn & this.#mask);
    const bucket = hash & this.#mask;
    this.#ring[at] = hash;
    this.#ring[at + 1] = this.#last[bucket] ?? 0;
    this.#last[bucket] = this.#turn;
  }

  has(hash: number): boolean {
    let turn = this.#last[hash & this.#mask] ?? 0;
    while (turn > 0 && this.#turn - turn < this.#size) {
      const at = 2 * (turn & this.#mask);
      if (this.#ring[at] === hash) return true;
      turn = this.#ring[at + 1] ?? 0;
    }
    return false;
  }

  #forget(): void {
    this.#last.fill(0);
    this.#turn = 0;
  }
}
