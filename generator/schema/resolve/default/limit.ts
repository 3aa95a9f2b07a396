import * as check from "../../../../runtime/value/check.js";
import { isPlainObject } from "../../../../runtime/value/container.js";
import * as decode from "../../../../runtime/value/decode.js";
import { Misfit } from "../../../../runtime/value/serializer.js";
import { quote } from "../../../diagnostic/quote.js";
import type { Finding } from "../../../diagnostic/report.js";
import type { Constraints } from "../../model.js";
import type { SourceNode } from "../../source/node.js";
import type { TypeScope, Underlying } from "../type-scope.js";

/** What a judge of the runtime reports is said in words of the schema instead: its own place is never seen. */
export const PLACE = "default";

/** Whether a judge of the runtime lets a value pass. */
export function takes(judge: () => unknown): boolean {
  try {
    judge();
    return true;
  } catch (error) {
    if (error instanceof Misfit) return false;
    throw error;
  }
}

/** The limit that plain data of a type does not keep. */
export function brokenLimit(
  value: unknown,
  type: Underlying,
  { patterns }: TypeScope,
): Finding | undefined {
  if (type.kind !== "scalar" || type.constraints === undefined) return undefined;
  const measured = type.scalar === "bytes" ? decode.bytes(value, PLACE) : value;
  const broken = brokenBound(measured, type.constraints);
  if (broken !== undefined) return unkept(broken);
  const { pattern } = type.constraints;
  if (pattern === undefined || typeof value !== "string") return undefined;
  switch (patterns.judge(pattern, value)) {
    case "kept":
      return undefined;
    case "broken":
      return unkept(`pattern ${quote(pattern)}`);
    case "endless":
      return { code: "CG2010", message: `pattern ${quote(pattern)} takes too long`, hint: SLOW };
  }
}

/** The cure of a pattern that does not come to an end. */
const SLOW = "write it without a repetition within a repetition: a+ instead of (a+)+";

/** Reports where a default holds fewer or more than its limits allow. */
export function brokenCount(
  value: unknown,
  limits: Constraints | undefined,
  { node, scope }: { readonly node: SourceNode; readonly scope: TypeScope },
): boolean {
  const broken = limits && brokenBound(value, limits);
  if (broken === undefined) return false;
  scope.report.add({ ...unkept(broken), span: node.span });
  return true;
}

function unkept(limit: string): Finding {
  return { code: "CG2010", message: `the default does not keep ${limit}` };
}

function brokenBound(value: unknown, { min, max, length }: Constraints): string | undefined {
  if (!isWithin(value, min, undefined)) return `min ${min}`;
  if (!isWithin(value, undefined, max)) return `max ${max}`;
  return isWithin(value, length, length) ? undefined : `length ${length}`;
}

/** A limit of what is counted is a number; only those of a bigint are bigints. */
function isWithin(value: unknown, min: check.Bound, max: check.Bound): boolean {
  if (typeof value === "number" || typeof value === "bigint") {
    return takes(() => check.range(value, min, max, PLACE));
  }
  const [least, most] = [min, max].map((bound) => (bound === undefined ? bound : Number(bound)));
  const isRecord = isPlainObject(value);
  const count = isRecord ? check.members : check.length;
  return takes(() => count(value, least, most, PLACE));
}
