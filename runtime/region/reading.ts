/** What a call finds in the store under its keys. */
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { lookUp } from "./entries.js";
import { freshnessOf, type Look } from "./freshness.js";
import type { Demand } from "./lead.js";
import { give } from "./product.js";
import { setAside } from "./unreadable.js";
import { withinLimit } from "./waiting.js";

/** A key as one round found it. */
export interface Reading<V> extends Look {
  readonly key: string;
  /** The held value, or `NO_VALUE` where it is missing. */
  readonly value: V | NoValue;
}

/** What the store holds, as far as it answers in the time of a call that began at `startedMs`. */
export async function look<V>(
  demand: Demand<V>,
  keys: readonly string[],
  startedMs: number,
): Promise<Look[]> {
  const { ground, rules, signal } = demand;
  const untilMs = startedMs + rules.hardTimeoutMs;
  const all = await withinLimit(demand, lookUp(demand, keys), { untilMs, signal });
  const nowMs = ground.clock.nowMs();
  return keys.map((_, at) => ({
    held: all[at],
    freshness: freshnessOf(all[at], nowMs, rules),
  }));
}

/** A look with the value it found; one that cannot be read is missing. */
export function opened<V>(
  demand: Demand<V>,
  key: string,
  { held, freshness }: Look = NOTHING,
): Reading<V> {
  const { rules, mayBeAbsent } = demand;
  const nothing = { key, held, freshness: "missing", value: NO_VALUE } as const;
  if (held === undefined || freshness === "missing") return nothing;
  try {
    const value = give(held, rules);
    return isNoValue(value) && !mayBeAbsent ? nothing : { key, held, freshness, value };
  } catch (error) {
    setAside(demand, { key, held, error });
    return nothing;
  }
}

const NOTHING: Look = { held: undefined, freshness: "missing" };
