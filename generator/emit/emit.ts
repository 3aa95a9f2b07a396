import type { FilePlan, Plan } from "../plan/plan.js";
import { headerText } from "./header.js";
import type { SourceStructure, Statement } from "./statement.js";
import { importStatement, planStatement } from "./statements.js";

/** The plan as file structures: each statement mapped, nothing decided. */
export function emitPlan(plan: Plan): readonly SourceStructure[] {
  return plan.files.map((file) => emitFile(file, plan.schemaName));
}

function emitFile({ path, imports, statements }: FilePlan, schemaName: string): SourceStructure {
  const head = [{ text: headerText(schemaName) }, ...imports.map(importStatement)];
  return { path, statements: [...head, ...spaced(statements.map(planStatement))] };
}

/** Declarations stand apart by a blank line; ts-morph sees to it around interfaces and functions. */
function spaced(statements: readonly Statement[]): readonly Statement[] {
  return statements.map((statement, index) => {
    const before = statements[index - 1];
    if ("text" in statement && !isBlock(before)) return { text: `\n${statement.text}` };
    if ("export" in statement && before === undefined) {
      return { export: { ...statement.export, leadingTrivia: "\n" } };
    }
    return statement;
  });
}

function isBlock(statement: Statement | undefined): boolean {
  return statement !== undefined && ("interface" in statement || "function" in statement);
}
