/** The verbs on keys that only read. */
import type { Awaitable } from "../awaitable.js";
import type { Held } from "../backend/backend.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import type { Ground } from "./ground.js";
import { freshnessOf, isFresh, type Look } from "./freshness.js";
import { give } from "./product.js";
import type { Rules } from "./rules.js";
import type { Site } from "./site.js";
import { setAside } from "./unreadable.js";

/** How a reading is to be judged. */
export interface ReadOptions {
  /** Whether a value is handed out however old it is, or invalidated softly. Default false. */
  readonly ignoreExpiration?: boolean | undefined;
}

/** A value and what is known of it. */
export interface ValueMetadata<V> {
  readonly value: V;
  /** When its creation ended. */
  readonly cachedTime: Date;
  /** How long ago that was, in milliseconds. */
  readonly ageMs: number;
}

/** The fresh values of distinct keys, `NO_VALUE` for the others. A store that cannot be read has nothing. */
export async function readEntries<V>(
  site: Site<V>,
  keys: readonly string[],
  options: ReadOptions = {},
): Promise<Map<string, V | NoValue>> {
  if (keys.length === 0) return new Map();
  const held = await lookUp(site, keys);
  const read = options.ignoreExpiration === true ? anyValue : freshValue;
  return new Map(keys.map((key, at) => [key, read(site, key, held[at])]));
}

/** The fresh value of a key with its creation time, or `null`. */
export async function readMetadata<V>(
  site: Site<V>,
  key: string,
  options: ReadOptions = {},
): Promise<ValueMetadata<V> | null> {
  const [held] = await lookUp(site, [key]);
  const read = options.ignoreExpiration === true ? anyValue : freshValue;
  const value = read(site, key, held);
  if (held === undefined || isNoValue(value)) return null;
  const ageMs = site.ground.clock.nowMs() - held.createdMs;
  return { value, cachedTime: new Date(held.createdMs), ageMs };
}

/** What the store holds under one key, at once when it is a local one; as {@link lookUp} otherwise. */
export function lookUpOne<V>({ ground, rules }: Site<V>, key: string): Awaitable<Held | undefined> {
  try {
    const held = ground.backend.read(key);
    return held instanceof Promise ? held.catch((error) => unread(rules, [key], error)) : held;
  } catch (error) {
    return unread(rules, [key], error);
  }
}

/** What the store holds; a store that cannot be read holds nothing, and says so in an event. */
export async function lookUp<V>(
  { ground, rules }: Site<V>,
  keys: readonly string[],
): Promise<readonly (Held | undefined)[]> {
  try {
    return await ground.backend.readMany(keys);
  } catch (error) {
    unread(rules, keys, error);
    return [];
  }
}

/** Whether a value is being made for the key, here or elsewhere; does not take the lease. */
export async function isLocked({ backend, flights }: Ground, key: string): Promise<boolean> {
  return flights.find(key) !== undefined || backend.isLeased(key);
}

/** What a reading is worth to a call, and its value where it is simply to be handed out. What cannot be read is missing. */
export function judged<V>(
  site: Site<V>,
  key: string,
  held: Held | undefined,
): { readonly look: Look; readonly value: V | NoValue } {
  if (held === undefined) return NOTHING;
  const { ground, rules } = site;
  const freshness = freshnessOf(held, ground.glanceMs(), rules);
  if (freshness !== "fresh") return { look: { held, freshness }, value: NO_VALUE };
  const value = opened(site, key, held);
  const isRead = !isNoValue(value) || held.kept === rules.isolation.absentForm;
  return { look: { held, freshness: isRead ? freshness : "missing" }, value };
}

/** The same for all who find nothing. */
const NOTHING = { look: { held: undefined, freshness: "missing" }, value: NO_VALUE } as const;

/** The value of a reading for those who only read, else `NO_VALUE`. */
function freshValue<V>(site: Site<V>, key: string, held: Held | undefined): V | NoValue {
  const { ground, rules } = site;
  if (held === undefined) return NO_VALUE;
  if (rules.strategy?.isInvalidated(held.createdMs) === true) return NO_VALUE;
  // The strategy has been asked: a reading knows no difference between hard and soft.
  const byAge = rules.strategy === undefined ? rules : { ...rules, strategy: undefined };
  const isToBeHad = isFresh(freshnessOf(held, ground.glanceMs(), byAge));
  return isToBeHad ? opened(site, key, held) : NO_VALUE;
}

function anyValue<V>(site: Site<V>, key: string, held: Held | undefined): V | NoValue {
  return held === undefined ? NO_VALUE : opened(site, key, held);
}

function opened<V>(site: Site<V>, key: string, held: Held): V | NoValue {
  try {
    const value = give(held, site.rules);
    site.rules.journal.hit(key);
    return value;
  } catch (error) {
    setAside(site, { key, held, error });
    return NO_VALUE;
  }
}

function unread({ journal }: Rules<unknown>, keys: readonly string[], error: unknown): undefined {
  journal.noteAll("error", keys, { error });
}
