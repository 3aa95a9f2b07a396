import type {
  AliasPlan,
  Code,
  ConstantPlan,
  FilePlan,
  FunctionPlan,
  ImportPlan,
  InterfacePlan,
  ReexportPlan,
  StatementPlan,
} from "../plan/plan.js";
import { layout, STEP, WIDTH } from "./layout.js";
import type { FileStatements, Statement } from "./statement.js";

/** A file as TypeScript: all that was planned. */
export function typeScriptFile({ path, imports, statements }: FilePlan): FileStatements {
  return {
    path,
    imports: imports.map(importStatement),
    statements: statements.map(planStatement),
  };
}

/** An import as a structure; names that do not fit in one line stand one a line. */
export function importStatement(plan: ImportPlan): Statement {
  const moduleSpecifier = plan.from;
  if (plan.kind === "module") {
    return {
      import: { moduleSpecifier, namespaceImport: plan.local, isTypeOnly: plan.use === "type" },
    };
  }
  const isTypeOnly = plan.names.every(({ use }) => use === "type");
  const names = plan.names.map(({ name, local, use }) => {
    const type = use === "type" && !isTypeOnly ? "type " : "";
    return local === name ? `${type}${name}` : `${type}${name} as ${local}`;
  });
  const line = `import${isTypeOnly ? " type" : ""} { ${names.join(", ")} } from "${plan.from}";`;
  if (line.length <= WIDTH) return { import: { moduleSpecifier, isTypeOnly, namedImports: names } };
  const lines = names.map((name) => `${name},\n`).join("");
  return {
    import: { moduleSpecifier, isTypeOnly, namedImports: (writer) => writer.write(`\n${lines}`) },
  };
}

/** A statement of the plan as a structure or as text. */
export function planStatement(plan: StatementPlan): Statement {
  switch (plan.kind) {
    case "interface":
      return interfaceStatement(plan);
    case "function":
      return functionStatement(plan);
    case "alias":
      return aliasStatement(plan);
    case "constant":
      return constantStatement(plan);
    case "reexport":
      return reexportStatement(plan);
  }
}

function interfaceStatement({ name, exported, properties, doc }: InterfacePlan): Statement {
  return {
    interface: {
      name,
      isExported: exported,
      docs: docs(doc),
      properties: properties.map((property) => ({
        name: property.name,
        type: property.type,
        hasQuestionToken: property.optional,
        isReadonly: property.readonly,
        docs: docs(property.doc),
      })),
    },
  };
}

function functionStatement(plan: FunctionPlan): Statement {
  const { name, exported, returns, doc } = plan;
  return {
    function: {
      name,
      isExported: exported,
      docs: docs(doc),
      parameters: plan.parameters.map((parameter) => ({ ...parameter })),
      returnType: returns,
    },
    body: functionBody(plan),
  };
}

/** The statements of a function; the printer indents them. */
export function functionBody({
  statements,
  rescue,
}: Pick<FunctionPlan, "statements" | "rescue">): readonly string[] {
  if (rescue === undefined) return statements.map((each) => layout(each, WIDTH - STEP));
  const tried = statements.map((each) => indented(layout(each, WIDTH - 2 * STEP)));
  return ["try {", ...tried, "} catch (error) {", indented(`throw ${rescue};`), "}"];
}

/** No text of a program goes over several lines. */
function indented(text: string): string {
  return text.replace(/^/gm, " ".repeat(STEP));
}

function aliasStatement({ name, type, doc }: AliasPlan): Statement {
  return declaration(doc, [`export type ${name} = `, type, ";"]);
}

/** A constant as text. */
export function constantStatement({ name, exported, type, value, doc }: ConstantPlan): Statement {
  const head = `${exported ? "export " : ""}const ${name}`;
  return declaration(
    doc,
    type === undefined ? [head, " = ", value, ";"] : [head, ": ", type, " = ", value, ";"],
  );
}

/** A declaration as text, below what is said of it. */
export function declaration(doc: readonly string[], code: Code): Statement {
  return { text: `${docText(doc)}${layout(code)}` };
}

/** A re-export as a structure. */
export function reexportStatement(plan: ReexportPlan): Statement {
  if (plan.as === undefined) return { export: { moduleSpecifier: plan.from } };
  return { export: { moduleSpecifier: plan.from, namespaceExport: plan.as } };
}

/** What is said of a structure. */
export function docs(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function docText(lines: readonly string[]): string {
  const [first] = lines;
  if (first === undefined) return "";
  if (lines.length === 1) return `/** ${first} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}\n`).join("")} */\n`;
}
