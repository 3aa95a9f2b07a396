/**
 * Value to key part: for each type, equal parts if and only if equal values.
 * A part never holds `:`, braces or blanks, so parts can be joined by `:`. Each throws a `Misfit`.
 */
import type { UnknownRecord } from "../value/container.js";
import { millisecondsOf } from "../value/intrinsic.js";
import { isoText } from "../value/iso.js";
import type { JsonValue } from "../value/json.js";
import { jsonText, numberText } from "../value/json-text.js";
import * as scalar from "../value/scalar.js";
import { base64Text } from "../value/wire.js";
import { escaped } from "./escape.js";
import { compareCodePoints } from "./order.js";

export {
  field,
  list,
  map,
  nullable,
  optional,
  record,
  set,
  tuple,
  within,
  type PartOf,
} from "./container.js";
export { hmac, sha256 } from "./hash.js";

/** A string as it is, but for `%XX`; lone surrogates are refused. The empty string is the empty part. */
export function string(value: string, place: string): string {
  scalar.string(value, place);
  return escaped(value, place);
}

/** An integer in digits; `-0` is `0`. */
export function int(value: number, place: string): string {
  scalar.int(value, place);
  return String(value);
}

/** A finite number in the fewest digits that bring it back; `-0` is not `0`. */
export function float(value: number, place: string): string {
  scalar.float(value, place);
  return numberText(value);
}

/** `true` or `false`. */
export function boolean(value: boolean, place: string): string {
  scalar.boolean(value, place);
  return value ? "true" : "false";
}

/** A bigint in digits. */
export function bigint(value: bigint, place: string): string {
  scalar.bigint(value, place);
  return String(value);
}

/** A `Date` in ISO 8601 without its colons, such as `2026-11-21T204807.123Z`. */
export function datetime(value: Date, place: string): string {
  scalar.datetime(value, place);
  return isoText(value, "");
}

/** A day's text as it is. */
export function date(value: string, place: string): string {
  scalar.date(value, place);
  return value;
}

/** A `Date` as milliseconds since 1970. */
export function epoch(value: Date, place: string): string {
  scalar.epoch(value, place);
  return String(millisecondsOf(value));
}

/** Bytes in base64url, without padding. */
export function bytes(value: Uint8Array, place: string): string {
  scalar.bytes(value, place);
  return base64Text(value, "base64url");
}

/** A UUID as it is: two that differ in case are two strings, and two keys. */
export function uuid(value: string, place: string): string {
  scalar.uuid(value, place);
  return value;
}

/** A JSON value's text, names sorted, escaped like a string. */
export function json(value: JsonValue, place: string): string {
  return escaped(jsonText(value, place, sortedNames), place);
}

/** A member of an enum, escaped like a string. */
export function member<T extends string>(value: T, members: readonly T[], place: string): string {
  return escaped(scalar.member(value, members, place), place);
}

/** The one value of a `const` type, escaped like a string; null is `~null`. */
export function literal<T extends scalar.Literal>(value: T, expected: T, place: string): string {
  const known: scalar.Literal = scalar.literal(value, expected, place);
  return known === null ? "~null" : escaped(String(known), place);
}

function sortedNames(value: UnknownRecord): readonly string[] {
  return Object.keys(value).sort(compareCodePoints);
}
