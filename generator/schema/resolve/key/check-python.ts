import { quote } from "../../../diagnostic/quote.js";
import type { Report } from "../../../diagnostic/report.js";
import type {
  ArgumentDeclaration,
  FunctionDeclaration,
  RegionDeclaration,
} from "../../shape/declaration.js";
import type { Located } from "../../source/node.js";
import type { TypeScope } from "../type-scope.js";
import { hasPythonForm, lacksBlanks } from "./python-form.js";

/** What `python` says. */
type Python = NonNullable<FunctionDeclaration["options"]["python"]>;

/** Reports a function that shares its entries with Python in a way these cannot be shared. */
export function checkPython(
  declaration: FunctionDeclaration,
  region: RegionDeclaration,
  types: TypeScope,
): void {
  checkMissing(declaration, region, types.report);
  const { python } = declaration.options;
  if (python === undefined || declaration.multiOf !== undefined) return;
  checkKeying(declaration, types.report);
  checkWire(python, region, types.report);
  const args = declaration.args?.value ?? [];
  if (declaration.multi !== undefined) checkFixed(python, args, types.report);
  for (const argument of args) checkArgument(argument, { isAlone: args.length === 1, types });
}

/** Python's keys are what they are. */
function checkKeying({ options }: FunctionDeclaration, report: Report): void {
  for (const name of ["key", "keyHash", "version"] as const) {
    const given = options[name];
    if (given === undefined) continue;
    const message = `${name} does not go with python, whose keys dogpile.cache makes`;
    report.add({ code: "CG4005", span: given.span, message, hint: "leave one of them out" });
  }
}

function checkWire({ span }: Python, { options }: RegionDeclaration, report: Report): void {
  if (options.wire?.value !== "compact") return;
  const message = "python does not go with the region's wire: compact, which nobody reads there";
  const hint = "put the function into a region with wire: json";
  report.add({ code: "CG4005", span, message, hint });
}

/** What is remembered as not found has no form that Python knows. */
function checkMissing(
  { options, multiOf }: FunctionDeclaration,
  { functions }: RegionDeclaration,
  report: Report,
): void {
  const base = functions.find(({ name }) => name.value === multiOf?.value);
  const python = options.python ?? base?.options.python;
  const { missingMs } = options;
  if (python === undefined || missingMs === undefined || missingMs.value === 0) return;
  const message =
    'missing does not go with python: dogpile.cache has no way to remember "not found"';
  const hint = "leave it out, or make it a result that may be null";
  report.add({ code: "CG4005", span: missingMs.span, message, hint });
}

function checkFixed(
  { span }: Located<unknown>,
  args: readonly ArgumentDeclaration[],
  report: Report,
): void {
  if (args.length < 2) return;
  const message = `a function of many keys has one argument in dogpile.cache, not ${args.length}`;
  const hint = "share a function of one key, and give it a second one with multiOf";
  report.add({ code: "CG4005", span, message, hint });
}

interface ArgumentPlace {
  readonly isAlone: boolean;
  readonly types: TypeScope;
}

function checkArgument(argument: ArgumentDeclaration, { isAlone, types }: ArgumentPlace): void {
  const { name, type, optional } = argument;
  const shown = `the argument ${quote(name.value)}`;
  if (optional) {
    const message = `${shown} may be left out, and has no form in Python's keys then`;
    const hint = "give it a default; what Python has None for is T? with default: null";
    types.report.add({ code: "CG4010", span: name.span, message, hint });
  } else if (!hasPythonForm(type, types)) {
    const message = `${shown} has no form in Python's keys`;
    const hint =
      "take string, int, bigint, float, boolean, date, uuid, an enum, or one of these with ?";
    types.report.add({ code: "CG4010", span: type.span, message, hint });
  } else if (!isAlone && !lacksBlanks(type, types)) {
    const message = `${shown} may have a blank in it, which stands between the arguments in Python's keys`;
    types.report.add({
      code: "CG4010",
      span: type.span,
      message,
      hint: "write the text without blanks",
    });
  }
}
