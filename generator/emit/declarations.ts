import { enclosed } from "../plan/code.js";
import type {
  Code,
  ConstantPlan,
  FilePlan,
  FunctionPlan,
  ImportedName,
  ImportPlan,
  StatementPlan,
} from "../plan/plan.js";
import type { FileStatements, Statement } from "./statement.js";
import { layout } from "./layout.js";
import { declaration, importStatement, planStatement } from "./typescript.js";

/** A file as declarations: the types of what it exports, which is all that TypeScript reads of it. */
export function declarationsFile({ path, imports, statements }: FilePlan): FileStatements {
  const declared = statements.filter(isDeclared);
  const names = new Set(declared.flatMap(typesOf).flatMap(namesIn));
  const printed = declared.map(declarationStatement);
  return {
    path: path.replace(/\.ts$/, ".d.ts"),
    imports: imports.flatMap((plan) => typeImport(plan, names)).map(importStatement),
    statements: isOpen(statements) ? [...printed, { text: "export {};" }] : printed,
  };
}

/** Constants and functions that are not exported have no say in the types of those that are. */
function isDeclared(plan: StatementPlan): boolean {
  return plan.kind === "constant" || plan.kind === "function" ? plan.exported : true;
}

/** The types that a statement says to others. */
function typesOf(plan: StatementPlan): readonly Code[] {
  switch (plan.kind) {
    case "interface":
      return plan.properties.map(({ type }) => type);
    case "alias":
      return [plan.type];
    case "constant":
      return [typeOf(plan)];
    case "function":
      return [...plan.parameters.map(({ type }) => type), plan.returns];
    case "reexport":
      return [];
  }
}

function namesIn(type: Code): readonly string[] {
  return layout(type).match(/[A-Za-z_$][\w$]*/g) ?? [];
}

/** Imports for types, as far as declarations name them: some serve only the types inside of functions. */
function typeImport(plan: ImportPlan, names: ReadonlySet<string>): readonly ImportPlan[] {
  const isNamed = ({ local, use }: Pick<ImportedName, "local" | "use">): boolean =>
    use !== "value" && names.has(local);
  if (plan.kind === "module") return isNamed(plan) ? [{ ...plan, use: "type" }] : [];
  const named = plan.names.filter(isNamed).map((name) => ({ ...name, use: "type" as const }));
  return named.length === 0 ? [] : [{ ...plan, names: named }];
}

function declarationStatement(plan: StatementPlan): Statement {
  switch (plan.kind) {
    case "constant":
      return declaration(plan.doc, [`export declare const ${plan.name}: `, typeOf(plan), ";"]);
    case "function":
      return functionDeclaration(plan);
    default:
      return planStatement(plan);
  }
}

function typeOf({ name, type, toldType }: ConstantPlan): Code {
  const told = type ?? toldType;
  if (told === undefined) throw new Error(`${name} is exported without a type`);
  return told;
}

function functionDeclaration({ name, parameters, returns, doc }: FunctionPlan): Statement {
  const declared = parameters.map((parameter): Code => `${parameter.name}: ${parameter.type}`);
  return declaration(doc, enclosed(`export declare function ${name}(`, declared, `): ${returns};`));
}

/** In declarations all is exported, unless an export says that only those marked are. */
function isOpen(statements: readonly StatementPlan[]): boolean {
  const hasOwn = statements.some((plan) => plan.kind === "interface" && !plan.exported);
  return hasOwn && !statements.some(({ kind }) => kind === "reexport");
}
