import * as decode from "../../../../runtime/value/decode.js";
import * as scalar from "../../../../runtime/value/scalar.js";
import { quote } from "../../../diagnostic/quote.js";
import type { Finding } from "../../../diagnostic/report.js";
import { suggestion } from "../../../diagnostic/suggest.js";
import type { DefaultValue, Scalar } from "../../model.js";
import { bigintOf, writtenOut } from "../../source/bigint.js";
import { describe } from "../../source/expect.js";
import type { ScalarNode, SourceNode } from "../../source/node.js";
import { checkPlainText } from "../../source/plain-text.js";
import type { TypeScope, Underlying } from "../type-scope.js";
import { brokenLimit, PLACE, takes } from "./limit.js";

/** Takes a default that is one scalar of YAML, or reports why not. */
export function plainDefault(
  node: SourceNode,
  type: Underlying,
  scope: TypeScope,
): DefaultValue | undefined {
  const { report } = scope;
  const demand = demandOf(type);
  // An imported type has no key, which is reported of the argument.
  if (demand === undefined) return undefined;
  if (node.kind !== "scalar") {
    report.add({ ...misfit(node, type, demand), span: node.span });
    return undefined;
  }
  const value = valueOf(node, type);
  const isFitting = takes(() => demand.judge(value, PLACE));
  const fault = isFitting ? brokenLimit(value, type, scope) : misfit(node, type, demand);
  if (fault !== undefined) {
    report.add({ ...fault, span: node.span });
    return undefined;
  }
  const text = { value: String(value), span: node.span };
  return checkPlainText(text, { subject: "a default", report }) ? value : undefined;
}

/** What a type wants of a default, and how the runtime judges it. */
interface Demand {
  readonly wanted: string;
  readonly judge: (value: unknown, place: string) => unknown;
  readonly hint?: string;
}

const MOMENT = "such as 2024-02-29T12:00:00Z";

/** The scalars that can have a default. */
const SCALARS: ReadonlyMap<Scalar, Demand> = new Map<Scalar, Demand>([
  ["string", { wanted: "text", judge: scalar.string }],
  ["int", { wanted: "a whole number", judge: scalar.int }],
  ["float", { wanted: "a number", judge: scalar.float }],
  ["boolean", { wanted: "true or false", judge: scalar.boolean }],
  ["bigint", { wanted: "a whole number", judge: scalar.bigint }],
  ["date", { wanted: "a day of the calendar", judge: scalar.date, hint: "such as 2024-02-29" }],
  ["datetime", { wanted: "a moment in UTC", judge: decode.datetime, hint: MOMENT }],
  [
    "epoch",
    {
      wanted: "milliseconds since 1970 or a moment in UTC",
      judge: (value, place) =>
        typeof value === "number" ? decode.epoch(value, place) : decode.datetime(value, place),
      hint: MOMENT,
    },
  ],
  ["bytes", { wanted: "base64", judge: decode.bytes, hint: "such as aGVsbG8=" }],
  ["json", { wanted: "JSON", judge: decode.json }],
  ["uuid", { wanted: "a UUID", judge: scalar.uuid }],
  ["null", literal(null)],
]);

function literal(expected: scalar.Literal): Demand {
  const judge = (value: unknown): unknown => scalar.literal(value, expected, PLACE);
  return { wanted: JSON.stringify(expected), judge };
}

function demandOf(type: Underlying): Demand | undefined {
  if (type.kind === "scalar") return SCALARS.get(type.scalar);
  if (type.kind === "const") return literal(type.value);
  if (type.kind !== "enum") return undefined;
  const members = membersOf(type);
  const judge = (value: unknown): unknown => scalar.member(value, members, PLACE);
  return { wanted: "a member of its enum", judge };
}

function membersOf({ members }: Underlying & { readonly kind: "enum" }): readonly string[] {
  return members.map(({ value }) => value);
}

function valueOf(
  { value, text }: ScalarNode,
  type: Underlying,
): string | number | boolean | bigint | null {
  if (typeof value !== "number") return value;
  const scalar = type.kind === "scalar" ? type.scalar : undefined;
  if (scalar === "bigint") return bigintOf({ value, text }) ?? value;
  // Of whole numbers there is no other zero. As a float, -0 is one, with entries of its own.
  return scalar === "float" || scalar === "json" ? value : value + 0;
}

function misfit(node: SourceNode, type: Underlying, demand: Demand): Finding {
  const message = `the default must be ${demand.wanted}, not ${describe(node)}`;
  return { code: "CG2010", message, hint: hintOf(node, type) ?? demand.hint };
}

/** What YAML takes for a number or a truth value unless it is quoted. */
const QUOTED: readonly Scalar[] = ["string", "bytes"];

/** What to write instead, where what stands there shows what was meant. */
function hintOf(node: SourceNode, type: Underlying): string | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  if (type.kind === "enum") return suggestion(node.text, membersOf(type));
  const isText = typeof node.value === "string";
  if (type.kind !== "scalar") return undefined;
  if (QUOTED.includes(type.scalar) && !isText) return `quote it: ${quote(node.text)}`;
  if (isText) return isQuotedNumber(node.text, type.scalar) ? "leave out the quotes" : undefined;
  return type.scalar === "bigint" ? writtenOut(node.text) : undefined;
}

function isQuotedNumber(text: string, scalar: Scalar): boolean {
  const whole = /^-?\d+$/.test(text) && (scalar === "int" || scalar === "bigint");
  return whole || (scalar === "float" && /^-?\d+(\.\d+)?$/.test(text));
}
