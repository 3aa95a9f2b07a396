/** The checks that generated code makes around the scalars: objects, and the limits a schema sets. */
import types from "node:util/types";
import { isObject, isPlainObject, type UnknownRecord } from "./container.js";
import { Misfit } from "./serializer.js";

/** A limit that is a number; `undefined` limits nothing. */
export type Limit = number | undefined;

/** The value as an object of unknown members: not null, no array. Throws a `Misfit`. */
export function object(value: unknown, place: string): UnknownRecord {
  if (!isObject(value)) throw new Misfit(place, "an object");
  return value;
}

/**
 * The value, whose length lies between two limits, both included.
 * Counts the characters (code points) of a string, the items of an array, set or map, and bytes. Throws a `Misfit`.
 */
export function length<T>(value: T, min: Limit, max: Limit, place: string): T {
  if (typeof value === "string" && isSurelyWithin(value.length, min, max)) return value;
  const count = lengthOf(value);
  if (count >= (min ?? 0) && count <= (max ?? Infinity)) return value;
  throw new Misfit(place, `of a length ${limits(min, max)}${butOf(count)}`);
}

/** The value, a plain object that has as many members as two limits allow, both included. Throws a `Misfit`. */
export function members<T>(value: T, min: Limit, max: Limit, place: string): T {
  const count = isPlainObject(value) ? Object.keys(value).length : NO_LENGTH;
  if (count >= (min ?? 0) && count <= (max ?? Infinity)) return value;
  throw new Misfit(place, `of a size ${limits(min, max)}${butOf(count)}`);
}

/** A limit of a number or bigint; `undefined` limits nothing. */
export type Bound = Limit | bigint;

/** The value, a number or bigint between two limits, both included. Throws a `Misfit`. */
export function range<T>(value: T, min: Bound, max: Bound, place: string): T {
  const numeric: unknown = value;
  if (typeof numeric === "number" || typeof numeric === "bigint") {
    // Compared this way round, NaN fails.
    if (numeric >= (min ?? -Infinity) && numeric <= (max ?? Infinity)) return value;
  }
  throw new Misfit(place, `a number ${limits(min, max)}`);
}

/** The value, a string in which the pattern is found. Throws a `Misfit`. */
export function pattern<T>(value: T, expression: RegExp, place: string): T {
  // An expression with the flag g or y would go on where its last search ended.
  expression.lastIndex = 0;
  if (typeof value === "string" && expression.test(value)) return value;
  throw new Misfit(place, `text that matches ${expression}`);
}

/** Refuses an object whose tag is that of no member of its union; `values` lists what it may be. Throws a `Misfit`. */
export function unknownTag(values: string, place: string): never {
  throw new Misfit(place, `one of ${values}`);
}

/** Whether text of so many units is within the limits however its units make characters: each is one or two. */
function isSurelyWithin(units: number, min: Limit, max: Limit): boolean {
  return units >= (min ?? 0) * 2 && units <= (max ?? Infinity);
}

const NO_LENGTH = -1;

/** How long it is instead: that much may be said of any value. */
function butOf(count: number): string {
  return count === NO_LENGTH ? "" : `, but of ${count}`;
}

function lengthOf(value: unknown): number {
  if (typeof value === "string") return charactersOf(value);
  if (Array.isArray(value) || types.isUint8Array(value)) return value.length;
  return types.isSet(value) || types.isMap(value) ? value.size : NO_LENGTH;
}

/** Two surrogates that belong together are one character. */
function charactersOf(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) {
    const isPair = isLowSurrogate(text.charCodeAt(at)) && isHighSurrogate(text.charCodeAt(at - 1));
    if (isPair) count -= 1;
  }
  return count;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function limits(min: Bound, max: Bound): string {
  if (min === max) return min === undefined ? "at all" : `of ${min}`;
  if (max === undefined) return `of at least ${min}`;
  return min === undefined ? `of at most ${max}` : `from ${min} to ${max}`;
}
