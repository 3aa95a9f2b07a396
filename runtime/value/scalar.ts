/** What each scalar type is: asserts that a value of unknown origin is of it, or throws a `Misfit`. */
import types from "node:util/types";
import { millisecondsOf } from "./intrinsic.js";
import { Misfit } from "./serializer.js";
import { day, isTooLong, uuid as uuidPattern } from "./wire.js";

/** What a `const` type may consist of. */
export type Literal = string | number | boolean | null;

const FIRST_MOMENT_MS = Date.parse("0000-01-01T00:00:00.000Z");
const LAST_MOMENT_MS = Date.parse("9999-12-31T23:59:59.999Z");

/** Asserts a string; lone surrogates are allowed. Throws a `Misfit`. */
export function string<T extends string = string>(
  value: unknown,
  place: string,
): asserts value is T {
  if (typeof value !== "string") throw new Misfit(place, "a string");
}

/** Asserts an integer that a number holds exactly, at most 2^53 - 1 from zero. Throws a `Misfit`. */
export function int<T extends number = number>(value: unknown, place: string): asserts value is T {
  if (!Number.isSafeInteger(value)) throw new Misfit(place, "a safe integer");
}

/** Asserts a number that is neither `NaN` nor infinite. Throws a `Misfit`. */
export function float<T extends number = number>(
  value: unknown,
  place: string,
): asserts value is T {
  if (!Number.isFinite(value)) throw new Misfit(place, "a finite number");
}

/** Asserts `true` or `false`. Throws a `Misfit`. */
export function boolean<T extends boolean = boolean>(
  value: unknown,
  place: string,
): asserts value is T {
  if (typeof value !== "boolean") throw new Misfit(place, "a boolean");
}

/** Asserts a bigint of at most 10,000 digits. Throws a `Misfit`. */
export function bigint<T extends bigint = bigint>(
  value: unknown,
  place: string,
): asserts value is T {
  if (typeof value !== "bigint") throw new Misfit(place, "a bigint");
  if (isTooLong(value)) throw new Misfit(place, "a bigint of at most 10,000 digits");
}

/** Asserts a `Date` whose year has four digits: no other has an ISO text that reads back. Throws a `Misfit`. */
export function datetime<T extends Date = Date>(value: unknown, place: string): asserts value is T {
  dated(types.isDate(value) ? millisecondsOf(value) : Number.NaN, place);
}

/** Refuses milliseconds since 1970 that are those of no year with four digits. Throws a `Misfit`. */
export function dated(milliseconds: number, place: string): void {
  // Compared this way round, an invalid date fails too.
  if (milliseconds >= FIRST_MOMENT_MS && milliseconds <= LAST_MOMENT_MS) return;
  throw new Misfit(place, "a valid Date in the years 0000 to 9999 (epoch has no such limit)");
}

/** Asserts a `Date` that is valid. Throws a `Misfit`. */
export function epoch<T extends Date = Date>(value: unknown, place: string): asserts value is T {
  if (!types.isDate(value) || Number.isNaN(millisecondsOf(value)))
    throw new Misfit(place, "a valid Date");
}

/** Asserts the text of a day that the calendar has, such as `2024-02-29`. Throws a `Misfit`. */
export function date<T extends string = string>(value: unknown, place: string): asserts value is T {
  if (typeof value !== "string" || !day.test(value)) {
    throw new Misfit(place, "a day of the calendar as YYYY-MM-DD");
  }
}

/** Asserts a `Uint8Array`, which a `Buffer` is too. Throws a `Misfit`. */
export function bytes<T extends Uint8Array = Uint8Array>(
  value: unknown,
  place: string,
): asserts value is T {
  if (!types.isUint8Array(value)) throw new Misfit(place, "a Uint8Array");
}

/** Asserts the text of a UUID, in whichever case. Throws a `Misfit`. */
export function uuid<T extends string = string>(value: unknown, place: string): asserts value is T {
  if (typeof value !== "string" || !uuidPattern.test(value)) throw new Misfit(place, "a UUID");
}

/** The member of an enum that a value is. Throws a `Misfit`. */
export function member<T extends string>(value: unknown, members: readonly T[], place: string): T {
  for (const candidate of members) if (candidate === value) return candidate;
  throw new Misfit(place, `one of ${members.join(", ")}`);
}

/** The one value of a `const` type. Throws a `Misfit`. */
export function literal<T extends Literal>(value: unknown, expected: T, place: string): T {
  if (value !== expected) throw new Misfit(place, JSON.stringify(expected));
  return expected;
}
