/** What a store must do for a region. Contracts only. */

import type { Awaitable } from "../awaitable.js";

/** What a store holds under a key. */
export interface Held {
  /** The value in the form it was kept in; an `Unreadable` for what lies there and is no entry. */
  readonly kept: unknown;
  /** What the type it was checked against is recognised by; missing where that is not known. */
  readonly fingerprint?: string | undefined;
  /** When its creation ended, in milliseconds since 1970. */
  readonly createdMs: number;
  /** How long its creation took, in milliseconds; `NaN` where nobody knows. */
  readonly costMs: number;
  /** A random number from 0 up to 1, drawn when it was stored: what jitter is measured with. */
  readonly draw: number;
  /** Invalidated softly since: at best stale. */
  readonly outdated: boolean;
  /** After a failed refresh: when the next may be tried, in milliseconds since 1970; 0 = at any time. */
  readonly retryAtMs: number;
  /** Which store put it there: two readings of one fill have the same. */
  readonly fillId: unknown;
}

/** What a store is asked to hold. */
export interface Deposit {
  readonly kept: unknown;
  /** What its type is recognised by: of use to stores that others write to as well. */
  readonly fingerprint?: string | undefined;
  readonly createdMs: number;
  readonly costMs: number;
  readonly draw: number;
  /** About how many bytes it takes. */
  readonly bytes: number;
  /** How long it can be of use, in milliseconds; the store may drop it after that. */
  readonly retainMs: number;
}

/** The right to create one key. `token` is new for every acquisition and proves that the right is still held. */
export interface Lease {
  readonly key: string;
  readonly token: unknown;
}

/** Asking for a lease; `seen` is the reading that made one necessary. */
export interface LeaseRequest {
  readonly key: string;
  readonly seen: Held | undefined;
  /** Whether the one who asks waits if somebody else holds the lease: else nobody looks at `freed`. Default true. */
  readonly waits?: boolean;
  /** Revoke a lease somebody else holds instead of being refused. */
  readonly takeOver: boolean;
  /** How long the lease is to last unless it is renewed, in milliseconds. */
  readonly leaseMs: number;
}

/** The answer to a {@link LeaseRequest}. */
export type Acquisition =
  | { readonly kind: "won"; readonly lease: Lease }
  /** Somebody stored a value after `seen` was read. */
  | { readonly kind: "filled"; readonly held: Held }
  /**
   * Somebody else holds the lease; `freed` resolves when it is worth looking again, and never rejects. It may bring what
   * was filled under that very lease: whatever came before the request is surely not older.
   */
  | { readonly kind: "busy"; readonly freed: Promise<Held | undefined | void> };

/**
 * A store that gives out leases and stores a created value only while its lease is live.
 *
 * A lease ends with `fill`, `release`, and by any `write`, `invalidate` or `invalidateAll` of its key:
 * a fill that comes after one of those stores nothing and answers `false`. Lists are answered in their order.
 */
export interface LeasingBackend {
  /** Whether it keeps values as they are, or text only. */
  readonly form: "values" | "text";
  /** `false` for a store that keeps nothing: nobody waits for anybody. */
  readonly keeps: boolean;
  /** Whether leases run out, because their holder may die without giving them back. */
  readonly leasesExpire: boolean;
  /** Makes keys this store can take, unless the region says otherwise. */
  readonly keyMangler?: ((key: string) => string) | undefined;
  /**
   * The entries of the same store that programs with dogpile.cache share, in the layout these know. Left out where no such
   * program can look in.
   */
  readonly python?: LeasingBackend | undefined;
  read(key: string): Awaitable<Held | undefined>;
  /**
   * What is kept under a key and not outdated, if its creation ended between these times; else `undefined`.
   * For stores in this process, which can spare the most frequent of all readings its price.
   */
  peek?(key: string, sinceMs: number, untilMs: number): unknown;
  readMany(keys: readonly string[]): Awaitable<readonly (Held | undefined)[]>;
  acquire(requests: readonly LeaseRequest[]): Awaitable<readonly Acquisition[]>;
  /** Store what was created, or drop what the key has when that is `null`; `false` where the lease was lost. */
  fill(fills: readonly (readonly [Lease, Deposit | null])[]): Awaitable<readonly boolean[]>;
  /** Let leases last this long from now; `false` where one was lost. */
  renew(leases: readonly Lease[], leaseMs: number): Awaitable<readonly boolean[]>;
  /** Give leases back without storing anything. After a failed refresh `retryAtMs` is noted with the stale value. */
  release(leases: readonly Lease[], retryAtMs?: number): Awaitable<void>;
  /** Whether somebody holds the key's lease; does not take it. */
  isLeased(key: string): Awaitable<boolean>;
  /** Store values whoever holds a lease, which ends. */
  write(entries: readonly (readonly [string, Deposit])[]): Awaitable<void>;
  /**
   * Drop what a reader could not read, if that very thing still lies there and nobody holds the key's lease. What somebody has
   * stored meanwhile stays.
   */
  discard?(key: string, held: Held): Awaitable<void>;
  /** Drop entries; their leases end. */
  invalidate(keys: readonly string[]): Awaitable<void>;
  /** Invalidate everything at once: hard drops it, soft makes it stale. All leases end. */
  invalidateAll(mode: "hard" | "soft"): Awaitable<void>;
  /** Free what it uses. */
  close(): Awaitable<void>;
}
