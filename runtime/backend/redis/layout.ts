/**
 * How an entry lies in Redis: an envelope whose first members have a fixed width, so that a script can read and change
 * them in place.
 *
 *     {"ct": 1795289912.726, "v": 2, "lease": "<token><soft>", "until": 1795289922.726, "retry": 0.000000000000,
 *      "fill": "<id>", "hard": "<id>", "soft": "<id>", "fp": "<fingerprint>", "cost": 0.25, "draw": 0.5}|{"id":7}
 *
 * in one line. An entry with `v` 0 holds a lease and no value. Ids and tokens are 16 characters, times seconds since 1970
 * by the server's clock in 14 characters. The lease bears the id of the soft age it was given in. `fp` is left out for values
 * of any type. What has other members, or these in another order, is no entry.
 *
 * `docs/wire-format.md` says it byte by byte.
 */
import { ENVELOPE_VERSION } from "../../value/envelope.js";

/** How long an id or a token is. */
export const ID_LENGTH = 16;

/** No lease, fill or age has it: ids are base64url. */
const NO_ID = ".".repeat(ID_LENGTH);
const NO_LEASE = NO_ID + NO_ID;

/** A time that says nothing: JSON numbers have no leading zeros, but may have trailing ones. */
export const NO_TIME = "0.000000000000";
export const TIME_LENGTH: number = NO_TIME.length;

/** When an entry was created that holds a lease alone: any time will do for readers that want one. */
const LEASE_ALONE = "1.000000000000";

/** What lies under a key, apart from the lease. */
export interface EntryParts {
  /** Milliseconds since 1970 by the server's clock. */
  readonly createdMs: number;
  readonly costMs: number;
  readonly draw: number;
  readonly fillId: string;
  readonly hardId: string;
  readonly softId: string;
  /** Of the type of the value; `undefined` for a value of any type. */
  readonly fingerprint: string | undefined;
  readonly payload: string;
}

/** An entry as it was read. */
export interface ReadEntry extends EntryParts {
  /** When a failed refresh may be tried again, in milliseconds since 1970 by the server's clock; 0 = at any time. */
  readonly retryAtMs: number;
}

/** The text of an entry without a lease. Ages that are not known yet are filled in by a script. */
export function entryText(parts: EntryParts): string {
  const { createdMs, costMs, draw, fillId, hardId, softId, fingerprint = "", payload } = parts;
  const head = headText({ ct: timeText(createdMs), v: ENVELOPE_VERSION, fillId, hardId, softId });
  const type = FINGERPRINT.test(fingerprint) ? `, "fp": "${fingerprint}"` : "";
  return `${head}${type}, "cost": ${Math.max(0, costMs) / 1000}, "draw": ${draw}}|${payload}`;
}

/** What a text holds: an entry, `undefined` where that is a lease alone, `"damaged"` for what is neither. */
export function openEntry(text: string): ReadEntry | "damaged" | undefined {
  const found = ENTRY.exec(text);
  if (found === null) return "damaged";
  const [head, ct, version, retry, fillId = "", hardId = "", softId = "", ...rest] = found;
  if (version === "0") return undefined;
  const [fingerprint, cost = 0, draw = 0] = rest;
  const costMs = milliseconds(cost);
  if (ct === NO_TIME || costMs === Infinity || Number(draw) >= 1) return "damaged";
  return {
    createdMs: milliseconds(ct),
    costMs,
    draw: Number(draw),
    fillId,
    hardId,
    softId,
    fingerprint,
    retryAtMs: milliseconds(retry),
    payload: text.slice(head.length),
  };
}

/** The id of the store that put an entry there, from a head that scripts take for one of ours. */
export function fillIdIn(stored: string): string | undefined {
  if (stored.slice(AT.mark, AT.lease) !== MARK) return undefined;
  return stored.slice(AT.fill, AT.fill + ID_LENGTH);
}

/** To whole microseconds: a multiplication alone would blur whole milliseconds. */
function milliseconds(seconds: string | number | undefined): number {
  return Math.round(Number(seconds) * 1_000_000) / 1_000;
}

/** An id that stands for one a script fills in. */
export const UNKNOWN_ID: string = NO_ID;

interface Head {
  readonly ct: string;
  readonly v: number;
  readonly fillId: string;
  readonly hardId: string;
  readonly softId: string;
}

function headText({ ct, v, fillId, hardId, softId }: Head): string {
  const lease = `"lease": "${NO_LEASE}", "until": ${NO_TIME}, "retry": ${NO_TIME}`;
  return `{"ct": ${ct}, "v": ${v}, ${lease}, "fill": "${fillId}", "hard": "${hardId}", "soft": "${softId}"`;
}

/** A time as it stands in an entry; `NO_TIME` for what no clock shows. */
export function timeText(timeMs: number): string {
  const text = (timeMs / 1000).toFixed(3);
  return text.length === TIME_LENGTH ? text : NO_TIME;
}

/** The last time that has its place in an entry, in milliseconds since 1970. */
const LAST_MS = 9_999_999_999_999;

/** When a refresh may be tried again, as an argument of a script; nothing where nothing is to be noted. */
export function retryText(retryAtMs: number | undefined): string {
  return retryAtMs === undefined ? "" : timeText(Math.min(retryAtMs, LAST_MS));
}

const SAMPLE = headText({ ct: NO_TIME, v: 0, fillId: NO_ID, hardId: NO_ID, softId: NO_ID });

/** Where a member's value begins, counted from 0. */
function placeOf(member: string): number {
  const name = `"${member}": `;
  const isText = SAMPLE[SAMPLE.indexOf(name) + name.length] === '"';
  return SAMPLE.indexOf(name) + name.length + (isText ? 1 : 0);
}

/** The places of what is read out of heads that nothing else can be read of. */
const AT = { mark: placeOf("v") + 1, lease: placeOf("lease"), fill: placeOf("fill") };

/** Where a version stands before a lease: what tells our heads from others. */
const MARK = SAMPLE.slice(AT.mark, AT.lease);

/** What fingerprints look like. */
const FINGERPRINT = /^[0-9a-f]{16}$/;

/** An entry up to its payload, exactly as {@link entryText} and the scripts write it. */
const ENTRY = entryPattern();

function entryPattern(): RegExp {
  const id = `[\\w.-]{${ID_LENGTH}}`;
  const time = `(?:\\d{10}\\.\\d{3}|${NO_TIME.replace(".", "\\.")})`;
  const number = "\\d+(?:\\.\\d+)?(?:e[+-]\\d+)?";
  const lease = `"lease": "${id}${id}", "until": ${time}, "retry": (${time})`;
  const ids = `"fill": "(${id})", "hard": "(${id})", "soft": "(${id})"`;
  const rest = `(?:, "fp": "([0-9a-f]{16})")?(?:, "cost": (${number}), "draw": (${number}))?`;
  const created = `(${time}|${LEASE_ALONE.replace(".", "\\.")})`;
  return new RegExp(`^\\{"ct": ${created}, "v": ([02]), ${lease}, ${ids}${rest}\\}\\|`);
}

/** What the scripts know of the layout, as Lua. Places are counted from 0, as Redis does in its ranges. */
export const LAYOUT_LUA: string = `
local NO_LEASE, NO_TIME = '${NO_LEASE}', '${NO_TIME}'
local ID, TIME, HEAD = ${ID_LENGTH}, ${TIME_LENGTH}, ${SAMPLE.length}
local V, LEASE, UNTIL = ${placeOf("v")}, ${placeOf("lease")}, ${placeOf("until")}
local RETRY, FILL = ${placeOf("retry")}, ${placeOf("fill")}
local HARD, SOFT = ${placeOf("hard")}, ${placeOf("soft")}
local EMPTY = '${SAMPLE.replace(NO_TIME, LEASE_ALONE)}}|'
local MARK = '${MARK}'
`;
