/**
 * The forms in which values travel where JSON has none of its own: the patterns of their texts, and the pairs
 * from which a generated schema builds its two-way types.
 */
import types from "node:util/types";
import { bufferOf } from "./intrinsic.js";

/** Both ways between a wire form and a value. Checks nothing: the schemas on either side do. */
export interface Wire<W, V, Given = V> {
  /** The value of a wire form. */
  readonly decode: (wire: W) => V;
  /** The wire form of a value. */
  readonly encode: (value: Given) => W;
}

/** Both ways between an array of items and a set of them. */
export interface SetWire {
  /** The set of the items; a repeated item counts once. */
  readonly decode: <T>(items: readonly T[]) => Set<T>;
  /** The items in the order of the set. */
  readonly encode: <T>(value: ReadonlySet<T>) => T[];
}

/** Both ways between an array of pairs and a map of them. */
export interface MapWire {
  /** The map of the pairs; of a repeated key the last pair counts. */
  readonly decode: <K, V>(entries: readonly (readonly [K, V])[]) => Map<K, V>;
  /** The pairs in the order of the map. */
  readonly encode: <K, V>(value: ReadonlyMap<K, V>) => [K, V][];
}

/** Most digits of a bigint: the time to read one grows with the square of them. */
const MOST_DIGITS = 10_000;

/** Most characters of its text: its digits, and a sign. */
export const LONGEST_INTEGER: number = MOST_DIGITS + 1;

let firstTooLong: bigint | undefined;

/** Whether a bigint has more digits than one may have, which are 10,000. */
export function isTooLong(value: bigint): boolean {
  // Made when the first one is asked about: it would take a part of the time that the package takes to load.
  firstTooLong ??= 10n ** BigInt(MOST_DIGITS);
  return value >= firstTooLong || -value >= firstTooLong;
}

/** An integer in decimal digits, in its one canonical form: no `+`, no leading zero, no `-0`. */
export const integer: RegExp = /^(?:0|-?[1-9][0-9]*)$/;

const LEAP_DAY = "(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
const LONG_MONTH = "(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])";
const SHORT_MONTH = "(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)";
const FEBRUARY = "02-(?:0[1-9]|1\\d|2[0-8])";
const DAY = `(?:\\d{4}-(?:${LONG_MONTH}|${SHORT_MONTH}|${FEBRUARY})|${LEAP_DAY})`;
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?";

/** A day that the calendar has, as `YYYY-MM-DD`, in the years 0000 to 9999. */
export const day: RegExp = new RegExp(`^${DAY}$`);

/** A moment in UTC as ISO 8601 writes it, `YYYY-MM-DDTHH:MM:SSZ`, with as many decimals as there are. */
export const instant: RegExp = new RegExp(`^${DAY}T${TIME}Z$`);

/** A UUID of any version, or one of the two special ones: all zeros, all `f`. */
export const uuid: RegExp =
  /^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/;

const BASE64_CHARACTERS = /^[0-9a-zA-Z+/]*={0,2}$/;

/**
 * Whether a text is base64 with its padding.
 * Length and characters are judged apart: one pattern for both overflows its stack on a few megabytes.
 */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && BASE64_CHARACTERS.test(text);
}

/** `datetime`: a `Date` and its ISO 8601 text, exact to the millisecond. */
export const datetime: Wire<string, Date> = {
  decode: (text) => new Date(text),
  encode: (value) => value.toISOString(),
};

/** `epoch`: a `Date` and its milliseconds since 1970. */
export const epoch: Wire<number, Date> = {
  decode: (milliseconds) => new Date(milliseconds),
  encode: (value) => value.getTime(),
};

/** `bigint`: an integer and its decimal text. */
export const bigint: Wire<string, bigint> = {
  decode: (text) => BigInt(text),
  encode: (value) => String(value),
};

/**
 * `bytes`: bytes and their base64 text. What is decoded has memory of its own, never a shared pool's.
 * Around limits zod encodes before it looks at types, and in a type that holds itself it does not look at all: anything else
 * comes to a text that is none of bytes, and so to nothing that is decoded.
 */
export const bytes: Wire<string, Uint8Array<ArrayBuffer>, Uint8Array> = {
  decode: (text) => new Uint8Array(Buffer.from(text, "base64")),
  encode: (value) => (types.isUint8Array(value) ? base64Text(value, "base64") : "?"),
};

/** `set`: a set and the array of its items. */
export const set: SetWire = {
  decode: (items) => new Set(items),
  encode: (value) => [...value],
};

/** `map`: a map and the array of its pairs. */
export const map: MapWire = {
  decode: (entries) => new Map(entries),
  encode: (value) => [...value],
};

/** The base64 text of bytes, in either alphabet; that for URLs has no padding. */
export function base64Text(value: Uint8Array, alphabet: "base64" | "base64url"): string {
  return bufferOf(value).toString(alphabet);
}
