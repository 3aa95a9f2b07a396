/**
 * A region's own way to tell by its creation time whether a value was invalidated, beside what its store does.
 * Times are in milliseconds since 1970. `invalidate` is called by `region.invalidate`.
 *
 * @see dogpile.cache `RegionInvalidationStrategy`
 */
export interface InvalidationStrategy {
  /** Everything created before now is invalid: missing when hard, stale when soft. */
  invalidate(mode: "hard" | "soft"): void | Promise<void>;
  /** Whether a value is invalid in either way; asked by `get`. */
  isInvalidated(createdMs: number): boolean;
  /** Whether a value is to be treated as missing; asked by `getOrCreate`. */
  isHardInvalidated(createdMs: number): boolean;
  /** Whether a value is to be treated as stale; asked by `getOrCreate`. */
  isSoftInvalidated(createdMs: number): boolean;
}
