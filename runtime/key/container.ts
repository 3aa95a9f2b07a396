/**
 * Key parts of what holds other values: `(item,item,)`, `(key=value,)`.
 * A comma ends every item, so no items and one empty item differ; nothing inside a part is a comma, unless in brackets.
 */
import * as container from "../value/container.js";
import { escaped } from "./escape.js";
import { compareCodePoints } from "./order.js";

/** Makes the part of one item; `place` is that of what holds it. */
export type PartOf<T> = (value: T, place: string) => string;

/** What a key function of a type ended in: a misfit, which begins with the type's name, is told of at the value's place. */
export function within(error: unknown, place: string): unknown {
  return container.inNamed(error, place);
}

/** The part of what is there, or `~null`, which is no string's part. */
export function nullable<T>(value: T | null, item: PartOf<T>, place: string): string {
  return value === null ? "~null" : item(value, place);
}

/** The part of what is there, or `~absent`, which is no string's part. */
export function optional<T>(value: T | undefined, item: PartOf<T>, place: string): string {
  return value === undefined ? "~absent" : item(value, place);
}

/** One member of an object type, `name=part,`; nothing when it is absent. */
export function field<T>(
  name: string,
  value: T | undefined,
  item: PartOf<T>,
  place: string,
): string {
  return value === undefined ? "" : `${escaped(name, place)}=${item(value, place)},`;
}

/** An array's items in their order. */
export function list<T>(value: readonly T[], item: PartOf<T>, place: string): string {
  container.list(value, place);
  let text = "";
  let at = 0;
  try {
    for (const element of value) {
      text += `${item(element, place)},`;
      at += 1;
    }
  } catch (error) {
    throw container.inItem(error, place, at);
  }
  return `(${text})`;
}

/** Makes the part of each item of a tuple. */
export type PartsOf<T extends readonly unknown[]> = { readonly [At in keyof T]: PartOf<T[At]> };

/** The items of an array of exactly as many as there are types, in their order. */
export function tuple<T extends readonly unknown[]>(
  value: T,
  items: PartsOf<T>,
  place: string,
): string {
  container.tuple(value, items.length, place);
  let text = "";
  let at = 0;
  try {
    for (const item of items) {
      text += `${item(value[at], place)},`;
      at += 1;
    }
  } catch (error) {
    throw container.inItem(error, place, at);
  }
  return `(${text})`;
}

/** A set's items, sorted: the order in which they were added is no part of the value. */
export function set<T>(value: ReadonlySet<T>, item: PartOf<T>, place: string): string {
  container.set(value, place);
  const parts: string[] = [];
  for (const element of value) parts.push(item(element, place));
  let text = "";
  for (const part of parts.sort(compareCodePoints)) text += `${part},`;
  return `(${text})`;
}

/** A map's pairs, sorted by their keys: the order in which they were added is no part of the value. */
export function map<K, V>(
  value: ReadonlyMap<K, V>,
  key: PartOf<K>,
  item: PartOf<V>,
  place: string,
): string {
  container.map(value, place);
  const pairs: Pair[] = [];
  for (const [name, element] of value) pairs.push([key(name, place), item(element, place)]);
  return sortedPairs(pairs);
}

/** An object's members, sorted by their names. */
export function record<T>(
  value: Readonly<Record<string, T>>,
  item: PartOf<T>,
  place: string,
): string {
  container.record(value, place);
  const pairs: Pair[] = [];
  for (const name of Object.keys(value)) {
    pairs.push([escaped(name, place), item(container.memberOf(value, name), place)]);
  }
  return sortedPairs(pairs);
}

type Pair = readonly [key: string, part: string];

function sortedPairs(pairs: Pair[]): string {
  let text = "";
  for (const [key, part] of pairs.sort(comparePairs)) text += `${key}=${part},`;
  return `(${text})`;
}

/** Two keys of a map may have one part, as two dates of the same moment have: then the values decide. */
function comparePairs(a: Pair, b: Pair): number {
  return compareCodePoints(a[0], b[0]) || compareCodePoints(a[1], b[1]);
}
