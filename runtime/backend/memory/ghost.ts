/** The last turn that fits its column; reached after some four thousand million additions. */
const LAST_TURN = 0xffff_ffff;

/**
 * Remembers the hashes added last, and nothing else of what they stand for.
 *
 * A ring: each addition takes the place of the oldest. Places whose hashes share a bucket are chained from the newest
 * to the oldest, so a chain need not be mended when a place is taken: it ends where it reaches further back than the ring.
 */
export class Ghost {
  readonly #hashes: Uint32Array;
  /** By place: the turn of the addition before it in its bucket. */
  readonly #before: Uint32Array;
  /** By bucket: the turn of its last addition, counted from 1; 0 = none. */
  readonly #last: Uint32Array;
  #turn = 0;

  /** @param size how many hashes it remembers, at least 1. */
  constructor(size: number) {
    this.#hashes = new Uint32Array(size);
    this.#before = new Uint32Array(size);
    this.#last = new Uint32Array(2 ** Math.ceil(Math.log2(size)));
  }

  add(hash: number): void {
    if (this.#turn === LAST_TURN) this.#forget();
    this.#turn += 1;
    const place = this.#turn % this.#hashes.length;
    const bucket = this.#bucketOf(hash);
    this.#hashes[place] = hash;
    this.#before[place] = this.#last[bucket] ?? 0;
    this.#last[bucket] = this.#turn;
  }

  has(hash: number): boolean {
    const { length } = this.#hashes;
    let turn = this.#last[this.#bucketOf(hash)] ?? 0;
    while (turn > 0 && this.#turn - turn < length) {
      if (this.#hashes[turn % length] === hash) return true;
      turn = this.#before[turn % length] ?? 0;
    }
    return false;
  }

  #bucketOf(hash: number): number {
    return hash & (this.#last.length - 1);
  }

  #forget(): void {
    this.#last.fill(0);
    this.#turn = 0;
  }
}
