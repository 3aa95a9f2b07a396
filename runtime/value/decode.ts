/** Parsed JSON to value: what comes in is never trusted, what goes out is the caller's own. Each throws a `Misfit`. */
import * as container from "./container.js";
import { momentOf } from "./iso.js";
import { json as assertJson, type JsonValue } from "./json.js";
import * as scalar from "./scalar.js";
import { Misfit } from "./serializer.js";
import * as wire from "./wire.js";

export { object } from "./check.js";
export { parse } from "./parse.js";
export { literal, member } from "./scalar.js";

/** Decodes one item; `place` is that of what holds it. */
export type DecodeItem<T> = (json: unknown, place: string) => T;

/** Parsed JSON that is the value itself, in a text that was written for its type: nothing is asked of it. */
export function asWritten<T>(json: unknown): T {
  // Whoever wrote the text had the value checked.
  return json as T;
}

/** A string. */
export function string<T extends string = string>(json: unknown, place: string): T {
  scalar.string<T>(json, place);
  return json;
}

/** A safe integer. */
export function int<T extends number = number>(json: unknown, place: string): T {
  scalar.int<T>(json, place);
  return json;
}

/** A finite number. */
export function float<T extends number = number>(json: unknown, place: string): T {
  scalar.float<T>(json, place);
  return json;
}

/** A boolean. */
export function boolean<T extends boolean = boolean>(json: unknown, place: string): T {
  scalar.boolean<T>(json, place);
  return json;
}

/** The bigint of a canonical decimal text. */
export function bigint<T extends bigint = bigint>(json: unknown, place: string): T {
  if (typeof json !== "string" || json.length > wire.LONGEST_INTEGER || !wire.integer.test(json)) {
    throw new Misfit(place, "the decimal text of an integer of at most 10,000 digits");
  }
  const value: unknown = BigInt(json);
  scalar.bigint<T>(value, place);
  return value;
}

/** The `Date` of a text in ISO 8601, in UTC. */
export function datetime<T extends Date = Date>(json: unknown, place: string): T {
  const moment = typeof json === "string" ? momentOf(json) : Number.NaN;
  if (Number.isNaN(moment)) throw new Misfit(place, "the ISO 8601 text of a moment in UTC");
  // A type between `Date` and T can only be a brand, which no value shows.
  return new Date(moment) as T;
}

/** The `Date` of milliseconds since 1970, in the years 0000 to 9999: the compact form of `datetime`. */
export function moment<T extends Date = Date>(json: unknown, place: string): T {
  scalar.int(json, place);
  scalar.dated(json, place);
  // A type between `Date` and T can only be a brand, which no value shows.
  return new Date(json) as T;
}

/** The member of an enum with an index: the compact form of an enum. */
export function index<T extends string>(json: unknown, members: readonly T[], place: string): T {
  const member = typeof json === "number" ? members[json] : undefined;
  if (member === undefined) throw new Misfit(place, `an index below ${members.length}`);
  return member;
}

/** The members of an object by position: as many as must be there, at most as many as may. */
export function positions(
  json: unknown,
  least: number,
  most: number,
  place: string,
): readonly unknown[] {
  container.list(json, place);
  if (json.length >= least && json.length <= most) return json;
  throw new Misfit(place, `an array of ${least === most ? most : `${least} to ${most}`} members`);
}

/** What stands alone in an array: a member that may be absent or null, and is not absent. */
export function boxed(json: unknown, place: string): unknown {
  return positions(json, 1, 1, place)[0];
}

/** The text of a day. */
export function date<T extends string = string>(json: unknown, place: string): T {
  scalar.date<T>(json, place);
  return json;
}

/** The `Date` of whole milliseconds since 1970. */
export function epoch<T extends Date = Date>(json: unknown, place: string): T {
  scalar.int(json, place);
  const value: unknown = new Date(json);
  scalar.epoch<T>(value, place);
  return value;
}

/** The bytes of a base64 text, in memory of their own. */
export function bytes<T extends Uint8Array = Uint8Array>(json: unknown, place: string): T {
  if (typeof json !== "string" || !wire.isBase64(json)) throw new Misfit(place, "base64");
  const value: unknown = wire.bytes.decode(json);
  scalar.bytes<T>(value, place);
  return value;
}

/** The text of a UUID. */
export function uuid<T extends string = string>(json: unknown, place: string): T {
  scalar.uuid<T>(json, place);
  return json;
}

/** The JSON value itself, not copied: parsed JSON belongs to nobody else. */
export function json<T extends JsonValue = JsonValue>(json: unknown, place: string): T {
  assertJson<T>(json, place);
  return json;
}

/** Null, or the value of what is there. */
export function nullable<T>(json: unknown, item: DecodeItem<T>, place: string): T | null {
  return json === null ? null : item(json, place);
}

/** The array of an array's items. */
export function list<T>(json: unknown, item: DecodeItem<T>, place: string): T[] {
  container.list(json, place);
  // Not begun empty: V8 may put such arrays of one place among its old objects, where they keep items that nobody has any more.
  const result = [...json];
  for (let at = 0; at < result.length; at += 1) result[at] = item(result[at], place);
  // Each was made by the decoder of its type.
  return result as T[];
}

/** The set of an array's items; a repeated item counts once. */
export function set<T>(json: unknown, item: DecodeItem<T>, place: string): Set<T> {
  container.list(json, place);
  const result = new Set<T>();
  for (const element of json) result.add(item(element, place));
  return result;
}

/** The map of an array's pairs; of a repeated key the last pair counts. */
export function map<K, V>(
  json: unknown,
  key: DecodeItem<K>,
  item: DecodeItem<V>,
  place: string,
): Map<K, V> {
  container.list(json, place);
  const result = new Map<K, V>();
  for (const entry of json) {
    container.list(entry, place);
    if (entry.length !== 2) throw new Misfit(place, "an array of pairs");
    result.set(key(entry[0], place), item(entry[1], place));
  }
  return result;
}

/** The map of an array of keys and values in turn; of a repeated key the last counts. The compact form of a map. */
export function pairs<K, V>(
  json: unknown,
  key: DecodeItem<K>,
  item: DecodeItem<V>,
  place: string,
): Map<K, V> {
  container.list(json, place);
  if (json.length % 2 !== 0) throw new Misfit(place, "an array of keys and values");
  const result = new Map<K, V>();
  for (let at = 0; at < json.length; at += 2) {
    result.set(key(json[at], place), item(json[at + 1], place));
  }
  return result;
}

/** The object with an object's members. */
export function record<T>(json: unknown, item: DecodeItem<T>, place: string): Record<string, T> {
  container.record(json, place);
  const result: Record<string, T> = {};
  for (const name of Object.keys(json)) result[name] = item(json[name], place);
  return result;
}

/** A decoder for each item of a tuple. */
export type DecodeItems<T extends readonly unknown[]> = {
  readonly [At in keyof T]: DecodeItem<T[At]>;
};

/** The array of exactly as many items as there are types, each of its own. */
export function tuple<T extends readonly unknown[]>(
  json: unknown,
  items: DecodeItems<T>,
  place: string,
): T {
  container.tuple(json, items.length, place);
  const result: unknown[] = [];
  try {
    for (const item of items) result.push(item(json[result.length], place));
  } catch (error) {
    throw container.inItem(error, place, result.length);
  }
  // Each item was made by the decoder of its type.
  return result as unknown as T;
}
