/** The readings of one turn, in one command: a hit costs the server and the client the same however many there are. */

/** What lies under a key: text, bytes that are none, or nothing. */
export type Stored = string | Buffer | null | undefined;

/** What was found under many keys, in their order, and the ages of the region they were found in. */
export interface Found {
  readonly ages: string;
  readonly stored: readonly Stored[];
}

/** Says what a reader makes of what is stored under a key. */
export type Judge<T> = (stored: Stored, ages: string) => T;

interface Batch {
  readonly keys: string[];
  readonly found: Promise<Found>;
}

/** Keys that came along in one batch, side by side. */
interface Part {
  readonly found: Promise<Found>;
  readonly first: number;
  readonly count: number;
}

/** Joins readings. All of those who read in one turn of the event loop get what one command found. */
export class ReadBatches {
  readonly #ask: (keys: string[]) => Promise<Found>;
  readonly #most: number;
  #open: Batch | undefined;

  /** `most` keys go into one command. */
  constructor(ask: (keys: string[]) => Promise<Found>, most: number) {
    this.#ask = ask;
    this.#most = most;
  }

  async read<T>(key: string, judge: Judge<T>): Promise<T> {
    const batch = (this.#open ??= this.#begin());
    const at = batch.keys.push(key) - 1;
    if (batch.keys.length >= this.#most) this.#open = undefined;
    const { ages, stored } = await batch.found;
    return judge(stored[at], ages);
  }

  /** The same for many keys, in their order: they cost one promise for each command, and not one for each key. */
  async readMany<T>(keys: readonly string[], judge: Judge<T>): Promise<T[]> {
    const parts: Part[] = [];
    for (let next = 0; next < keys.length;) {
      const part = this.#join(keys, next);
      parts.push(part);
      next += part.count;
    }
    const all = await Promise.all(parts.map(({ found }) => found));
    return parts.flatMap(({ first, count }, at) => {
      const { ages = "", stored = [] } = all[at] ?? {};
      return Array.from({ length: count }, (_, from) => judge(stored[first + from], ages));
    });
  }

  /** As many of the keys from `next` on as the open batch has room for. */
  #join(keys: readonly string[], next: number): Part {
    const batch = (this.#open ??= this.#begin());
    const first = batch.keys.length;
    const count = Math.min(this.#most - first, keys.length - next);
    for (const key of keys.slice(next, next + count)) batch.keys.push(key);
    if (batch.keys.length >= this.#most) this.#open = undefined;
    return { found: batch.found, first, count };
  }

  #begin(): Batch {
    const keys: string[] = [];
    const found = new Promise<Found>((resolve, reject) => {
      // After all that is due by promises has run: whoever reads because of it comes along.
      process.nextTick(() => {
        if (this.#open?.keys === keys) this.#open = undefined;
        this.#ask(keys).then(resolve, reject);
      });
    });
    return { keys, found };
  }
}
