import type { Held } from "../backend/backend.js";
import type { Lifetimes, Rules } from "./rules.js";

/** What a reading is worth. */
export type Freshness =
  /** Hand it out. */
  | "fresh"
  /** Hand it out, and make the next one in the background. */
  | "eager"
  /** Hand it out while a new one is made. */
  | "stale"
  /** Stale, and the last try to make a new one failed a moment ago: hand it out. */
  | "resting"
  /** Make a new one first. */
  | "missing";

/** What a store held under a key, and what that is worth. */
export interface Look {
  readonly held: Held | undefined;
  readonly freshness: Freshness;
}

/** Whether it is to be handed out as it is. */
export function isFresh(freshness: Freshness): boolean {
  return freshness === "fresh" || freshness === "eager";
}

/** A value said to be made later than now by more than this is not believed: some clock is wrong. */
export const CLOCK_TOLERANCE_MS = 60_000;

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
  const freshMs = lifetimeMs(held.kept, rules) * (1 - rules.jitter * held.draw);
  const times = { ageMs, freshMs, nowMs };
  // Said so that an age that is no number is not fresh.
  const isYoung = ageMs <= freshMs && ageMs >= -CLOCK_TOLERANCE_MS;
  if (!isYoung || held.outdated || rules.strategy !== undefined) return judge(held, times, rules);
  return isEager(held, times, rules) ? "eager" : "fresh";
}

/** A reading's times, in milliseconds. */
interface Times {
  readonly ageMs: number;
  readonly freshMs: number;
  readonly nowMs: number;
}

function judge(held: Held, times: Times, rules: Rules<unknown>): Freshness {
  const { ageMs, freshMs, nowMs } = times;
  const { strategy } = rules;
  const isOfUse = ageMs <= freshMs + graceMs(held.kept, rules) && ageMs >= -CLOCK_TOLERANCE_MS;
  if (!isOfUse) return "missing";
  if (strategy?.isHardInvalidated(held.createdMs) === true) return "missing";
  const outdated = held.outdated || strategy?.isSoftInvalidated(held.createdMs) === true;
  if (ageMs > freshMs || outdated) return nowMs < held.retryAtMs ? "resting" : "stale";
  return isEager(held, times, rules) ? "eager" : "fresh";
}

/**
 * Whether to make the next value ahead of time. `xfetch` draws: the chance grows towards the expiration,
 * measured in the time the last creation took.
 */
function isEager(
  held: Held,
  { ageMs, freshMs, nowMs }: Times,
  { eager, random }: Rules<unknown>,
): boolean {
  if (eager === undefined || nowMs < held.retryAtMs) return false;
  if (eager === "xfetch") return ageMs - held.costMs * Math.log(1 - random()) >= freshMs;
  return ageMs >= eager * freshMs;
}

/** Whether the creation of a value began after that; not where nobody knows what it cost. */
export function hasBegunSince(startedMs: number, { createdMs, costMs }: Held): boolean {
  return createdMs - costMs >= startedMs;
}

/** How long a store may have use of a kept value; negative when it is not to be stored at all. */
export function retentionMs(kept: unknown, rules: Rules<unknown>): number {
  if (lifetimeMs(kept, rules) < 0) return -1;
  return Math.max(usefulMs(kept, rules, rules), usefulMs(kept, rules, rules.standing));
}

function usefulMs(kept: unknown, rules: Rules<unknown>, lifetimes: Lifetimes): number {
  return lifetimeMs(kept, rules, lifetimes) + graceMs(kept, rules, lifetimes);
}

/** How long a kept value stays fresh; negative when it may not be served at all. */
function lifetimeMs(kept: unknown, rules: Rules<unknown>, lifetimes: Lifetimes = rules): number {
  if (kept === rules.isolation.nullForm) return lifetimes.cacheNullMs;
  if (kept === rules.isolation.absentForm) return lifetimes.missingMs;
  return lifetimes.expirationMs;
}

/** How long past its expiration a kept value may be served; "not found" has no grace. */
function graceMs(kept: unknown, rules: Rules<unknown>, lifetimes: Lifetimes = rules): number {
  return kept === rules.isolation.absentForm ? 0 : lifetimes.graceMs;
}
