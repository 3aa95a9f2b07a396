import { createRequire } from "node:module";
import type * as TsMorph from "ts-morph";
import type { SourceStructure, Statement } from "./statement.js";

// An import would have node search all of the compiler inside for names of exports first: a third of the time to load it.
const { IndentationText, NewLineKind, Project, QuoteKind, StructureKind }: typeof TsMorph =
  createRequire(import.meta.url)("ts-morph");

const OPTIONS: TsMorph.ProjectOptions = {
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

/**
 * Stands where text goes that is laid out already. ts-morph reads what it has printed, which takes most of the time,
 * and need not read that text. No schema gets a control character into generated code, so no text holds a slot.
 */
const SLOT = "//\u0001";
const SLOT_LINE = new RegExp(`^( *)${SLOT}$`, "gm");

/** Structures as text, by path. Each file is built at once: adding to it node by node takes quadratic time. */
export function printFiles(files: readonly SourceStructure[]): ReadonlyMap<string, string> {
  return new Map(files.map((file) => [file.path, printFile(file)]));
}

/** A project of its own for each file: one for all would keep every tree to the end. */
function printFile({ path, statements }: SourceStructure): string {
  const project = new Project(OPTIONS);
  const printed = project.createSourceFile(path, { statements: statements.map(structure) });
  const texts = statements.flatMap(textsIn).values();
  return printed.getFullText().replace(SLOT_LINE, (_, indentation: string) => {
    return indented(texts.next().value ?? "", indentation);
  });
}

function structure(statement: Statement): string | TsMorph.StatementStructures {
  if ("text" in statement) return SLOT;
  if ("import" in statement) {
    return { kind: StructureKind.ImportDeclaration, ...statement.import };
  }
  if ("export" in statement) {
    return { kind: StructureKind.ExportDeclaration, ...statement.export };
  }
  if ("interface" in statement) {
    return { kind: StructureKind.Interface, ...statement.interface };
  }
  const statements = statement.body.map(() => SLOT);
  return { kind: StructureKind.Function, ...statement.function, statements };
}

/** The texts that go into the slots, in their order. */
function textsIn(statement: Statement): readonly string[] {
  if ("text" in statement) return [statement.text];
  return "body" in statement ? statement.body : [];
}

function indented(text: string, indentation: string): string {
  return `${indentation}${text.replaceAll("\n", `\n${indentation}`)}`;
}
