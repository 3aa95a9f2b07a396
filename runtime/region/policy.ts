/** What can be said of regions and functions in plain data. Types only; checks and defaults are in `option-table.ts`. */
import type { Validation, ValuesMode } from "../value/isolation.js";

/** What may be set for a region, and again for one function of it. All durations are in milliseconds. */
export interface Policy {
  /** Age at which a value turns stale, judged on read. Default `Infinity`: never. */
  readonly expirationMs?: number;
  /** How long past its expiration a value may be served while a new one is made. Default 0. */
  readonly graceMs?: number;
  /** The part of the expiration, from 0 to 1, by which each entry's own may be shorter, drawn when it is stored. Default 0. */
  readonly jitter?: number;
  /**
   * When a fresh value is made anew ahead of its expiration, in the background: at this part of the expiration (0 to 1),
   * or `xfetch`: the more likely the closer the expiration and the longer the last creation took. Default: not.
   */
  readonly eager?: number | "xfetch";
  /** Whether the caller that finds a stale value makes the new one, or gets the stale one too. Default `inline`. */
  readonly refresh?: "inline" | "background";
  /** How long a caller with a stale value waits for the new one before it takes the stale one. Default: no limit. */
  readonly softTimeoutMs?: number;
  /** How long a caller without a value waits before it gets a `timeout` error; the creation goes on. Default: no limit. */
  readonly hardTimeoutMs?: number;
  /** How long after a failed refresh the stale value is served before the next try. Default 10,000. */
  readonly retryAfterMs?: number;
  /** How long a lease of a store outside this process lasts; it is renewed at a third of that. Default 10,000. */
  readonly leaseMs?: number;
  /** How long to wait for a creation elsewhere before creating without storing. Default 30,000. */
  readonly waitMs?: number;
  /** Whether a created value that is not of its type is thrown as an error instead of being returned unstored. Default false. */
  readonly strict?: boolean;
}

/** What may be set for one function only. */
export interface FunctionPolicy extends Policy {
  /** How long a `null` result stays fresh; 0 = it is not stored. Default: like any other result. */
  readonly cacheNullMs?: number;
  /** How long a multi function remembers "not found". Default 0: not at all. */
  readonly missingMs?: number;
  /** Most items handed to one call of a multi creator. Default: no limit. */
  readonly maxBatch?: number;
}

/** What a schema may say of a region as a whole. */
export interface RegionSettings extends Policy {
  /** How a store in this process keeps values apart from their callers. Default `copy`; without a serializer `shared`. */
  readonly values?: ValuesMode;
  /**
   * How values are checked, copied and turned into text: by the generated code, by its zod schemas, or not at all, which
   * takes a store in this process and `values: shared`. Default `compiled`.
   */
  readonly serializer?: "compiled" | "zod" | "none";
  /**
   * Which stored texts are checked when they are read: those that were not written for the very type they are read as, all of
   * them, or none. Default `changed`.
   */
  readonly validate?: Validation;
  /** Most entries a store in memory holds. Default 10,000. */
  readonly maxEntries?: number;
  /** Most bytes the entries of a store in memory take, by estimate. Default: no limit. */
  readonly maxBytes?: number;
  /** Largest value that is stored, in bytes; larger ones are handed out and reported. Default 1,000,000. */
  readonly maxValueBytes?: number;
  /** Most creators that run at a time in this process; the rest wait in line. Default: no limit. */
  readonly maxCreators?: number;
  /** How long one call on a store outside this process may take before it counts as failed, from 1 to 3,600,000. Default 250. */
  readonly backendTimeoutMs?: number;
  /** Failed calls in a row after which such a store is left alone for a while; `Infinity` = never. Default 5. */
  readonly breakerFailures?: number;
  /** How long it is left alone, from 1 to 3,600,000; then one call is let through to see. Default 1,000. */
  readonly breakerPauseMs?: number;
}
