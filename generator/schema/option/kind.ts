import { oneOf, quote } from "../../diagnostic/quote.js";
import { suggestion } from "../../diagnostic/suggest.js";
import type { Asking } from "../source/asking.js";
import { expectText, refuse } from "../source/expect.js";
import { readModuleExport, type ModuleExport } from "../source/module-export.js";
import type { Located, SourceNode } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import { durationText, parseDuration } from "./duration.js";

/** Reads the value of an option, which is the subject, or reports why it cannot. */
export type OptionKind<Value> = (node: SourceNode, asking: Asking) => Located<Value> | undefined;

/** Takes text, which may have several lines. */
export function text(node: SourceNode, asking: Asking): Located<string> | undefined {
  const given = expectText(node, asking, asking.report);
  return given !== undefined && checkPlainText(given, asking) ? given : undefined;
}

/** Takes an export of a file or package: `path#name`. */
export function moduleExport(node: SourceNode, asking: Asking): Located<ModuleExport> | undefined {
  const given = expectText(node, asking, asking.report);
  const reference = { subject: asking.subject, example: "./src/users.ts#loadUser" };
  const value = given && readModuleExport(given, reference, asking.report);
  return value && { value, span: node.span };
}

/** Words for true and false in older YAML. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["yes", true],
  ["on", true],
  ["1", true],
  ["no", false],
  ["off", false],
  ["0", false],
  ["true", true],
  ["false", false],
]);

/** Takes `true` or `false`. */
export function boolean(node: SourceNode, asking: Asking): Located<boolean> | undefined {
  if (node.kind === "scalar" && typeof node.value === "boolean") {
    return { value: node.value, span: node.span };
  }
  const meant = node.kind === "scalar" ? BOOLEANS.get(node.text.toLowerCase()) : undefined;
  const hint = meant === undefined ? undefined : `write ${meant}`;
  return refuse(node, { ...asking, wanted: "true or false", hint }, asking.report);
}

/** Takes a duration; gives milliseconds. */
export function duration(node: SourceNode, asking: Asking): Located<number> | undefined {
  return readDuration(node, asking, "a duration such as 10m");
}

/** Takes a duration of at least a millisecond, or `never`; gives milliseconds, or `Infinity`. */
export function lifetime(node: SourceNode, asking: Asking): Located<number> | undefined {
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

/** What means "never" elsewhere. */
const ENDLESS = /^(?:-1|[-+]?\.?inf(?:inity)?|infinite|forever)$/i;

/** What an option of 0 would come to, and what to write instead. */
interface Zero {
  readonly effect: string;
  readonly hint: string;
}

/** Takes a duration of at least a millisecond; gives milliseconds. */
export function durationAboveZero(zero: Zero): OptionKind<number> {
  return (node, asking) => aboveZero(duration(node, asking), zero, asking);
}

/** Longest time for which a caller may have to wait for a store, in milliseconds: an hour. */
const LONGEST_MOMENT = 3_600_000;

/** Takes a duration from a millisecond to an hour; gives milliseconds. */
export function moment(node: SourceNode, asking: Asking): Located<number> | undefined {
  const read = duration(node, asking);
  if (read === undefined || (read.value >= 1 && read.value <= LONGEST_MOMENT)) return read;
  const message = `${asking.subject} must be from 1ms to 1h, not ${durationText(read.value)}`;
  const hint = "leave it out where you have no reason for another than the usual";
  asking.report.add({ code: "CG4004", span: read.span, message, hint });
  return undefined;
}

/** Takes a duration or a boolean; gives milliseconds, 0 for `false`, and `true` as it is. */
export function durationOrBoolean(
  node: SourceNode,
  asking: Asking,
): Located<number | true> | undefined {
  if (node.kind === "scalar" && typeof node.value === "boolean") {
    return { value: node.value || 0, span: node.span };
  }
  return readDuration(node, asking, "a duration, true or false");
}

/** Takes one of a few words. */
export function words<const Word extends string>(known: readonly Word[]): OptionKind<Word> {
  return (node, asking) => {
    // `validate: true` is no word at all.
    if (node.kind !== "scalar" || typeof node.value !== "string") {
      return refuse(node, { ...asking, wanted: oneOf(known) }, asking.report);
    }
    const value = known.find((word) => word === node.text);
    if (value !== undefined) return { value, span: node.span };
    const message = `${asking.subject} cannot be ${quote(node.text)}`;
    const hint = suggestion(node.text, known);
    asking.report.add({ code: "CG4004", span: node.span, message, hint });
    return undefined;
  };
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
