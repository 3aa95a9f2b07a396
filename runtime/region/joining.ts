/** The short way of a call that finds somebody at work on its value: it makes nothing, and asks for nothing else. */
import type { Landing } from "../lock/flight.js";
import { isMaking } from "../lock/lineage.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import type { Look } from "./freshness.js";
import { give, isAbsent, valueOf, type Product } from "./product.js";
import type { Rules } from "./rules.js";
import type { Site } from "./site.js";

/** A call that found no fresh value, and what it does when it has to look once more. */
export interface Finding<V, Own> {
  readonly key: string;
  /** The same function for all calls, each of which is told to it. */
  readonly again: (site: Site<V>, call: Own) => Promise<V>;
}

/**
 * Hand out the stale value while somebody makes the next one, or wait with all others for the first one, as long as that
 * takes; `undefined` where the call has more to do.
 */
export function joinOthers<V, Call extends Finding<V, Call>>(
  site: Site<V>,
  call: Call,
  look: Look,
): Promise<V> | undefined {
  if (look.freshness === "resting") return serveStale(site, call.key, look);
  const flight = site.ground.flights.find(call.key);
  if (flight === undefined) return undefined;
  if (look.freshness === "stale") return serveStale(site, call.key, look);
  // A creator's own calls are watched, lest it wait for itself.
  const isSimple = site.rules.hardTimeoutMs === Infinity && !isMaking();
  return look.freshness === "missing" && isSimple ? share(site, call, flight.share()) : undefined;
}

function serveStale<V>({ rules }: Site<V>, key: string, look: Look): Promise<V> | undefined {
  const value = opened(look, rules);
  if (isNoValue(value)) return undefined;
  rules.journal.note("stale", key, {});
  return Promise.resolve(value);
}

function opened<V>({ held }: Look, rules: Rules<V>): V | NoValue {
  try {
    return held === undefined ? NO_VALUE : give(held, rules);
  } catch {
    // What is kept is none of ours: the longer way makes a miss of it, and says so.
    return NO_VALUE;
  }
}

function share<V, Call extends Finding<V, Call>>(
  site: Site<V>,
  call: Call,
  landing: Promise<Landing<Product>>,
): Promise<V> {
  const { flights } = site.ground;
  site.rules.journal.note("join", call.key, {});
  flights.traffic.enter();
  // Not awaited, and one closure for each: of a thousand callers, each costs what it leaves behind.
  return landing.then((landed) => arrive(site, call, landed), flights.traffic.leaveFailing);
}

function arrive<V, Call extends Finding<V, Call>>(
  site: Site<V>,
  call: Call,
  landed: Landing<Product>,
): V | Promise<V> {
  try {
    if (!("value" in landed) || isAbsent(landed.value, site.rules)) return call.again(site, call);
    // It is no "not found", so it is a V.
    return valueOf(landed.value, site.rules) as V;
  } finally {
    site.ground.flights.traffic.leave();
  }
}
