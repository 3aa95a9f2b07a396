/**
 * The absence of a cached value: distinct from `null` and `undefined`, both of which may be cached results.
 * One frozen object; compare with `===` or {@link isNoValue}.
 *
 * @see dogpile.cache `NO_VALUE`. Differs: an object cannot be falsy in JavaScript, so test with `isNoValue`.
 */
export const NO_VALUE: NoValue = Object.freeze({
  [Symbol.toStringTag]: "NO_VALUE" as const,
  toString: () => "NO_VALUE" as const,
  [Symbol.for("nodejs.util.inspect.custom")]: () => "NO_VALUE",
});

/** Type of {@link NO_VALUE}. */
export interface NoValue {
  readonly [Symbol.toStringTag]: "NO_VALUE";
  toString(): "NO_VALUE";
}

/** Whether a reading found nothing. */
export function isNoValue(value: unknown): value is NoValue {
  return value === NO_VALUE;
}
