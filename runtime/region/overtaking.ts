/** The verbs that overtake what is under way: write, drop, invalidate. */
import type { Awaitable } from "../awaitable.js";
import type { Deposit } from "../backend/backend.js";
import {
  CacheError,
  isCacheError,
  nameOf,
  owned,
  reasonOf,
  type CacheErrorDetails,
  type Owner,
} from "../errors.js";
import { retentionMs } from "./freshness.js";
import type { Ground } from "./ground.js";
import type { InvalidationStrategy } from "./invalidation.js";
import { OVERTAKEN } from "./reasons.js";
import type { Rules } from "./rules.js";
import type { Site } from "./site.js";

/**
 * Store values; creations under way for these keys can no longer store theirs.
 *
 * @throws CacheError `value-misfit` before anything is stored, `backend-failed` when the store did not confirm.
 */
export async function writeEntries<V>(
  site: Site<V>,
  values: ReadonlyMap<string, V>,
): Promise<void> {
  const { ground, rules } = site;
  const createdMs = ground.clock.nowMs();
  const kept = [...values].map(([key, value]) => [key, keep(key, value, rules)] as const);
  const writes: (readonly [string, Deposit])[] = [];
  const drops: string[] = [];
  for (const [key, form] of kept) {
    const retainMs = retentionMs(form, rules);
    const bytes = rules.isolation.bytes(form);
    if (retainMs < 0 || bytes > rules.maxValueBytes) drops.push(key);
    else {
      const draw = rules.random();
      const { fingerprint } = rules.isolation;
      writes.push([key, { kept: form, fingerprint, createdMs, costMs: 0, draw, bytes, retainMs }]);
    }
  }
  await dropEntries(site, drops);
  const keys = writes.map(([key]) => key);
  if (keys.length > 0) await overtakeKeys(site, keys, () => ground.backend.write(writes));
}

/**
 * Drop entries; nothing created before this resolves is stored or served after it.
 *
 * @throws CacheError `backend-failed` when the store did not confirm.
 */
export async function dropEntries<V>(site: Site<V>, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await overtakeKeys(site, keys, () => site.ground.backend.invalidate(keys));
}

/**
 * Invalidate everything in a region: by its strategy where it has one, else in its store.
 *
 * @throws CacheError `backend-failed` when that was not confirmed.
 */
export async function invalidateAll(
  { backend, flights }: Ground,
  mode: "hard" | "soft",
  {
    owner,
    strategy,
  }: { readonly owner: Owner; readonly strategy: InvalidationStrategy | undefined },
): Promise<void> {
  const withdrawLate = (): void => flights.abandonAll(OVERTAKEN);
  await overtake({
    // A store that does not hear of it would keep the leases of what is overtaken.
    withdraw: strategy === undefined ? () => flights.revokeAll(OVERTAKEN) : withdrawLate,
    withdrawLate,
    tell: () => (strategy === undefined ? backend.invalidateAll(mode) : strategy.invalidate(mode)),
    what: "the invalidation",
    whose: owner,
  });
}

function overtakeKeys<V>(
  { ground, rules }: Site<V>,
  keys: readonly string[],
  tell: () => Awaitable<void>,
): Promise<void> {
  const withdraw = (): void => {
    for (const key of keys) ground.flights.revoke(key, OVERTAKEN);
  };
  const withdrawLate = (): void => {
    for (const key of keys) ground.flights.abandon(key, OVERTAKEN);
  };
  const count = keys.length === 1 ? "1 key" : `${keys.length} keys`;
  const { owner } = rules.journal;
  const whose = { ...owner, key: keys[0] };
  return overtake({ withdraw, withdrawLate, tell, what: `the change of ${count}`, whose });
}

/** A change that makes what is under way too old. */
interface Change {
  /** Withdraw what is under way, whose leases the store will end. */
  readonly withdraw: () => void;
  /** Withdraw what has begun since, whose leases it may have given after it was told. */
  readonly withdrawLate: () => void;
  readonly tell: () => Awaitable<void>;
  /** What the store is told, and whom it is about, in the words of an error. */
  readonly what: string;
  readonly whose: Owner & CacheErrorDetails;
}

/** Withdraw what is under way before the store is told, and again after: a creation may have begun between. */
async function overtake({ withdraw, withdrawLate, tell, what, whose }: Change): Promise<void> {
  withdraw();
  try {
    await tell();
  } catch (cause) {
    const message = `${nameOf(whose)}: the store did not confirm ${what} (${reasonOf(cause)}); try again`;
    throw new CacheError("backend-failed", message, { ...whose, cause });
  }
  withdrawLate();
}

function keep<V>(key: string, value: V, rules: Rules<V>): unknown {
  try {
    return rules.isolation.keep(value);
  } catch (cause) {
    const { owner } = rules.journal;
    if (isCacheError(cause)) throw owned(cause, owner, key);
    rules.isolation.explainable(cause, { value });
    const message = `${nameOf(owner)}: the value is not of its declared type (${reasonOf(cause)})`;
    throw new CacheError("value-misfit", message, { ...owner, key, cause });
  }
}
