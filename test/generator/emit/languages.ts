import { transformSync } from "esbuild";
import { ts } from "ts-morph";
import { generateOutput } from "../../../generator/generate.js";
import type { SchemaModel } from "../../../generator/schema/model.js";

/** What is generated of one schema, in both languages. */
export interface BothLanguages {
  readonly typescript: ReadonlyMap<string, string>;
  readonly javascript: ReadonlyMap<string, string>;
}

/** Generates a schema in both languages. */
export async function inBothLanguages(model: SchemaModel): Promise<BothLanguages> {
  const [typescript, javascript] = [
    await generateOutput({ ...model, emit: "ts" }, "cache.schema.yaml"),
    await generateOutput({ ...model, emit: "js" }, "cache.schema.yaml"),
  ];
  return { typescript: typescript.files, javascript: javascript.files };
}

/** The programs of TypeScript files by name, as esbuild takes the types out of them: no blanks, no comments. */
export function compiledPrograms(files: ReadonlyMap<string, string>): Record<string, string> {
  const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true, target: "es2023" } };
  return Object.fromEntries(
    [...files].map(([name, text]) => {
      const { code } = transformSync(text, { loader: "ts", minifyWhitespace: true, tsconfigRaw });
      return [name.replace(/\.ts$/, ""), code];
    }),
  );
}

/** The programs of JavaScript files by name, in the same form. Throws on what is no JavaScript. */
export function programsIn(files: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    [...files]
      .filter(([name]) => name.endsWith(".js"))
      .map(([name, text]) => {
        const { code } = transformSync(text, { loader: "js", minifyWhitespace: true });
        // What is left of a file of types alone.
        return [name.replace(/\.js$/, ""), code === "export{};\n" ? "" : code];
      }),
  );
}

/** The declarations of TypeScript files by name, as the compiler makes them: no blanks, no comments. */
export function compiledDeclarations(files: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    [...files].map(([name, text]) => {
      const { outputText, diagnostics } = ts.transpileDeclaration(text, {
        fileName: name,
        reportDiagnostics: true,
        compilerOptions: { isolatedDeclarations: true, verbatimModuleSyntax: true, strict: true },
      });
      for (const { messageText } of diagnostics ?? []) throw new Error(JSON.stringify(messageText));
      return [name.replace(/\.ts$/, ""), plainDeclarations(outputText)];
    }),
  );
}

/** The declarations among files, in the same form. */
export function declarationsIn(files: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    [...files]
      .filter(([name]) => name.endsWith(".d.ts"))
      .map(([name, text]) => [name.replace(/\.d\.ts$/, ""), plainDeclarations(text)]),
  );
}

/** Declarations printed in one way, with their imports one a line: whoever writes them may join them or not. */
function plainDeclarations(text: string): string {
  const file = ts.createSourceFile("a.d.ts", text, ts.ScriptTarget.ES2023);
  const printer = ts.createPrinter({ removeComments: true });
  return file.statements
    .flatMap((statement) =>
      ts.isImportDeclaration(statement)
        ? importLines(statement)
        : [printer.printNode(ts.EmitHint.Unspecified, statement, file)],
    )
    .map((line) => line.replace(/\s+/g, " ").replace(/[,;]? (?=[\])}])|,(?=[\])>])/g, " "))
    .join("\n");
}

function importLines({ importClause, moduleSpecifier }: ts.ImportDeclaration): readonly string[] {
  const bindings = importClause?.namedBindings;
  const from = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
  if (bindings === undefined) return [`import ${from}`];
  if (ts.isNamespaceImport(bindings)) return [`import * as ${bindings.name.text} from ${from}`];
  return bindings.elements.map(({ name, propertyName }) => {
    return `import ${propertyName?.text ?? name.text} as ${name.text} from ${from}`;
  });
}
