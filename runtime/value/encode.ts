/** Value to JSON text: checked as a copy is, and read back by `decode`. Each throws a `Misfit`. */
import * as container from "./container.js";
import { millisecondsOf } from "./intrinsic.js";
import { isoText } from "./iso.js";
import type { JsonValue } from "./json.js";
import { jsonText, numberText, quoted } from "./json-text.js";
import * as scalar from "./scalar.js";
import { base64Text } from "./wire.js";

/** Encodes one item; `place` is that of what holds it. */
export type EncodeItem<T> = (value: T, place: string) => string;

/** A string in quotes, escaped. */
export function string(value: string, place: string): string {
  scalar.string(value, place);
  return quoted(value);
}

/** An integer in digits. */
export function int(value: number, place: string): string {
  scalar.int(value, place);
  return numberText(value);
}

/** A finite number, `-0` included, in as many digits as bring it back. */
export function float(value: number, place: string): string {
  scalar.float(value, place);
  return numberText(value);
}

/** `true` or `false`. */
export function boolean(value: boolean, place: string): string {
  scalar.boolean(value, place);
  return value ? "true" : "false";
}

/** A bigint as a string of digits. */
export function bigint(value: bigint, place: string): string {
  scalar.bigint(value, place);
  return `"${value}"`;
}

/** A `Date` as a string in ISO 8601. */
export function datetime(value: Date, place: string): string {
  scalar.datetime(value, place);
  return `"${isoText(value, ":")}"`;
}

/** A day's text as a string. */
export function date(value: string, place: string): string {
  scalar.date(value, place);
  return `"${value}"`;
}

/** A `Date` as milliseconds since 1970. */
export function epoch(value: Date, place: string): string {
  scalar.epoch(value, place);
  return String(millisecondsOf(value));
}

/** Bytes as a string in base64. */
export function bytes(value: Uint8Array, place: string): string {
  scalar.bytes(value, place);
  return `"${base64Text(value, "base64")}"`;
}

/** A UUID as a string, in the case it has. */
export function uuid(value: string, place: string): string {
  scalar.uuid(value, place);
  return `"${value}"`;
}

/** A JSON value as itself, its members in the order they have. */
export function json(value: JsonValue, place: string): string {
  return jsonText(value, place, Object.keys);
}

/** A member of an enum as a string. */
export function member<T extends string>(value: T, members: readonly T[], place: string): string {
  return quoted(scalar.member(value, members, place));
}

/** A `Date` in the years 0000 to 9999 as milliseconds since 1970: the compact form of `datetime`. */
export function moment(value: Date, place: string): string {
  scalar.datetime(value, place);
  return String(millisecondsOf(value));
}

/** A member of an enum as its index among all: the compact form of an enum. */
export function index<T extends string>(value: T, members: readonly T[], place: string): string {
  return String(members.indexOf(scalar.member(value, members, place)));
}

/** The members that may be absent, from the last to the first: `tail` is the text of those behind, `text` empty if absent. */
export function optional(text: string, tail: string): string {
  if (text !== "") return `,${text}${tail}`;
  return tail === "" ? "" : `,null${tail}`;
}

/** The one value of a `const` type. */
export function literal<T extends scalar.Literal>(value: T, expected: T, place: string): string {
  return JSON.stringify(scalar.literal(value, expected, place));
}

/** `null`, or the text of what is there. */
export function nullable<T>(value: T | null, item: EncodeItem<T>, place: string): string {
  return value === null ? "null" : item(value, place);
}

/** An array of its items. */
export function list<T>(value: readonly T[], item: EncodeItem<T>, place: string): string {
  container.list(value, place);
  let text = "";
  let separator = "";
  for (const element of value) {
    text += separator + item(element, place);
    separator = ",";
  }
  return `[${text}]`;
}

/** An array of the set's items, in the order of the set. */
export function set<T>(value: ReadonlySet<T>, item: EncodeItem<T>, place: string): string {
  container.set(value, place);
  let text = "";
  let separator = "";
  for (const element of value) {
    text += separator + item(element, place);
    separator = ",";
  }
  return `[${text}]`;
}

/** An array of the map's pairs, in the order of the map. */
export function map<K, V>(
  value: ReadonlyMap<K, V>,
  key: EncodeItem<K>,
  item: EncodeItem<V>,
  place: string,
): string {
  container.map(value, place);
  let text = "";
  let separator = "";
  for (const [name, element] of value) {
    text += `${separator}[${key(name, place)},${item(element, place)}]`;
    separator = ",";
  }
  return `[${text}]`;
}

/** An array of keys and values in turn: the compact form of a map. */
export function pairs<K, V>(
  value: ReadonlyMap<K, V>,
  key: EncodeItem<K>,
  item: EncodeItem<V>,
  place: string,
): string {
  container.map(value, place);
  let text = "";
  let separator = "";
  for (const [name, element] of value) {
    text += `${separator}${key(name, place)},${item(element, place)}`;
    separator = ",";
  }
  return `[${text}]`;
}

/** An object with the members under its own names. */
export function record<T>(
  value: Readonly<Record<string, T>>,
  item: EncodeItem<T>,
  place: string,
): string {
  container.record(value, place);
  let text = "";
  let separator = "";
  for (const name of Object.keys(value)) {
    text += `${separator}${quoted(name)}:${item(container.memberOf(value, name), place)}`;
    separator = ",";
  }
  return `{${text}}`;
}

/** An encoder for each item of a tuple. */
export type EncodeItems<T extends readonly unknown[]> = {
  readonly [At in keyof T]: EncodeItem<T[At]>;
};

/** An array of exactly as many items as there are types. */
export function tuple<T extends readonly unknown[]>(
  value: T,
  items: EncodeItems<T>,
  place: string,
): string {
  container.tuple(value, items.length, place);
  let text = "";
  let at = 0;
  try {
    for (const item of items) {
      text += `${at === 0 ? "" : ","}${item(value[at], place)}`;
      at += 1;
    }
  } catch (error) {
    throw container.inItem(error, place, at);
  }
  return `[${text}]`;
}
