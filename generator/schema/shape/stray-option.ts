import { quote } from "../../diagnostic/quote.js";
import { Report } from "../../diagnostic/report.js";
import { strayOptionHint } from "../option/stray.js";
import type { Entry, ScalarNode } from "../source/node.js";
import { parseTypeExpression } from "../type/expression.js";

/** Words that parse as the name of a type and never are one. */
const NO_TYPES = /^(true|false|never)$/;

/**
 * Reports an option of a function that is indented as if it were an argument, such as `expiration: 1m` under `args`:
 * it has the name of an option, a value that the option takes, and no type. Tells whether it is one.
 */
export function reportStrayOption({ key, value }: Entry, report: Report): boolean {
  if (value.kind !== "scalar" || isType(value)) return false;
  const message = `argument ${quote(key.value)} must be a type, not ${quote(value.text)}`;
  const hint = strayOptionHint(key.value, value);
  if (hint === undefined) return false;
  report.add({ code: "CG2001", span: value.span, message, hint });
  return true;
}

function isType(node: ScalarNode): boolean {
  const type = parseTypeExpression(node, new Report());
  return type.kind !== "faulty" && !(type.kind === "named" && NO_TYPES.test(type.name));
}
