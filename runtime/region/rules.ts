import type { Isolation } from "../value/isolation.js";
import { DEFAULTS, PLAIN_OPTIONS } from "./option-table.js";
import type { InvalidationStrategy } from "./invalidation.js";
import type { Journal } from "./journal.js";
import type { FunctionPolicy, Policy } from "./policy.js";

/** How one function's values are judged, kept and handed out: its policy with every default filled in. */
export interface Rules<V> extends Required<Omit<Policy, "eager">> {
  /** How long `null` stays fresh; negative = never stored. */
  readonly cacheNullMs: number;
  /** How long "not found" stays fresh; negative = never stored, never served. */
  readonly missingMs: number;
  readonly maxBatch: number;
  /** What holds for calls without options of their own: a value is kept for as long as one of the two has use of it. */
  readonly standing: Lifetimes;
  readonly eager: number | "xfetch" | undefined;
  readonly maxValueBytes: number;
  readonly isolation: Isolation<V>;
  readonly journal: Journal;
  /** Judges by creation time beside the store's own invalidation. */
  readonly strategy: InvalidationStrategy | undefined;
  /** Random numbers from 0 up to 1, for jitter and `xfetch`. */
  readonly random: () => number;
}

/** How long values are of use, in milliseconds. */
export type Lifetimes = Pick<
  Rules<unknown>,
  "expirationMs" | "graceMs" | "cacheNullMs" | "missingMs"
>;

/** What rules need beside a policy. */
export type Surroundings<V> = Pick<
  Rules<V>,
  "isolation" | "journal" | "maxValueBytes" | "random" | "strategy"
>;

/** Fill in the defaults: what a call says over what stands, and of what stands the later over the earlier. */
export function rulesOf<V>(
  standing: readonly FunctionPolicy[],
  call: FunctionPolicy,
  surroundings: Surroundings<V>,
): Rules<V> {
  const policy = [...standing, call].reduce(over, {});
  return {
    ...DEFAULTS,
    eager: undefined,
    ...policy,
    ...lifetimesOf(policy),
    ...surroundings,
    standing: lifetimesOf(standing.reduce(over, {})),
  };
}

function lifetimesOf(policy: FunctionPolicy): Lifetimes {
  const expirationMs = policy.expirationMs ?? DEFAULTS.expirationMs;
  return {
    expirationMs,
    graceMs: policy.graceMs ?? DEFAULTS.graceMs,
    cacheNullMs: policy.cacheNullMs === undefined ? expirationMs : lifetime(policy.cacheNullMs),
    missingMs: lifetime(policy.missingMs ?? 0),
  };
}

/** A policy over another: what it leaves undefined stays as it was, and what is no policy is left out. */
function over(base: FunctionPolicy, own: FunctionPolicy): FunctionPolicy {
  const said = Object.entries(own).filter(
    ([name, value]) => value !== undefined && PLAIN_OPTIONS.has(name),
  );
  return { ...base, ...Object.fromEntries(said) };
}

/** An age is never negative, so a lifetime below zero is never reached. */
function lifetime(durationMs: number): number {
  return durationMs > 0 ? durationMs : -1;
}
