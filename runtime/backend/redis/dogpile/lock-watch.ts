import type { Clock } from "../../../clock.js";
import type { Judge } from "../read-batch.js";

/** How often locks are looked at while somebody waits, in milliseconds: Python sends no message when it gives one back. */
const POLL_MS = 25;

/** How long a lock is watched before whoever still waits asks for it again, in milliseconds. */
const LONGEST_MS = 30_000;

/** A lock somebody waits for, as it was found. */
export interface WatchedLock {
  /** Its key. */
  readonly lock: string;
  readonly holder: string;
  /** Id of the soft age it was found in. */
  readonly softId: string;
  /** How long it lasts, in milliseconds; negative = for ever. */
  readonly lastsMs: number;
}

/** Reads a key of the server, together with the ages. */
type Read = (key: string, judge: Judge<boolean>) => Promise<boolean>;

interface Watch extends WatchedLock {
  readonly untilMs: number;
  readonly free: () => void;
}

/** Tells those who wait for somebody else's lock. All locks are looked at together, and only while somebody waits. */
export class LockWatch {
  readonly #read: Read;
  readonly #clock: Clock;
  readonly #watches = new Set<Watch>();
  #isPolling = false;
  #callOff: () => void = () => undefined;

  constructor(read: Read, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** Resolves when it is worth asking for the lock again; never rejects. */
  freed(watched: WatchedLock): Promise<void> {
    const { lastsMs } = watched;
    const longestMs = lastsMs < 0 ? LONGEST_MS : Math.min(lastsMs + POLL_MS, LONGEST_MS);
    return new Promise((free) => {
      this.#watches.add({ ...watched, untilMs: this.#clock.nowMs() + longestMs, free });
      this.#goOn();
    });
  }

  /** Wake everybody. */
  close(): void {
    this.#callOff();
    this.#isPolling = false;
    this.#end([...this.#watches]);
  }

  #goOn(): void {
    if (this.#isPolling || this.#watches.size === 0) return;
    this.#isPolling = true;
    this.#callOff = this.#clock.after(POLL_MS, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    const watches = [...this.#watches];
    const nowMs = this.#clock.nowMs();
    const done = await Promise.all(
      watches.map(async (watch) => nowMs >= watch.untilMs || (await this.#hasChanged(watch))),
    );
    this.#isPolling = false;
    this.#end(watches.filter((_, at) => done[at]));
    this.#goOn();
  }

  /** A server that does not answer tells nothing: whoever waits finds out for himself. */
  async #hasChanged({ lock, holder, softId }: Watch): Promise<boolean> {
    try {
      return await this.#read(lock, (now, ages) => now !== holder || softId !== ages.softId);
    } catch {
      return true;
    }
  }

  #end(watches: readonly Watch[]): void {
    for (const watch of watches) {
      this.#watches.delete(watch);
      watch.free();
    }
  }
}
