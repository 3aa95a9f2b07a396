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
import { ENVELOPE_VERSION } from "../../../value/envelope.js";
import { ID_LENGTH, milliseconds, NO_ID, NO_TIME, TIME_LENGTH, timeText } from "../notation.js";

/** Nobody's: who holds it is written as the token and a soft age. */
const NO_LEASE = NO_ID + NO_ID;

/** When an entry was created that holds a lease alone: any time will do for readers that want one. */
const LEASE_ALONE = "1.000000000000";

/** What an entry is written from. */
export type EntryParts = Omit<ReadEntry, "retryAtMs">;

/** The text of an entry without a lease. Ages that are not known yet are filled in by a script. */
export function entryText(parts: EntryParts): string {
  const { createdMs, costMs, draw, fillId, hardId, softId, fingerprint = "", payload } = parts;
  const head = headText({ ct: timeText(createdMs), v: ENVELOPE_VERSION, fillId, hardId, softId });
  const type = FINGERPRINT.test(fingerprint) ? `${TYPE}${fingerprint}"` : "";
  return `${head}${type}${COST}${Math.max(0, costMs) / 1000}${DRAW}${draw}}|${payload}`;
}

/** What a text holds: an entry, `undefined` where that is a lease alone, `"damaged"` for what is neither. */
export function openEntry(text: string): ReadEntry | "damaged" | undefined {
  if (!ENTRY.test(text)) return "damaged";
  if (text[AT.v] === "0") return undefined;
  const entry = new ReadEntry(text);
  const isSound = entry.createdMs > 0 && entry.costMs < Infinity && entry.draw < 1;
  return isSound ? entry : "damaged";
}

/** An entry as it was read, out of a text that is one: every hit makes one, so its parts are taken from their places. */
export class ReadEntry {
  /** Milliseconds since 1970 by the server's clock. */
  readonly createdMs: number;
  readonly costMs: number;
  readonly draw: number;
  readonly fillId: string;
  readonly hardId: string;
  readonly softId: string;
  /** Of the type of the value; `undefined` for a value of any type. */
  readonly fingerprint: string | undefined;
  /** When a failed refresh may be tried again, in milliseconds since 1970 by the server's clock; 0 = at any time. */
  readonly retryAtMs: number;
  readonly payload: string;

  constructor(text: string) {
    this.createdMs = timeAt(text, AT.ct);
    this.retryAtMs = timeAt(text, AT.retry);
    this.fillId = idAt(text, AT.fill);
    this.hardId = idAt(text, AT.hard);
    this.softId = idAt(text, AT.soft);
    const bar = text.indexOf("|", HEAD);
    const isTyped = text.startsWith(TYPE, HEAD);
    const cost = (isTyped ? HEAD + TYPE.length + ID_LENGTH + 1 : HEAD) + COST.length;
    const comma = text.indexOf(",", cost);
    const hasCost = cost < bar;
    this.fingerprint = isTyped ? idAt(text, HEAD + TYPE.length) : undefined;
    this.costMs = hasCost ? milliseconds(text.slice(cost, comma)) : 0;
    this.draw = hasCost ? Number(text.slice(comma + DRAW.length, bar - 1)) : 0;
    this.payload = text.slice(bar + 1);
  }
}

function idAt(text: string, place: number): string {
  return text.slice(place, place + ID_LENGTH);
}

/** Most times are none. */
function timeAt(text: string, place: number): number {
  if (text.startsWith(NO_TIME, place)) return 0;
  return milliseconds(text.slice(place, place + TIME_LENGTH));
}

/** The id of the store that put an entry there, from a head that scripts take for one of ours. */
export function fillIdIn(stored: string): string | undefined {
  return stored.startsWith(MARK, AT.v + 1) ? idAt(stored, AT.fill) : undefined;
}

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

/** What follows the head, if it does. */
const [TYPE, COST, DRAW] = [', "fp": "', ', "cost": ', ', "draw": '] as const;

const SAMPLE = headText({ ct: NO_TIME, v: 0, fillId: NO_ID, hardId: NO_ID, softId: NO_ID });

/** Where a member's value begins, counted from 0. */
function placeOf(member: string): number {
  const name = `"${member}": `;
  const isText = SAMPLE[SAMPLE.indexOf(name) + name.length] === '"';
  return SAMPLE.indexOf(name) + name.length + (isText ? 1 : 0);
}

/** How long the part of fixed width is. */
const HEAD = SAMPLE.length;

const AT = {
  ct: placeOf("ct"),
  v: placeOf("v"),
  lease: placeOf("lease"),
  until: placeOf("until"),
  retry: placeOf("retry"),
  fill: placeOf("fill"),
  hard: placeOf("hard"),
  soft: placeOf("soft"),
} as const;

/** Where a version stands before a lease: what tells our heads from others. */
const MARK = SAMPLE.slice(AT.v + 1, AT.lease);

/** What fingerprints look like. */
const FINGERPRINT = /^[0-9a-f]{16}$/;

/**
 * An entry up to its payload, exactly as {@link entryText} and the scripts write it. Nothing is captured: that would take three
 * times as long.
 */
const ENTRY = entryPattern();

function entryPattern(): RegExp {
  const id = `[\\w.-]{${ID_LENGTH}}`;
  const time = `(?:\\d{10}\\.\\d{3}|${NO_TIME.replace(".", "\\.")})`;
  const number = "\\d+(?:\\.\\d+)?(?:e[+-]\\d+)?";
  const lease = `"lease": "${id}${id}", "until": ${time}, "retry": ${time}`;
  const ids = `"fill": "${id}", "hard": "${id}", "soft": "${id}"`;
  const rest = `(?:${TYPE}[0-9a-f]{16}")?(?:${COST}${number}${DRAW}${number})?`;
  const created = `(?:${time}|${LEASE_ALONE.replace(".", "\\.")})`;
  return new RegExp(`^\\{"ct": ${created}, "v": [02], ${lease}, ${ids}${rest}\\}\\|`);
}

/** What the scripts know of the layout, as Lua. Places are counted from 0, as Redis does in its ranges. */
export const LAYOUT_LUA: string = `
local NO_LEASE, NO_TIME = '${NO_LEASE}', '${NO_TIME}'
local ID, TIME, HEAD = ${ID_LENGTH}, ${TIME_LENGTH}, ${HEAD}
local V, LEASE, UNTIL = ${AT.v}, ${AT.lease}, ${AT.until}
local RETRY, FILL = ${AT.retry}, ${AT.fill}
local HARD, SOFT = ${AT.hard}, ${AT.soft}
local EMPTY = '${SAMPLE.replace(NO_TIME, LEASE_ALONE)}}|'
local MARK = '${MARK}'
`;
