import type { Span } from "../../diagnostic/diagnostic.js";
import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { suggestion } from "../../diagnostic/suggest.js";
import type { ArgumentDeclaration, FunctionDeclaration } from "../shape/declaration.js";

/** Finds the argument of which many are given at once; `source` is the function that has the arguments. */
export function findVarying(
  declaration: FunctionDeclaration,
  source: FunctionDeclaration,
  report: Report,
): string | undefined {
  if (!source.isWhole || !declaration.isWhole) return undefined;
  const args = source.args?.value ?? [];
  const span = declaration.multi?.span ?? declaration.name.span;
  const wanted = declaration.multi?.argument;
  const found =
    wanted === undefined
      ? onlyArgument(args, span, report)
      : namedArgument(args, { value: wanted, span }, report);
  if (found === undefined) return undefined;
  if (!found.optional && found.default === undefined) return found.name.value;
  const message = `the varying argument ${quote(found.name.value)} must be given always`;
  const hint = found.optional ? 'it cannot have a "?"' : "it cannot have a default";
  report.add({ code: "CG2013", span, message, hint });
  return undefined;
}

function onlyArgument(
  args: readonly ArgumentDeclaration[],
  span: Span,
  report: Report,
): ArgumentDeclaration | undefined {
  const [only] = args;
  if (only !== undefined && args.length === 1) return only;
  const names = args.map((arg) => arg.name.value).join(", ");
  const message =
    only === undefined
      ? "a function of many keys needs an argument that varies"
      : `which argument varies is in doubt: there are ${args.length}`;
  const hint = only === undefined ? "give it args" : `write multi: and one of ${names}`;
  report.add({ code: "CG2013", span, message, hint });
  return undefined;
}

function namedArgument(
  args: readonly ArgumentDeclaration[],
  wanted: { readonly value: string; readonly span: Span },
  report: Report,
): ArgumentDeclaration | undefined {
  const found = args.find((arg) => arg.name.value === wanted.value);
  if (found !== undefined) return found;
  const names = args.map((arg) => arg.name.value);
  report.add({
    code: "CG3014",
    span: wanted.span,
    message: `there is no argument ${quote(wanted.value)}`,
    hint: suggestion(wanted.value, names) ?? "give the function args",
  });
  return undefined;
}
