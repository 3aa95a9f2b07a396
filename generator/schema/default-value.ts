import { quote } from "../diagnostic/quote.js";
import type { Constraints, DefaultValue, Scalar } from "./model.js";
import type { ScalarNode } from "./node.js";
import { checkPlainText } from "./plain-text.js";
import type { TypeScope, Underlying } from "./type-scope.js";
import type { TypeSyntax } from "./type-syntax.js";

/** A default that was taken; in an object, since `null` and `false` are defaults too. */
export interface TakenDefault {
  readonly value: DefaultValue;
}

/** Takes the default of an argument if its type allows for it, or reports why not. */
export function takeDefault(
  node: ScalarNode,
  type: TypeSyntax,
  scope: TypeScope,
): TakenDefault | undefined {
  const base = scope.underlying(type);
  if (base.kind === "nullable" && isNull(node)) return { value: null };
  const bare = base.kind === "nullable" ? scope.underlying(base.of) : base;
  if (bare.kind === "faulty") return undefined;
  const value = valueFor(node, bare);
  const fault = value === undefined ? misfit(node, bare) : brokenLimit(value, bare);
  if (value === undefined || fault !== undefined) {
    scope.report.add({ code: "CG2010", span: node.span, ...(fault ?? misfit(node, bare)) });
    return undefined;
  }
  const text = { value: String(value), span: node.span };
  const isPlain = checkPlainText(text, { subject: "a default", report: scope.report });
  return isPlain ? { value } : undefined;
}

interface Misfit {
  readonly message: string;
  readonly hint?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What each scalar wants of a default; the others have none. */
const WANTED: ReadonlyMap<Scalar, string> = new Map([
  ["string", "text"],
  ["int", "a whole number"],
  ["float", "a number"],
  ["boolean", "true or false"],
  ["bigint", "a whole number"],
  ["uuid", "a UUID"],
  ["null", "null"],
]);

function valueFor(node: ScalarNode, type: Underlying): DefaultValue | undefined {
  if (type.kind === "scalar") return scalarFor(node, type.scalar);
  if (type.kind === "const") return node.value === type.value ? type.value : undefined;
  if (type.kind !== "enum") return undefined;
  return type.members.find(({ value }) => value === node.value)?.value;
}

function scalarFor(node: ScalarNode, scalar: Scalar): DefaultValue | undefined {
  const { value, text } = node;
  switch (scalar) {
    case "string":
      return typeof value === "string" ? value : undefined;
    case "uuid":
      return typeof value === "string" && UUID.test(value) ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "bigint":
      // The text, since a number of YAML is exact to 53 bits only.
      return typeof value === "number" && /^-?\d+$/.test(text) ? BigInt(text) : undefined;
    case "int":
      return typeof value === "number" && Number.isSafeInteger(value) ? value + 0 : undefined;
    case "float":
      return typeof value === "number" && Number.isFinite(value) ? value + 0 : undefined;
    case "null":
      return isNull(node) ? null : undefined;
    default:
      return undefined;
  }
}

function misfit(node: ScalarNode, type: Underlying): Misfit {
  const wanted = wantedOf(type);
  const shown = typeof node.value === "string" ? quote(node.text) : node.text;
  if (wanted !== undefined) return { message: `the default must be ${wanted}, not ${shown}` };
  const hint = "add ? to the name instead; the creator then fills in what is absent";
  return { message: "an argument of this type cannot have a default", hint };
}

function wantedOf(type: Underlying): string | undefined {
  if (type.kind === "const") return JSON.stringify(type.value);
  if (type.kind === "enum") return "a member of its enum";
  return type.kind === "scalar" ? WANTED.get(type.scalar) : undefined;
}

function brokenLimit(value: DefaultValue, type: Underlying): Misfit | undefined {
  if (type.kind !== "scalar" || type.constraints === undefined) return undefined;
  const broken = brokenConstraint(value, type.constraints);
  return broken === undefined ? undefined : { message: `the default does not keep ${broken}` };
}

function brokenConstraint(value: DefaultValue, limits: Constraints): string | undefined {
  const { min, max, length, pattern } = limits;
  const size = typeof value === "string" ? value.length : Number(value);
  if (min !== undefined && size < min) return `min ${min}`;
  if (max !== undefined && size > max) return `max ${max}`;
  if (length !== undefined && size !== length) return `length ${length}`;
  const isKept = pattern === undefined || new RegExp(pattern, "u").test(String(value));
  return isKept ? undefined : `pattern ${quote(pattern)}`;
}

function isNull(node: ScalarNode): boolean {
  return node.value === null && node.text !== "";
}
