import type { FilePlan, FunctionPlan, ImportPlan, StatementPlan } from "../plan/plan.js";
import type { FileStatements, Statement } from "./statement.js";
import {
  constantStatement,
  docs,
  functionBody,
  importStatement,
  reexportStatement,
} from "./typescript.js";
import { untyped } from "./untyped.js";

/** A file as JavaScript: what is left of it without types. One of types alone is still a module that can be imported. */
export function javaScriptFile({ path, imports, statements }: FilePlan): FileStatements {
  const values = statements.flatMap(valueStatement);
  return {
    path: path.replace(/\.ts$/, ".js"),
    imports: imports.flatMap(valueImport).map(importStatement),
    statements: values.length === 0 ? [{ text: "export {};" }] : values,
  };
}

function valueImport(plan: ImportPlan): readonly ImportPlan[] {
  if (plan.kind === "module") return plan.use === "type" ? [] : [plan];
  const names = plan.names.filter(({ use }) => use !== "type");
  return names.length === 0 ? [] : [{ ...plan, names }];
}

function valueStatement(plan: StatementPlan): readonly Statement[] {
  switch (plan.kind) {
    case "interface":
    case "alias":
      return [];
    case "constant": {
      const { type: _, ...constant } = plan;
      return [constantStatement({ ...constant, value: untyped(plan.value) })];
    }
    case "function":
      return [valueFunction(plan)];
    case "reexport":
      return [reexportStatement(plan)];
  }
}

function valueFunction(plan: FunctionPlan): Statement {
  const { name, exported, parameters, doc } = plan;
  return {
    function: {
      name,
      isExported: exported,
      docs: docs(doc),
      parameters: parameters.map((parameter) => ({ name: parameter.name })),
    },
    body: functionBody({ ...plan, statements: plan.statements.map(untyped) }),
  };
}
