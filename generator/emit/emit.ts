import type { FilePlan, Plan } from "../plan/plan.js";
import { declarationsFile } from "./declarations.js";
import { headerText } from "./header.js";
import { javaScriptFile } from "./javascript.js";
import type { FileStatements, SourceStructure, Statement } from "./statement.js";
import { typeScriptFile } from "./typescript.js";

/** What is written of each file of the plan. */
const FORMS: Readonly<Record<Plan["language"], readonly Form[]>> = {
  ts: [typeScriptFile],
  js: [javaScriptFile, declarationsFile],
};

type Form = (file: FilePlan) => FileStatements;

/** The plan as file structures: each statement mapped, nothing decided. */
export function emitPlan({ files, language, schemaName }: Plan): readonly SourceStructure[] {
  return files.flatMap((file) => FORMS[language].map((form) => emitFile(form(file), schemaName)));
}

function emitFile(
  { path, imports, statements }: FileStatements,
  schemaName: string,
): SourceStructure {
  const head = [{ text: headerText(schemaName) }, ...imports];
  return { path, statements: [...head, ...spaced(statements)] };
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
