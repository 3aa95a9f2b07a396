/** The readings of one turn, in one command: a hit costs the server and the client the same however many there are. */
import { isUtf8 } from "node:buffer";
import type { Ages } from "./ages.js";

/** What lies under a key: text, bytes that are none, or nothing. */
export type Stored = string | Buffer | null | undefined;

/** What was found under many keys, in their order, and the ages of the region they were found in. */
export interface Found {
  readonly ages: Ages;
  readonly bytes: readonly (Buffer | null)[];
}

/** Says what a reader makes of what is stored under a key. */
export type Judge<T> = (stored: Stored, ages: Ages) => T;

/** Asks for many keys at once. */
type Ask = (keys: readonly string[]) => Promise<Found>;

/** Joins readings. All of those who read in one turn of the event loop get what one command found. */
export class ReadBatches {
  readonly #ask: Ask;
  readonly #most: number;
  #open: Batch | undefined;

  /** `most` keys go into one command. */
  constructor(ask: Ask, most: number) {
    this.#ask = ask;
    this.#most = most;
  }

  read<T>(key: string, judge: Judge<T>): Promise<T> {
    const batch = this.#batch();
    batch.keys.push(key);
    return batch.judged(batch.keys.length - 1, judge);
  }

  /** The same for many keys, in their order: they cost one promise for each command, and not one for each key. */
  async readMany<T>(keys: readonly string[], judge: Judge<T>): Promise<T[]> {
    const parts: Promise<T[]>[] = [];
    for (let next = 0; next < keys.length;) {
      const batch = this.#batch();
      const first = batch.keys.length;
      const part = keys.slice(next, next + this.#most - first);
      batch.keys.push(...part);
      parts.push(batch.allJudged(first, part.length, judge));
      next += part.length;
    }
    const [all = [], ...others] = await Promise.all(parts);
    return others.length === 0 ? all : all.concat(...others);
  }

  /** The one that is open, with room for a key at least. */
  #batch(): Batch {
    if (this.#open === undefined || this.#open.keys.length >= this.#most)
      this.#open = this.#begin();
    return this.#open;
  }

  #begin(): Batch {
    const batch = new Batch((keys) => {
      if (this.#open === batch) this.#open = undefined;
      return this.#ask(keys);
    });
    return batch;
  }
}

/** Keys that are asked for together. */
class Batch {
  readonly keys: string[] = [];
  readonly #found: Promise<Found>;

  /** `send` is called once, after all that is due by promises has run: whoever reads because of it comes along. */
  constructor(send: Ask) {
    this.#found = new Promise((resolve, reject) => {
      process.nextTick(() => void send(this.keys).then(resolve, reject));
    });
  }

  async judged<T>(at: number, judge: Judge<T>): Promise<T> {
    const { ages, bytes } = await this.#found;
    return judge(textOf(bytes[at]), ages);
  }

  async allJudged<T>(first: number, count: number, judge: Judge<T>): Promise<T[]> {
    const { ages, bytes } = await this.#found;
    const judged: T[] = [];
    for (let at = first; at < first + count; at += 1) judged.push(judge(textOf(bytes[at]), ages));
    return judged;
  }
}

function textOf(bytes: Buffer | null | undefined): Stored {
  return bytes instanceof Uint8Array && isUtf8(bytes) ? bytes.toString() : bytes;
}
