import type { Clock } from "../../clock.js";
import { deferred } from "../../deferred.js";
import type { PlainMutex } from "./plain-backend.js";

/** First and longest time between two looks at a mutex. */
const FIRST_POLL_MS = 25;
const LONGEST_POLL_MS = 400;

interface Watch {
  readonly mutex: PlainMutex;
  readonly freed: Promise<void>;
  readonly whenFreed: () => void;
  callOff: () => void;
}

/** Watches mutexes that other processes hold, one timer for each however many wait for it. */
export class MutexWatch {
  readonly #clock: Clock;
  readonly #watches = new Map<string, Watch>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the mutex of the key has been seen free, or could not be asked. */
  freed(key: string, mutex: PlainMutex): Promise<void> {
    const known = this.#watches.get(key);
    if (known !== undefined) return known.freed;
    const { promise: freed, resolve: whenFreed } = deferred<void>();
    const watch: Watch = { mutex, freed, whenFreed, callOff: () => undefined };
    this.#watches.set(key, watch);
    this.#lookAfter(FIRST_POLL_MS, key, watch);
    return freed;
  }

  /** Watch no longer; whoever waits is told. */
  close(): void {
    for (const [key, watch] of this.#watches) this.#end(key, watch);
  }

  #lookAfter(delayMs: number, key: string, watch: Watch): void {
    watch.callOff = this.#clock.after(delayMs, () => void this.#look(delayMs, key, watch));
  }

  async #look(delayMs: number, key: string, watch: Watch): Promise<void> {
    const held = await isHeld(watch.mutex).catch(() => false);
    if (this.#watches.get(key) !== watch) return;
    if (held) this.#lookAfter(Math.min(2 * delayMs, LONGEST_POLL_MS), key, watch);
    else this.#end(key, watch);
  }

  #end(key: string, watch: Watch): void {
    watch.callOff();
    this.#watches.delete(key);
    watch.whenFreed();
  }
}

/** One that cannot say whether it is held is tried, and given back at once. */
async function isHeld(mutex: PlainMutex): Promise<boolean> {
  if (mutex.locked !== undefined) return mutex.locked();
  if (!(await mutex.acquire(false))) return true;
  await mutex.release();
  return false;
}
