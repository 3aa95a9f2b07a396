/** The verbs on keys that create nothing: read what is fresh, write, drop. */
import { CacheError } from "../errors.js";
import type { Awaitable, Deposit, Held } from "../backend/backend.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";
import { depositOf, freshnessOf, give } from "./freshness.js";
import type { Ground } from "./ground.js";
import type { Rules } from "./rules.js";

/** A configured region and the rules of one function in it. */
export interface Site<V> {
  readonly ground: Ground;
  readonly rules: Rules<V>;
}

/** The fresh values of distinct keys, `NO_VALUE` for the others. A store that cannot be read has nothing. */
export async function readEntries<V>(
  site: Site<V>,
  keys: readonly string[],
): Promise<Map<string, V | NoValue>> {
  if (keys.length === 0) return new Map();
  const held = await lookUp(site.ground, keys);
  return new Map(keys.map((key, index) => [key, freshValue(site, key, held[index])]));
}

/** What the store holds under one key, at once when it is a local one; as {@link lookUp} otherwise. */
export function lookUpOne(ground: Ground, key: string): Awaitable<Held | undefined> {
  try {
    const held = ground.backend.read(key);
    return held instanceof Promise ? held.catch((error) => unread(ground, [key], error)) : held;
  } catch (error) {
    return unread(ground, [key], error);
  }
}

/** What the store holds; a store that cannot be read holds nothing, and says so in an event. */
export async function lookUp(
  ground: Ground,
  keys: readonly string[],
): Promise<readonly (Held | undefined)[]> {
  try {
    return await ground.backend.readMany(keys);
  } catch (error) {
    unread(ground, keys, error);
    return [];
  }
}

function unread({ listeners }: Ground, keys: readonly string[], error: unknown): undefined {
  for (const key of keys) listeners.emit({ kind: "error", key, error });
}

/** The value of a reading where it is fresh, else `NO_VALUE`. */
export function freshValue<V>(
  { ground, rules }: Site<V>,
  key: string,
  held: Held | undefined,
): V | NoValue {
  if (held === undefined) return NO_VALUE;
  if (freshnessOf(held, ground.clock.nowMs(), rules) !== "fresh") return NO_VALUE;
  try {
    const value = give(held.kept, rules);
    if (ground.listeners.any) ground.listeners.emit({ kind: "hit", key });
    return value;
  } catch (error) {
    ground.listeners.emit({ kind: "error", key, error });
    return NO_VALUE;
  }
}

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
  const writes: (readonly [string, Deposit])[] = [];
  const drops: string[] = [];
  const createdMs = ground.clock.nowMs();
  for (const [key, value] of values) {
    const deposit = depositOf(keep(key, value, rules), createdMs, rules);
    if (deposit === undefined) drops.push(key);
    else writes.push([key, deposit]);
  }
  if (drops.length > 0) await dropEntries(ground, drops);
  if (writes.length === 0) return;
  const keys = writes.map(([key]) => key);
  await overtaking(ground, keys, () => ground.backend.write(writes));
}

/**
 * Drop entries; nothing created before this resolves is stored or served after it.
 *
 * @throws CacheError `backend-failed` when the store did not confirm.
 */
export async function dropEntries(ground: Ground, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await overtaking(ground, keys, () => ground.backend.invalidate(keys));
}

/** Detach what is under way, before the store is told and again after: a creation may have begun between. */
async function overtaking(
  ground: Ground,
  keys: readonly string[],
  tell: () => void | Promise<void>,
): Promise<void> {
  for (const key of keys) ground.flights.revoke(key);
  try {
    await tell();
  } catch (cause) {
    const message = `the store did not confirm the change of ${keys.length} keys; try again`;
    throw new CacheError("backend-failed", message, { key: keys[0], cause });
  }
  for (const key of keys) ground.flights.revoke(key);
}

function keep<V>(key: string, value: V, rules: Rules<V>): unknown {
  try {
    return rules.isolation.keep(value);
  } catch (cause) {
    const message = `the value is not of its declared type: ${String(cause)}`;
    throw new CacheError("value-misfit", message, { key, cause });
  }
}
