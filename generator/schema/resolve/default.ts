import * as check from "../../../runtime/value/check.js";
import * as scalar from "../../../runtime/value/scalar.js";
import { Misfit } from "../../../runtime/value/serializer.js";
import { quote } from "../../diagnostic/quote.js";
import type { Finding } from "../../diagnostic/report.js";
import type { Constraints, DefaultValue, Scalar } from "../model.js";
import type { ScalarNode } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import type { TypeSyntax } from "../type/syntax.js";
import type { TypeScope, Underlying } from "./type-scope.js";

/** A default that was taken; in an object, since `null` and `false` are defaults too. */
export interface TakenDefault {
  readonly default: DefaultValue;
}

/** Takes the default of an argument if the runtime will take it for its type, or reports why not. */
export function takeDefault(
  node: ScalarNode,
  type: TypeSyntax,
  scope: TypeScope,
): TakenDefault | undefined {
  const { report } = scope;
  const base = scope.underlying(type);
  if (base.kind === "nullable" && node.value === null) return { default: null };
  const bare = base.kind === "nullable" ? scope.underlying(base.of) : base;
  if (bare.kind === "faulty") return undefined;
  const value = valueOf(node, bare);
  const fault = misfit(value, node, bare) ?? brokenLimit(value, bare, scope);
  if (fault !== undefined) {
    report.add({ ...fault, span: node.span });
    return undefined;
  }
  const text = { value: String(value), span: node.span };
  return checkPlainText(text, { subject: "a default", report }) ? { default: value } : undefined;
}

/** What a judge of the runtime reports is said in words of the schema instead: its own place is never seen. */
const PLACE = "default";

/** What a type wants of a default, and how the runtime judges it. */
interface Demand {
  readonly wanted: string;
  readonly judge: (value: unknown, place: string) => unknown;
}

/** The scalars that can have a default. */
const SCALARS: ReadonlyMap<Scalar, Demand> = new Map([
  ["string", { wanted: "text", judge: scalar.string }],
  ["int", { wanted: "a whole number", judge: scalar.int }],
  ["float", { wanted: "a number", judge: scalar.float }],
  ["boolean", { wanted: "true or false", judge: scalar.boolean }],
  ["bigint", { wanted: "a whole number", judge: scalar.bigint }],
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
  const members = type.members.map(({ value }) => value);
  const judge = (value: unknown): unknown => scalar.member(value, members, PLACE);
  return { wanted: "a member of its enum", judge };
}

function valueOf({ value, text }: ScalarNode, type: Underlying): DefaultValue {
  if (typeof value !== "number") return value;
  const isBigint = type.kind === "scalar" && type.scalar === "bigint";
  // The text, since a number of YAML is exact to 53 bits only.
  if (isBigint && /^-?\d+$/.test(text)) return BigInt(text);
  // No zero but 0: as a float, -0 would have entries of its own, which nobody means who writes a default.
  return value + 0;
}

function misfit(value: DefaultValue, node: ScalarNode, type: Underlying): Finding | undefined {
  const demand = demandOf(type);
  if (demand !== undefined && takes(() => demand.judge(value, PLACE))) return undefined;
  const shown = typeof node.value === "string" ? quote(node.text) : node.text;
  if (demand !== undefined) {
    return { code: "CG2010", message: `the default must be ${demand.wanted}, not ${shown}` };
  }
  const hint = "add ? to the name instead; the creator then fills in what is absent";
  return { code: "CG2010", message: "an argument of this type cannot have a default", hint };
}

function brokenLimit(
  value: DefaultValue,
  type: Underlying,
  { patterns }: TypeScope,
): Finding | undefined {
  if (type.kind !== "scalar" || type.constraints === undefined) return undefined;
  const broken = brokenBound(value, type.constraints);
  if (broken !== undefined)
    return { code: "CG2010", message: `the default does not keep ${broken}` };
  const { pattern } = type.constraints;
  if (pattern === undefined || typeof value !== "string") return undefined;
  switch (patterns.judge(pattern, value)) {
    case "kept":
      return undefined;
    case "broken":
      return { code: "CG2010", message: `the default does not keep pattern ${quote(pattern)}` };
    case "endless":
      return { code: "CG2010", message: `pattern ${quote(pattern)} takes too long`, hint: SLOW };
  }
}

/** The cure of a pattern that does not come to an end. */
const SLOW = "write it without a repetition within a repetition: a+ instead of (a+)+";

function brokenBound(value: DefaultValue, limits: Constraints): string | undefined {
  const { min, max, length } = limits;
  const within = typeof value === "string" ? check.length : check.range;
  if (!takes(() => within(value, min, undefined, PLACE))) return `min ${min}`;
  if (!takes(() => within(value, undefined, max, PLACE))) return `max ${max}`;
  if (!takes(() => within(value, length, length, PLACE))) return `length ${length}`;
  return undefined;
}

/** Whether a judge of the runtime lets a value pass. */
function takes(judge: () => unknown): boolean {
  try {
    judge();
    return true;
  } catch (error) {
    if (error instanceof Misfit) return false;
    throw error;
  }
}
