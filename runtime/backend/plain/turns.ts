import { deferred } from "../../deferred.js";

/** Work on keys, one after another for each key: in the order in which it was asked for. Keeps nothing of idle keys. */
export class Turns {
  /** Settles with the last work asked for; never rejects. */
  readonly #last = new Map<string, Promise<void>>();

  /** How many keys somebody works on. */
  get size(): number {
    return this.#last.size;
  }

  /** Do the work when everything asked for before on any of these keys is done. */
  async take<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.map((key) => this.#last.get(key));
    const { promise: done, resolve: whenDone } = deferred<void>();
    // All keys at once: two works on the same keys never wait for each other.
    for (const key of keys) this.#last.set(key, done);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      for (const key of keys) if (this.#last.get(key) === done) this.#last.delete(key);
      whenDone();
    }
  }
}
