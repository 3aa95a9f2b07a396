/** A turn is told from so many before it. */
const TURNS = 2 ** 16;
/** Turns in which a hash is remembered, at most: one that was left lying is too old for three times as long after. */
const MOST_TURNS = TURNS / 4;

/**
 * Remembers the hashes added last, and nothing else of what they stand for.
 *
 * The lower bits of a hash choose its bucket: two numbers side by side, the newer first, so that a look touches one place
 * of the memory. Each is made of the upper half of a hash and the turn in which it was added. A few in a hundred are
 * forgotten early, since a third one came into their bucket.
 */
export class Ghost {
  readonly #buckets: Uint32Array;
  /** Cuts the number of a bucket out of a hash. */
  readonly #mask: number;
  /** A turn is so long: two to the power of this, in additions. */
  readonly #turnBits: number;
  /** The age in turns from which a hash is forgotten. */
  readonly #turns: number;
  #additions: number;

  /** @param size how many hashes it remembers, at least 1. */
  constructor(size: number) {
    const buckets = 2 ** Math.ceil(Math.log2(size));
    this.#buckets = new Uint32Array(2 * buckets);
    this.#mask = buckets - 1;
    this.#turnBits = Math.max(0, Math.ceil(Math.log2(size / MOST_TURNS)));
    this.#turns = Math.ceil(size / 2 ** this.#turnBits);
    // Buckets that are still empty look too old.
    this.#additions = this.#turns << this.#turnBits;
  }

  add(hash: number): void {
    this.#additions = (this.#additions + 1) >>> 0;
    const at = 2 * (hash & this.#mask);
    this.#buckets[at + 1] = this.#buckets[at] ?? 0;
    this.#buckets[at] = (hash & ~(TURNS - 1)) | this.#turn;
  }

  has(hash: number): boolean {
    const at = 2 * (hash & this.#mask);
    return this.#isOf(this.#buckets[at] ?? 0, hash) || this.#isOf(this.#buckets[at + 1] ?? 0, hash);
  }

  get #turn(): number {
    return (this.#additions >>> this.#turnBits) & (TURNS - 1);
  }

  /** Whether a number in a bucket stands for a hash, and is young enough. */
  #isOf(place: number, hash: number): boolean {
    if ((place ^ hash) >>> 16 !== 0) return false;
    return ((this.#turn - place) & (TURNS - 1)) < this.#turns;
  }
}
