/** Value to equal value: checked, and sharing nothing mutable with its original. Each throws a `Misfit`. */
import * as container from "./container.js";
import { millisecondsOf } from "./intrinsic.js";
import { copyJson, type JsonValue } from "./json.js";
import * as scalar from "./scalar.js";

/** What nobody can change is its own copy, once it is known to be of its type. */
export { boolean, date, float, int, literal, member, string, uuid } from "./decode.js";

/** Copies one item; `place` is that of what holds it. */
export type CopyItem<T> = (value: T, place: string) => T;

/** The same bigint. */
export function bigint<T extends bigint>(value: T, place: string): T {
  scalar.bigint(value, place);
  return value;
}

/** Another `Date` of the same moment, in the years 0000 to 9999. */
export function datetime<T extends Date>(value: T, place: string): T {
  scalar.datetime(value, place);
  return copied(value, new Date(millisecondsOf(value)));
}

/** Another `Date` of the same moment. */
export function epoch<T extends Date>(value: T, place: string): T {
  scalar.epoch(value, place);
  return copied(value, new Date(millisecondsOf(value)));
}

/** The same bytes in memory of their own; a `Buffer` turns into a plain `Uint8Array`. */
export function bytes<T extends Uint8Array>(value: T, place: string): T {
  scalar.bytes(value, place);
  return copied(value, new Uint8Array(value));
}

/** An equal JSON value. */
export function json<T extends JsonValue>(value: T, place: string): T {
  return copied(value, copyJson(value, place));
}

/** Null, or a copy of what is there. */
export function nullable<T>(value: T | null, item: CopyItem<T>, place: string): T | null {
  return value === null ? null : item(value, place);
}

/** Another array of copied items. */
export function list<T>(value: readonly T[], item: CopyItem<T>, place: string): T[] {
  container.list(value, place);
  const result: T[] = [];
  for (const element of value) result.push(item(element, place));
  return result;
}

/** Another set of copied items. */
export function set<T>(value: ReadonlySet<T>, item: CopyItem<T>, place: string): Set<T> {
  container.set(value, place);
  const result = new Set<T>();
  for (const element of value) result.add(item(element, place));
  return result;
}

/** Another map of copied keys and values. */
export function map<K, V>(
  value: ReadonlyMap<K, V>,
  key: CopyItem<K>,
  item: CopyItem<V>,
  place: string,
): Map<K, V> {
  container.map(value, place);
  const result = new Map<K, V>();
  for (const [name, element] of value) result.set(key(name, place), item(element, place));
  return result;
}

/** Another object with copied members under the same own names. */
export function record<T>(
  value: Readonly<Record<string, T>>,
  item: CopyItem<T>,
  place: string,
): Record<string, T> {
  container.record(value, place);
  const result: Record<string, T> = {};
  for (const name of Object.keys(value)) {
    result[name] = item(container.memberOf(value, name), place);
  }
  return result;
}

/** A copier for each item of a tuple. */
export type CopyItems<T extends readonly unknown[]> = { readonly [At in keyof T]: CopyItem<T[At]> };

/** Another array of exactly as many items as there are types. */
export function tuple<T extends readonly unknown[]>(
  value: T,
  items: CopyItems<T>,
  place: string,
): T {
  container.tuple(value, items.length, place);
  const result: unknown[] = [];
  try {
    for (const item of items) result.push(item(value[result.length], place));
  } catch (error) {
    throw container.inItem(error, place, result.length);
  }
  return copied(value, result);
}

function copied<T>(_original: T, copy: unknown): T {
  // What T adds to the copy's own type is a brand, and a brand leaves no trace at run time.
  return copy as T;
}
