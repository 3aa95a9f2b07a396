/** The short way of a call that finds somebody at work on its value: it makes nothing, and asks for nothing else. */
import type { Landing } from "../lock/flight.js";
import { isMaking } from "../lock/lineage.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { give, type Look } from "./freshness.js";
import type { Made } from "./ground.js";
import type { Rules } from "./rules.js";
import type { Site } from "./site.js";

/** A key as a call found it, and what the call does when it has to look once more. */
export interface Finding<V> {
  readonly key: string;
  readonly look: Look;
  readonly again: () => Promise<V>;
}

/**
 * Hand out the stale value while somebody makes the next one, or wait with all others for the first one, as long as that
 * takes; `undefined` where the call has more to do.
 */
export function joinOthers<V>(site: Site<V>, finding: Finding<V>): Promise<V> | undefined {
  const { key, look } = finding;
  if (look.freshness === "resting") return serveStale(site, finding);
  const flight = site.ground.flights.find(key);
  if (flight === undefined) return undefined;
  if (look.freshness === "stale") return serveStale(site, finding);
  // A creator's own calls are watched, lest it wait for itself.
  const isSimple = site.rules.hardTimeoutMs === Infinity && !isMaking();
  return look.freshness === "missing" && isSimple
    ? share(site, finding, flight.share())
    : undefined;
}

/** Whether it is a "not found": no answer for those who ask for one value, since a single creator may know better. */
export function isAbsent(made: Made, rules: Rules<unknown>): boolean {
  return made.kind !== "loose" && made.kept === rules.isolation.absentForm;
}

/** What a creation is worth to those who waited for it; `NO_VALUE` for a "not found". */
export function valueOf<V>(made: Made, rules: Rules<V>): V | NoValue {
  // A loose value fits no type: it is what the application's own creator returned.
  return made.kind === "loose" ? (made.value as V) : give(made.kept, rules);
}

function serveStale<V>({ rules }: Site<V>, { key, look }: Finding<V>): Promise<V> | undefined {
  const value = opened(look, rules);
  if (isNoValue(value)) return undefined;
  rules.journal.note("stale", key, {});
  return Promise.resolve(value);
}

function opened<V>({ held }: Look, rules: Rules<V>): V | NoValue {
  try {
    return held === undefined ? NO_VALUE : give(held.kept, rules);
  } catch {
    // What is kept is none of ours: the longer way makes a miss of it, and says so.
    return NO_VALUE;
  }
}

function share<V>(
  { ground: { flights }, rules }: Site<V>,
  { key, again }: Finding<V>,
  landing: Promise<Landing<Made>>,
): Promise<V> {
  rules.journal.note("join", key, {});
  flights.enter();
  const arrive = (landed: Landing<Made>): V | Promise<V> => {
    try {
      if (!("value" in landed) || isAbsent(landed.value, rules)) return again();
      // It is no "not found", so it is a V.
      return valueOf(landed.value, rules) as V;
    } finally {
      flights.leaveAgain();
    }
  };
  const fail = (error: unknown): never => {
    flights.leaveAgain();
    throw error;
  };
  // Not awaited: that would cost each of a thousand callers a second promise.
  return landing.then(arrive, fail);
}
