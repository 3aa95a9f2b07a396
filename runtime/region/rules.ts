import type { Isolation } from "../value/isolation.js";
import type { InvalidationStrategy } from "./invalidation.js";
import type { Journal } from "./journal.js";

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

/** How one function's values are judged, kept and handed out: its policy with every default filled in. */
export interface Rules<V> extends Required<Omit<Policy, "eager">> {
  /** How long `null` stays fresh; negative = never stored. */
  readonly cacheNullMs: number;
  /** How long "not found" stays fresh; negative = never stored, never served. */
  readonly missingMs: number;
  readonly maxBatch: number;
  readonly eager: number | "xfetch" | undefined;
  readonly maxValueBytes: number;
  readonly isolation: Isolation<V>;
  readonly journal: Journal;
  /** Judges by creation time beside the store's own invalidation. */
  readonly strategy: InvalidationStrategy | undefined;
  /** Random numbers from 0 up to 1, for jitter and `xfetch`. */
  readonly random: () => number;
}

const DEFAULTS = {
  expirationMs: Infinity,
  graceMs: 0,
  jitter: 0,
  refresh: "inline",
  softTimeoutMs: Infinity,
  hardTimeoutMs: Infinity,
  retryAfterMs: 10_000,
  leaseMs: 10_000,
  waitMs: 30_000,
  strict: false,
  maxBatch: Infinity,
} as const;

/** What rules need beside a policy. */
export type Surroundings<V> = Pick<
  Rules<V>,
  "isolation" | "journal" | "maxValueBytes" | "random" | "strategy"
>;

/** Fill in the defaults: later policies say over earlier ones. */
export function rulesOf<V>(
  policies: readonly FunctionPolicy[],
  surroundings: Surroundings<V>,
): Rules<V> {
  const policy = policies.reduce(over, {});
  const expirationMs = policy.expirationMs ?? DEFAULTS.expirationMs;
  return {
    ...DEFAULTS,
    eager: undefined,
    ...policy,
    cacheNullMs: policy.cacheNullMs === undefined ? expirationMs : lifetime(policy.cacheNullMs),
    missingMs: lifetime(policy.missingMs ?? 0),
    ...surroundings,
  };
}

const NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(DEFAULTS),
  "eager",
  "cacheNullMs",
  "missingMs",
]);

/** A policy over another: what it leaves undefined stays as it was, and what is no policy is left out. */
function over(base: FunctionPolicy, own: FunctionPolicy): FunctionPolicy {
  const said = Object.entries(own).filter(
    ([name, value]) => value !== undefined && NAMES.has(name),
  );
  return { ...base, ...Object.fromEntries(said) };
}

/** An age is never negative, so a lifetime below zero is never reached. */
function lifetime(durationMs: number): number {
  return durationMs > 0 ? durationMs : -1;
}
