import type { Deposit, Held } from "../backend/backend.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";
import type { Rules } from "./rules.js";

/** What a reading is worth: hand it out, hand it out while a new one is made, or make a new one first. */
export type Freshness = "fresh" | "stale" | "missing";

/**
 * Judge a reading: fresh up to and including its expiration, stale within grace after that.
 * One that was invalidated softly is stale for as long as it would have been fresh or stale.
 */
export function freshnessOf(
  held: Held | undefined,
  nowMs: number,
  rules: Rules<unknown>,
): Freshness {
  if (held === undefined) return "missing";
  const ageMs = nowMs - held.createdMs;
  const expirationMs = lifetimeMs(held.kept, rules);
  if (ageMs <= expirationMs) return held.outdated ? "stale" : "fresh";
  return ageMs <= expirationMs + graceMs(held.kept, rules) ? "stale" : "missing";
}

/** What a kept value is for its reader: `NO_VALUE` for a remembered "not found". Throws when it is none of ours. */
export function give<V>(kept: unknown, rules: Rules<V>): V | NoValue {
  return kept === rules.isolation.absentForm ? NO_VALUE : rules.isolation.give(kept);
}

/** How a kept value is stored, or nothing when its lifetime says: not at all. */
export function depositOf(
  kept: unknown,
  createdMs: number,
  rules: Rules<unknown>,
): Deposit | undefined {
  const freshMs = lifetimeMs(kept, rules);
  if (freshMs < 0) return undefined;
  return { kept, createdMs, retainMs: freshMs + graceMs(kept, rules) };
}

/** How long a kept value stays fresh; negative when it may not be served at all. */
function lifetimeMs(kept: unknown, rules: Rules<unknown>): number {
  if (kept === rules.isolation.nullForm) return rules.cacheNullMs;
  if (kept === rules.isolation.absentForm) return rules.missingMs;
  return rules.expirationMs;
}

/** How long past its expiration a kept value may be served; "not found" has no grace. */
function graceMs(kept: unknown, rules: Rules<unknown>): number {
  return kept === rules.isolation.absentForm ? 0 : rules.graceMs;
}
