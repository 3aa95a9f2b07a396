import type {
  ExportDeclarationStructure,
  FunctionDeclarationStructure,
  ImportDeclarationStructure,
  InterfaceDeclarationStructure,
  OptionalKind,
} from "ts-morph";

/**
 * A statement of a file: text, or a structure for ts-morph without its `kind`, which only the printer can name.
 * Declarations that may be broken over lines are text: ts-morph would indent their lines once more.
 */
export type Statement =
  | { readonly text: string }
  | { readonly import: OptionalKind<ImportDeclarationStructure> }
  | { readonly export: OptionalKind<ExportDeclarationStructure> }
  | { readonly interface: OptionalKind<InterfaceDeclarationStructure> }
  | {
      readonly function: Omit<OptionalKind<FunctionDeclarationStructure>, "statements">;
      /** The statements inside, each as text that begins at its own left edge. */
      readonly body: readonly string[];
    };

/** What a file says, in the language it is written in, under a name inside the output folder. */
export interface FileStatements {
  readonly path: string;
  readonly imports: readonly Statement[];
  readonly statements: readonly Statement[];
}

/** A file before it is printed. */
export interface SourceStructure {
  readonly path: string;
  readonly statements: readonly Statement[];
}
