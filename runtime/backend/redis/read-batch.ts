/** The readings of one turn, in one command: a hit costs the server and the client the same however many there are. */

/** Asks for many keys at once; answers in their order. */
type Ask<T> = (keys: string[]) => Promise<readonly T[]>;

interface Batch<T> {
  readonly keys: string[];
  readonly answers: Promise<readonly T[]>;
}

/** Joins readings. All of those who read in one turn of the event loop get what one command found. */
export class ReadBatches<T> {
  readonly #ask: Ask<T>;
  readonly #most: number;
  #open: Batch<T> | undefined;

  /** `most` keys go into one command. */
  constructor(ask: Ask<T>, most: number) {
    this.#ask = ask;
    this.#most = most;
  }

  async read(key: string): Promise<T | undefined> {
    const batch = (this.#open ??= this.#begin());
    const at = batch.keys.push(key) - 1;
    if (batch.keys.length >= this.#most) this.#open = undefined;
    return (await batch.answers)[at];
  }

  #begin(): Batch<T> {
    const keys: string[] = [];
    const answers = new Promise<readonly T[]>((resolve, reject) => {
      // After all that is due by promises has run: whoever reads because of it comes along.
      process.nextTick(() => {
        if (this.#open?.keys === keys) this.#open = undefined;
        this.#ask(keys).then(resolve, reject);
      });
    });
    return { keys, answers };
  }
}
