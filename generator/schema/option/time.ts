/** The kinds of value that say how long. */
import { quote } from "../../diagnostic/quote.js";
import type { Asking } from "../source/asking.js";
import { refuse } from "../source/expect.js";
import type { Located, SourceNode } from "../source/node.js";
import { DURATION_UNITS, durationText, parseDuration } from "./duration.js";
import type { JsonSchema } from "./form.js";
import type { OptionKind } from "./kind.js";

const UNIT = `(${DURATION_UNITS.join("|")})`;

/** A duration that may be 0, in milliseconds. */
export const DURATION: OptionKind<number> = {
  form: { words: "duration", schema: { type: "string", pattern: `^\\d+${UNIT}$` } },
  read: (node, asking) => readDuration(node, asking, "a duration such as 10m"),
};

const ABOVE_ZERO: JsonSchema = { type: "string", pattern: `^0*[1-9]\\d*${UNIT}$` };

/** What an option of 0 would come to, and what to write instead. */
interface Zero {
  readonly effect: string;
  readonly hint: string;
}

/** A duration of at least a millisecond, in milliseconds. */
export function durationAboveZero(zero: Zero): OptionKind<number> {
  return {
    form: { words: "duration from `1ms`", schema: ABOVE_ZERO },
    read: (node, asking) => aboveZero(DURATION.read(node, asking), zero, asking),
  };
}

/** A duration of at least a millisecond, or `never`: milliseconds, or `Infinity`. */
export const LIFETIME: OptionKind<number> = {
  form: { words: "duration, `never`", schema: { anyOf: [ABOVE_ZERO, { const: "never" }] } },
  read: readLifetime,
};

/** Longest time for which a caller may have to wait for a store, in milliseconds: an hour. */
const LONGEST_MOMENT = 3_600_000;

/** The same in figures, from 1. */
const UP_TO_AN_HOUR = [
  "([1-9]\\d{0,5}|[12]\\d{6}|3[0-5]\\d{5}|3600000)ms",
  "([1-9]\\d{0,2}|[12]\\d{3}|3[0-5]\\d{2}|3600)s",
  "([1-9]|[1-5]\\d|60)m",
  "1h",
].join("|");

/** A duration for which somebody can wait, from a millisecond to an hour, in milliseconds. */
export const MOMENT: OptionKind<number> = {
  form: {
    words: "duration from `1ms` to `1h`",
    schema: { type: "string", pattern: `^0*(${UP_TO_AN_HOUR})$` },
  },
  read: readMoment,
};

/** A duration or a boolean: milliseconds, 0 for `false`, and `true` as it is. */
export const DURATION_OR_BOOLEAN: OptionKind<number | true> = {
  form: {
    words: "`true`, `false`, duration",
    schema: { anyOf: [{ type: "boolean" }, DURATION.form.schema] },
  },
  read: readDurationOrBoolean,
};

/** What means "never" elsewhere. */
const ENDLESS = /^(?:-1|[-+]?\.?inf(?:inity)?|infinite|forever)$/i;

function readLifetime(node: SourceNode, asking: Asking): Located<number> | undefined {
  if (isNever(node)) return { value: Infinity, span: node.span };
  if (node.kind === "scalar" && ENDLESS.test(node.text)) {
    const message = `${asking.subject} cannot be ${quote(node.text)}`;
    asking.report.add({ code: "CG4004", span: node.span, message, hint: "write never" });
    return undefined;
  }
  const read = readDuration(node, asking, "a duration such as 10m, or never");
  const zero = { effect: "keep nothing", hint: "to keep nothing, use the backend none" };
  return aboveZero(read, zero, asking);
}

function readMoment(node: SourceNode, asking: Asking): Located<number> | undefined {
  const read = DURATION.read(node, asking);
  if (read === undefined || (read.value >= 1 && read.value <= LONGEST_MOMENT)) return read;
  const message = `${asking.subject} must be from 1ms to 1h, not ${durationText(read.value)}`;
  const hint = "leave it out where you have no reason for another than the usual";
  asking.report.add({ code: "CG4004", span: read.span, message, hint });
  return undefined;
}

function readDurationOrBoolean(
  node: SourceNode,
  asking: Asking,
): Located<number | true> | undefined {
  if (node.kind === "scalar" && typeof node.value === "boolean") {
    return { value: node.value || 0, span: node.span };
  }
  return readDuration(node, asking, "a duration, true or false");
}

function aboveZero(
  read: Located<number> | undefined,
  { effect, hint }: Zero,
  { subject, report }: Asking,
): Located<number> | undefined {
  if (read?.value !== 0) return read;
  const message = `${subject} of 0 would ${effect}`;
  report.add({ code: "CG4004", span: read.span, message, hint });
  return undefined;
}

function readDuration(
  node: SourceNode,
  asking: Asking,
  wanted: string,
): Located<number> | undefined {
  if (node.kind !== "scalar" || node.value === null || typeof node.value === "boolean") {
    return refuse(node, { ...asking, wanted }, asking.report);
  }
  const read = parseDuration(node.text);
  if (read.ms !== undefined) return { value: read.ms, span: node.span };
  const message = `${asking.subject} cannot be ${quote(node.text)}: ${read.message}`;
  const hint = isNever(node) ? `never does not go with ${asking.subject}` : read.hint;
  asking.report.add({ code: "CG4004", span: node.span, message, hint });
  return undefined;
}

function isNever(node: SourceNode): boolean {
  return node.kind === "scalar" && node.text === "never";
}
