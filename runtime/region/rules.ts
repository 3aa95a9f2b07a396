import type { Isolation } from "../value/isolation.js";

/** How one function's values are judged, kept and handed out: its policy with every default filled in. */
export interface Rules<V> {
  readonly expirationMs: number;
  readonly graceMs: number;
  /** How long `null` stays fresh; negative = never stored. */
  readonly cacheNullMs: number;
  /** How long "not found" stays fresh; negative = never stored, never served. */
  readonly missingMs: number;
  readonly refresh: "inline" | "background";
  readonly strict: boolean;
  /** Most keys handed to one creator call. */
  readonly maxBatch: number;
  readonly isolation: Isolation<V>;
}

/** What may be set for a region, and again for one function of it. */
export interface Policy {
  /** Age in milliseconds at which a value turns stale, judged on read. Default `Infinity`: never. */
  readonly expirationMs?: number;
  /** How long past its expiration a value may be served while a new one is made, in milliseconds. Default 0. */
  readonly graceMs?: number;
  /** Whether the caller that finds a stale value makes the new one, or gets the stale one too. Default `inline`. */
  readonly refresh?: "inline" | "background";
  /** Whether a created value that is not of its type is thrown as an error instead of being returned unstored. Default false. */
  readonly strict?: boolean;
}

/** What may be set for one function only. */
export interface FunctionPolicy extends Policy {
  /** How long a `null` result stays fresh, in milliseconds; 0 = it is not stored. Default: like any other result. */
  readonly cacheNullMs?: number;
  /** How long a multi function remembers "not found", in milliseconds. Default 0: not at all. */
  readonly missingMs?: number;
  /** Most items handed to one call of a multi creator. Default: no limit. */
  readonly maxBatch?: number;
}

/** Fill in the defaults: a function's policy over its region's. */
export function rulesOf<V>(region: Policy, own: FunctionPolicy, isolation: Isolation<V>): Rules<V> {
  const expirationMs = own.expirationMs ?? region.expirationMs ?? Infinity;
  return {
    expirationMs,
    graceMs: own.graceMs ?? region.graceMs ?? 0,
    cacheNullMs: own.cacheNullMs === undefined ? expirationMs : positiveOrNever(own.cacheNullMs),
    missingMs: positiveOrNever(own.missingMs ?? 0),
    refresh: own.refresh ?? region.refresh ?? "inline",
    strict: own.strict ?? region.strict ?? false,
    maxBatch: own.maxBatch ?? Infinity,
    isolation,
  };
}

/** An age is never negative, so a lifetime below zero is never reached. */
function positiveOrNever(lifetimeMs: number): number {
  return lifetimeMs > 0 ? lifetimeMs : -1;
}
