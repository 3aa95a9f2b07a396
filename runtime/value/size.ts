/**
 * About how many bytes a value takes in memory. Estimates, for limits: of the right order and cheap to make.
 * The value has been checked; none of these throws.
 */
import { isList, isObject, memberOf } from "./container.js";
import type { JsonValue } from "./json.js";
import type { Literal } from "./scalar.js";

/** Estimates one item. */
export type SizeItem<T> = (value: T) => number;

const SLOT_BYTES = 8;
const STRING_BYTES = 24;
const CHARACTER_BYTES = 2;
const NUMBER_BYTES = 16;
const BIGINT_BYTES = 24;
const BITS_PER_HEX_DIGIT = 4;
const DATE_BYTES = 96;
const BUFFER_BYTES = 192;
const OBJECT_BYTES = 64;
const LIST_BYTES = 32;
const HASH_BYTES = 96;
const HASH_ENTRY_BYTES = 24;
const ONE_DIGIT = 1n << 64n;

/** A string: its header and two bytes a character. */
export function string(value: string): number {
  return STRING_BYTES + CHARACTER_BYTES * value.length;
}

/** An integer. */
export function int(_value: number): number {
  return SLOT_BYTES;
}

/** A number. */
export function float(_value: number): number {
  return NUMBER_BYTES;
}

/** A boolean. */
export function boolean(_value: boolean): number {
  return SLOT_BYTES;
}

/** A bigint: its header and its digits. */
export function bigint(value: bigint): number {
  if (value < ONE_DIGIT && value > -ONE_DIGIT) return BIGINT_BYTES;
  return BIGINT_BYTES + Math.ceil((value.toString(16).length * BITS_PER_HEX_DIGIT) / 8);
}

/** A `Date`. */
export function datetime(_value: Date): number {
  return DATE_BYTES;
}

/** A day's text. */
export function date(value: string): number {
  return string(value);
}

/** A `Date`. */
export function epoch(_value: Date): number {
  return DATE_BYTES;
}

/** Bytes, and the two objects that hold them. */
export function bytes(value: Uint8Array): number {
  return BUFFER_BYTES + value.byteLength;
}

/** A UUID's text. */
export function uuid(value: string): number {
  return string(value);
}

/** A JSON value with all that is in it. */
export function json(value: JsonValue): number {
  if (typeof value === "string") return string(value);
  if (typeof value === "number") return NUMBER_BYTES;
  if (isList(value)) return list(value, json);
  return isObject(value) ? record(value, json) : SLOT_BYTES;
}

/** A member of an enum: a reference, since all values share its text. */
export function member(_value: string): number {
  return SLOT_BYTES;
}

/** The one value of a `const` type: a reference, since all values share it. */
export function literal(_value: Literal): number {
  return SLOT_BYTES;
}

/** Null, or what is there. */
export function nullable<T>(value: T | null, item: SizeItem<T>): number {
  return value === null ? SLOT_BYTES : item(value);
}

/** An object with declared members, without what they hold. */
export function object(): number {
  return OBJECT_BYTES;
}

/** An array with its items. */
export function list<T>(value: readonly T[], item: SizeItem<T>): number {
  let total = LIST_BYTES;
  for (const element of value) total += SLOT_BYTES + item(element);
  return total;
}

/** A set with its items. */
export function set<T>(value: ReadonlySet<T>, item: SizeItem<T>): number {
  let total = HASH_BYTES;
  for (const element of value) total += HASH_ENTRY_BYTES + item(element);
  return total;
}

/** A map with its keys and values. */
export function map<K, V>(value: ReadonlyMap<K, V>, key: SizeItem<K>, item: SizeItem<V>): number {
  let total = HASH_BYTES;
  for (const [name, element] of value) total += HASH_ENTRY_BYTES + key(name) + item(element);
  return total;
}

/** An object with its names and members. */
export function record<T>(value: Readonly<Record<string, T>>, item: SizeItem<T>): number {
  let total = OBJECT_BYTES;
  for (const name of Object.keys(value)) {
    total += HASH_ENTRY_BYTES + string(name) + item(memberOf(value, name));
  }
  return total;
}

/** An estimate for each item of a tuple. */
export type SizeItems<T extends readonly unknown[]> = { readonly [At in keyof T]: SizeItem<T[At]> };

/** An array with its items, each of a type of its own. */
export function tuple<T extends readonly unknown[]>(value: T, items: SizeItems<T>): number {
  let total = LIST_BYTES;
  for (const [at, item] of items.entries()) total += SLOT_BYTES + item(value[at]);
  return total;
}
