/** What a store must do that knows nothing of leases. Contract only; `adaptPlain` does the rest. */
import type { Awaitable } from "../../awaitable.js";

/**
 * A store of whatever it is given: get, set, delete.
 *
 * A call must settle, and once it has settled it must not do anything any more: a `set` that was reported as failed and
 * arrives later could bring back what was invalidated meanwhile. What `set` has confirmed, the next `get` sees.
 * An error means that it is not known whether anything was done.
 *
 * @see dogpile.cache `CacheBackend`
 */
export interface PlainBackend {
  /** `values` gives back the very object it was given; `text` is given text, and gives back text or its UTF-8 bytes. */
  readonly form: "values" | "text";
  /** Makes keys this store can take, unless the region says otherwise. */
  readonly keyMangler?: ((key: string) => string) | undefined;
  /** What is stored; `undefined`, `null` or `NO_VALUE` where there is nothing. */
  get(key: string): Awaitable<unknown>;
  /** Store it, in place of what is there. It is of no use after `ttlMs`, whole milliseconds; without it, it always is. */
  set(key: string, stored: unknown, ttlMs?: number): Awaitable<void>;
  /** Drop what is stored, if anything is. */
  delete(key: string): Awaitable<void>;
  /** What is stored under each of the keys, in their order. Default: one `get` for each. */
  getMulti?(keys: readonly string[]): Awaitable<readonly unknown[]>;
  /** Store all of them, as `set`. Default: one `set` for each. */
  setMulti?(stored: ReadonlyMap<string, unknown>, ttlMs?: number): Awaitable<void>;
  /** Drop all of them, as `delete`. Default: one `delete` for each. */
  deleteMulti?(keys: readonly string[]): Awaitable<void>;
  /** The mutex of a key, for creations in other processes; `undefined` where there is none. */
  getMutex?(key: string): PlainMutex | undefined;
  /** Free what it uses. */
  close?(): Awaitable<void>;
}

/**
 * Lets one at a time make the value of a key. It must be free again some time after its holder died.
 *
 * @see dogpile.cache `CacheMutex`
 */
export interface PlainMutex {
  /** Take it: at once or not at all, or, with `wait`, as soon as it is free. Whether it was taken. */
  acquire(wait: boolean): Awaitable<boolean>;
  /** Give it back. */
  release(): Awaitable<void>;
  /** Whether somebody holds it; does not take it. */
  locked?(): Awaitable<boolean>;
}
