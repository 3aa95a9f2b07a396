import {
  IndentationText,
  NewLineKind,
  Project,
  QuoteKind,
  StructureKind,
  type ProjectOptions,
  type StatementStructures,
} from "ts-morph";
import type { SourceStructure, Statement } from "./statement.js";

const OPTIONS: ProjectOptions = {
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  skipFileDependencyResolution: true,
  manipulationSettings: {
    indentationText: IndentationText.TwoSpaces,
    newLineKind: NewLineKind.LineFeed,
    quoteKind: QuoteKind.Double,
    useTrailingCommas: true,
  },
};

/** Structures as text, by path. Each file is built at once: adding to it node by node takes quadratic time. */
export function printFiles(files: readonly SourceStructure[]): ReadonlyMap<string, string> {
  const project = new Project(OPTIONS);
  return new Map(
    files.map(({ path, statements }) => {
      const file = project.createSourceFile(path, { statements: statements.map(structure) });
      return [path, file.getFullText()];
    }),
  );
}

function structure(statement: Statement): string | StatementStructures {
  if ("text" in statement) return statement.text;
  if ("import" in statement) {
    return { kind: StructureKind.ImportDeclaration, ...statement.import };
  }
  if ("export" in statement) {
    return { kind: StructureKind.ExportDeclaration, ...statement.export };
  }
  if ("interface" in statement) {
    return { kind: StructureKind.Interface, ...statement.interface };
  }
  return { kind: StructureKind.Function, ...statement.function };
}
