import { compactStatements } from "./compact-statements.js";
import { stringText } from "./literal.js";
import { objectStatements } from "./object-statements.js";
import type { Code, FunctionPlan } from "./plan.js";
import { typeText, valueStyle } from "./type-text.js";
import { reviveObject, reviveUnion } from "./revive-statements.js";
import { unionStatements } from "./union-statements.js";
import { valueCode, type Subject, type ValueContext } from "./value-code.js";

type Parameter = FunctionPlan["parameters"][number];

/** The function that does the verb to values of a named type. */
export function typeFunction(
  typeName: string,
  context: ValueContext,
  { exported, doc }: Pick<FunctionPlan, "exported" | "doc">,
): FunctionPlan {
  const type = textOf(typeName, context);
  return {
    kind: "function",
    name: context.functionOf(typeName),
    exported,
    parameters: [parameterOf(typeName, context), ...placeParameter(context)],
    returns: returnsOf(type, context),
    statements: statementsOf(typeName, context),
    ...rescue(context),
    doc,
  };
}

function placeParameter({ verb }: ValueContext): readonly Parameter[] {
  return verb.name === "key" ? [{ name: "place", type: "string" }] : [];
}

/** What misfits in an argument is told of by where it is in the argument, not in its type. */
function rescue({ verb, scope }: ValueContext): Pick<FunctionPlan, "rescue"> {
  return verb.name === "key" ? { rescue: `${scope.value("key")}.within(error, place)` } : {};
}

function textOf(typeName: string, { scope, table }: ValueContext): string {
  return typeText(table.expressionOf(typeName), valueStyle(scope));
}

function parameterOf(typeName: string, context: ValueContext): Parameter {
  const { verb, table } = context;
  if (verb.input === "json") return { name: "json", type: "unknown" };
  const type = table.get(typeName);
  // All objects without members are of one size: nothing of the value is read.
  const unread = verb.name === "size" && type.kind === "object" && type.fields.length === 0;
  return { name: unread ? "_value" : "value", type: textOf(typeName, context) };
}

function returnsOf(type: string, { verb }: ValueContext): string {
  return verb.returns === "value" ? type : verb.returns;
}

function statementsOf(typeName: string, context: ValueContext): readonly Code[] {
  const type = context.table.get(typeName);
  if (context.verb.trusting && type.kind === "object") return reviveObject(type, context);
  if (type.kind === "object") {
    const { compact } = context.verb;
    return compact ? compactStatements(type, context) : objectStatements(type, context);
  }
  if (type.kind === "enum") throw new Error(`${typeName} needs no function`);
  if (type.kind === "alias" && type.of.kind === "union") {
    return context.verb.trusting
      ? reviveUnion(typeName, type.of, context)
      : unionStatements(typeName, type.of, context);
  }
  const { input: value } = context.verb;
  const subject: Subject = { value, simple: true, place: stringText(typeName), hint: typeName };
  return [["return ", valueCode(type.of, subject, context), ";"]];
}
