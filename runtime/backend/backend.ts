/** What a store must do for a region. Contracts only. */

/** A result that a local store has at once and a remote one later. */
export type Awaitable<T> = T | Promise<T>;

/** What a store holds under a key. */
export interface Held {
  /** The value in the form it was kept in. */
  readonly kept: unknown;
  /** When its creation ended, in milliseconds since 1970. */
  readonly createdMs: number;
  /** Invalidated softly since: at best stale. */
  readonly outdated: boolean;
}

/** What a store is asked to hold. */
export interface Deposit {
  readonly kept: unknown;
  readonly createdMs: number;
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
  /** Revoke a lease somebody else holds instead of being refused. */
  readonly takeOver: boolean;
}

/** The answer to a {@link LeaseRequest}. */
export type Acquisition =
  | { readonly kind: "won"; readonly lease: Lease }
  /** Somebody stored a value after `seen` was read. */
  | { readonly kind: "filled"; readonly held: Held }
  /** Somebody else holds the lease; `freed` resolves when it is worth looking again, and never rejects. */
  | { readonly kind: "busy"; readonly freed: Promise<void> };

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
  read(key: string): Awaitable<Held | undefined>;
  readMany(keys: readonly string[]): Awaitable<readonly (Held | undefined)[]>;
  acquire(requests: readonly LeaseRequest[]): Awaitable<readonly Acquisition[]>;
  /** Store what was created; `false` where the lease was lost. */
  fill(fills: readonly (readonly [Lease, Deposit])[]): Awaitable<readonly boolean[]>;
  /** Give leases back without storing anything. */
  release(leases: readonly Lease[]): Awaitable<void>;
  /** Store values whoever holds a lease, which ends. */
  write(entries: readonly (readonly [string, Deposit])[]): Awaitable<void>;
  /** Drop entries; their leases end. */
  invalidate(keys: readonly string[]): Awaitable<void>;
  /** Invalidate everything at once: hard drops it, soft makes it stale. All leases end. */
  invalidateAll(mode: "hard" | "soft"): Awaitable<void>;
  /** Free what it uses. */
  close(): Awaitable<void>;
}
