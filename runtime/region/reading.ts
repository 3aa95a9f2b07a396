/** What a call finds in the store under its keys. */
import type { Held } from "../backend/backend.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { lookUp } from "./entries.js";
import { freshnessOf, type Freshness, type Look } from "./freshness.js";
import type { Demand } from "./lead.js";
import { give } from "./product.js";
import { setAside } from "./unreadable.js";
import { withinLimit } from "./waiting.js";

/**
 * A key as one round found it. Made by a class: V8 puts literals of a place whose objects have once lived long among the old
 * ones, where each keeps its value and its text until all garbage is collected.
 */
export class Reading<V> implements Look {
  readonly key: string;
  readonly held: Held | undefined;
  readonly freshness: Freshness;
  /** The held value, or `NO_VALUE` where it is missing. */
  readonly value: V | NoValue;

  constructor(
    key: string,
    held: Held | undefined,
    freshness: Freshness = "missing",
    value: V | NoValue = NO_VALUE,
  ) {
    this.key = key;
    this.held = held;
    this.freshness = freshness;
    this.value = value;
  }
}

/** What the store holds, as far as it answers in the time of a call that began at `startedMs`. */
export async function look<V>(
  demand: Demand<V>,
  keys: readonly string[],
  startedMs: number,
): Promise<Reading<V>[]> {
  const { ground, rules, signal } = demand;
  const untilMs = startedMs + rules.hardTimeoutMs;
  const all = await withinLimit(demand, lookUp(demand, keys), { untilMs, signal });
  const nowMs = ground.clock.nowMs();
  return keys.map((key, at) => opened(demand, key, all[at], freshnessOf(all[at], nowMs, rules)));
}

/** What was found, with its value; one that cannot be read is missing. */
export function opened<V>(
  demand: Demand<V>,
  key: string,
  held: Held | undefined,
  freshness: Freshness = "missing",
): Reading<V> {
  if (held === undefined || freshness === "missing") return new Reading<V>(key, held);
  try {
    const value = give(held, demand.rules);
    if (isNoValue(value) && !demand.mayBeAbsent) return new Reading<V>(key, held);
    return new Reading(key, held, freshness, value);
  } catch (error) {
    setAside(demand, { key, held, error });
    return new Reading<V>(key, held);
  }
}
