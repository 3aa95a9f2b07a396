import type { Constraints } from "../schema/model.js";
import { call } from "./code.js";
import type { FileScope } from "./file-scope.js";
import { numberText, stringText } from "./literal.js";
import { camelCase } from "./names.js";
import type { Code } from "./plan.js";
import type { Shape } from "./type-table.js";

/** When limits are checked: on what goes in, on what comes out, or not again. */
export interface LimitOrder {
  readonly limits: "before" | "after" | "never";
}

/** Where limits are checked. */
export interface LimitSite {
  readonly scope: FileScope;
  /** An expression for the place a fault is reported at. */
  readonly place: string;
  /** What constants are named after. */
  readonly hint: string;
}

/** Whether a shape has limits that are checked here. */
export function isLimited(shape: Shape, { limits }: LimitOrder): boolean {
  if (limits === "never" || !("constraints" in shape)) return false;
  return Object.values(shape.constraints).some((limit) => limit !== undefined);
}

/** A value inside the runtime's checks, each of which returns it. */
export function checked(value: Code, shape: Shape, site: LimitSite): Code {
  if (!("constraints" in shape)) return value;
  const { pattern } = shape.constraints;
  const bound = bounded(value, shape, site);
  if (pattern === undefined) return bound;
  const check = site.scope.value("check");
  return call(`${check}.pattern`, bound, patternConstant(pattern, site), site.place);
}

/** The constant that holds a pattern, so that it is compiled once. */
export function patternConstant(
  pattern: string,
  { scope, hint }: Pick<LimitSite, "scope" | "hint">,
): string {
  const compiled = call(`new ${scope.global("RegExp")}`, stringText(pattern), '"u"');
  return scope.constant(camelCase(`${hint} pattern`), compiled);
}

/** Least and greatest as limits say, a length being both. */
function boundsOf(constraints: Constraints): {
  readonly min: number | bigint | undefined;
  readonly max: number | bigint | undefined;
} {
  const { min, max, length } = constraints;
  return { min: min ?? length, max: max ?? length };
}

/** What limits are measured by: a number itself, a length, or how many members a record has. */
function measureOf(shape: Shape): "range" | "length" | "members" {
  if (shape.kind === "record") return "members";
  const isNumber = shape.kind === "scalar" && ["int", "float", "bigint"].includes(shape.scalar);
  return isNumber ? "range" : "length";
}

function bounded(
  value: Code,
  shape: Shape & { readonly constraints: Constraints },
  { scope, place }: LimitSite,
): Code {
  const { min, max } = boundsOf(shape.constraints);
  if (min === undefined && max === undefined) return value;
  const check = `${scope.value("check")}.${measureOf(shape)}`;
  return call(check, value, boundText(min), boundText(max), place);
}

function boundText(bound: number | bigint | undefined): string {
  return bound === undefined ? "undefined" : numberText(bound);
}
