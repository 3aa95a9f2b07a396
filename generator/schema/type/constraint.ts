import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { Constraints, Scalar } from "../model.js";
import { bigintOf, writtenOut } from "../source/bigint.js";
import { expectText, refuse } from "../source/expect.js";
import { given } from "../source/given.js";
import { valueOf, type Located, type MapNode } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import type { TypeSyntax } from "./syntax.js";

/** The keys of the long form that limit a type. */
export const CONSTRAINTS: readonly string[] = ["min", "max", "length", "pattern"];

/** Longest pattern, in UTF-16 units. */
const LONGEST_PATTERN = 1_000;

type Limit = "min" | "max" | "length";

/** The kinds of types that can be limited: by the value itself, or by a count. */
type Limitable = "number" | "integer" | "bigint" | "count" | "text" | "none";

/** Reads the constraints of a long form and puts them on the type they limit. */
export function constrain(type: TypeSyntax, map: MapNode, report: Report): TypeSyntax {
  const given = map.entries.filter((entry) => CONSTRAINTS.includes(entry.key.value));
  if (given.length === 0 || type.kind === "faulty") return type;
  if (type.kind === "nullable") return { ...type, of: constrain(type.of, map, report) };
  const limitable = limitableOf(type);
  for (const { key } of given) {
    if (!fits(key.value, limitable)) reportMisfit(key, type, report);
  }
  const fitting = (key: string): boolean => fits(key, limitable);
  const constraints = readConstraints(map, { limitable, fitting, report });
  return Object.keys(constraints).length > 0 && isLimitable(type) ? { ...type, constraints } : type;
}

/** The kinds of types that hold as many items as there are. */
const COUNTED = ["list", "set", "map", "record"] as const;

type LimitableSyntax = Extract<TypeSyntax, { readonly kind: "scalar" | (typeof COUNTED)[number] }>;

function isLimitable(type: TypeSyntax): type is LimitableSyntax {
  return type.kind === "scalar" || COUNTED.some((kind) => kind === type.kind);
}

const LIMITABLE_SCALARS: Readonly<Partial<Record<Scalar, Limitable>>> = {
  string: "text",
  bytes: "count",
  int: "integer",
  bigint: "bigint",
  float: "number",
};

function limitableOf(type: TypeSyntax): Limitable {
  if (!isLimitable(type)) return "none";
  return type.kind === "scalar" ? (LIMITABLE_SCALARS[type.scalar] ?? "none") : "count";
}

function fits(key: string, limitable: Limitable): boolean {
  if (key === "pattern") return limitable === "text";
  if (key === "length") return limitable === "text" || limitable === "count";
  return limitable !== "none";
}

function reportMisfit(key: Located<string>, type: TypeSyntax, report: Report): void {
  const message = `${key.value} does not limit ${nameOf(type)}`;
  const counted = "string, bytes, list, set, map and record";
  const hint =
    key.value === "pattern"
      ? "pattern limits string"
      : `${key.value} limits ${key.value === "length" ? counted : `int, float, bigint, ${counted}`}`;
  report.add({ code: "CG2008", span: key.span, message, hint });
}

function nameOf(type: TypeSyntax): string {
  if (type.kind === "scalar") return type.scalar;
  return type.kind === "named" ? `type ${quote(type.name)}` : type.kind;
}

interface Reading {
  readonly limitable: Limitable;
  readonly fitting: (key: string) => boolean;
  readonly report: Report;
}

function readConstraints(map: MapNode, reading: Reading): Constraints {
  const min = readLimit(map, "min", reading);
  const max = readLimit(map, "max", reading);
  const length = readLength(map, reading);
  const pattern = readPattern(map, reading);
  checkTogether(min, max, reading.report);
  checkAlone(length, min ?? max, reading.report);
  return given({ min, max, length, pattern }, ["min", "max", "length", "pattern"]);
}

function checkTogether(
  min: Located<Bound> | undefined,
  max: Located<Bound> | undefined,
  report: Report,
): void {
  if (min === undefined || max === undefined || min.value <= max.value) return;
  const message = `min ${min.value} is more than max ${max.value}`;
  report.add({ code: "CG2009", span: min.span, message, hint: "no value could satisfy both" });
}

function checkAlone(
  length: Located<number> | undefined,
  bound: Located<Bound> | undefined,
  report: Report,
): void {
  if (length === undefined || bound === undefined) return;
  const message = "length says all that min and max could";
  report.add({ code: "CG2009", span: bound.span, message, hint: "give length, or min and max" });
}

/** A bound of a value: of a bigint it is exact, however large. */
type Bound = number | bigint;

function readLimit(map: MapNode, key: Limit, reading: Reading): Located<Bound> | undefined {
  const number = readNumber(map, key, reading);
  if (number === undefined || reading.limitable !== "bigint")
    return readCount(number, key, reading);
  const value = bigintOf(number);
  if (value !== undefined) return { value, span: number.span };
  reading.report.add({
    code: "CG2009",
    span: number.span,
    message: `${key} must be a whole number, not ${number.text}`,
    hint: writtenOut(number.text),
  });
  return undefined;
}

function readLength(map: MapNode, reading: Reading): Located<number> | undefined {
  return readCount(readNumber(map, "length", reading), "length", reading);
}

/** A number as it is written. */
interface NumberText extends Located<number> {
  readonly text: string;
}

function readNumber(map: MapNode, key: Limit, reading: Reading): NumberText | undefined {
  const node = valueOf(map, key);
  if (node === undefined || !reading.fitting(key)) return undefined;
  if (node.kind === "scalar" && typeof node.value === "number") {
    return { value: node.value, text: node.text, span: node.span };
  }
  return refuse(node, { subject: key, wanted: "a number" }, reading.report);
}

function readCount(
  number: NumberText | undefined,
  key: Limit,
  reading: Reading,
): Located<number> | undefined {
  if (number === undefined) return undefined;
  const wanted = wantedOf(number.value, reading.limitable);
  if (wanted === undefined) return { value: number.value, span: number.span };
  const message = `${key} must be ${wanted}, not ${number.text}`;
  reading.report.add({ code: "CG2009", span: number.span, message });
  return undefined;
}

/** Says what a limit should be instead; `undefined` when it is right. */
function wantedOf(value: number, limitable: Limitable): string | undefined {
  if (limitable === "number") return Number.isFinite(value) ? undefined : "a finite number";
  if (Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return `within ${Number.MAX_SAFE_INTEGER}, beyond which numbers are not exact`;
  }
  if (limitable === "integer") return Number.isInteger(value) ? undefined : "a whole number";
  return Number.isInteger(value) && value >= 0 ? undefined : "a whole number from 0";
}

function readPattern(map: MapNode, reading: Reading): Located<string> | undefined {
  const node = valueOf(map, "pattern");
  if (node === undefined || !reading.fitting("pattern")) return undefined;
  const pattern = expectText(node, { subject: "pattern", hint: "quote it" }, reading.report);
  if (pattern === undefined) return undefined;
  if (!checkPlainText(pattern, { subject: "pattern", report: reading.report })) return undefined;
  const fault = patternFault(pattern.value);
  if (fault === undefined) return pattern;
  const message = `pattern cannot be used: ${fault}`;
  const hint = "it is a JavaScript regular expression with the flag u";
  reading.report.add({ code: "CG2009", span: pattern.span, message, hint });
  return undefined;
}

/** Compiles a pattern to see whether it can be; the engine's own words say what is wrong. */
function patternFault(pattern: string): string | undefined {
  if (/^\/\^|\$\/[dgimsuvy]*$/.test(pattern))
    return "nothing matches it; leave out the slashes around it";
  if (pattern.length > LONGEST_PATTERN) return `longer than ${LONGEST_PATTERN} characters`;
  try {
    new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return message.slice(message.lastIndexOf(": ") + 2);
  }
}
