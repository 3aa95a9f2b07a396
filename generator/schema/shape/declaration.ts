import type { Span } from "../../diagnostic/diagnostic.js";
import type { Language } from "../option/language.js";
import type { OptionValues } from "../option/table.js";
import type { Located, SourceNode } from "../source/node.js";
import type { TypeSyntax } from "../type/syntax.js";

/** A backend with its text. */
export interface BackendDeclaration {
  readonly name: Located<string>;
  /** Left out when it was reported. */
  readonly text?: Located<string>;
}

/** A member of an object type. */
export interface FieldDeclaration {
  readonly name: Located<string>;
  readonly type: TypeSyntax;
  readonly optional: boolean;
  readonly description?: string;
}

/** An argument of a function; its default is judged once the names of types are known. */
export interface ArgumentDeclaration extends FieldDeclaration {
  readonly default?: SourceNode;
}

/** What a named type is; `faulty` was reported, and the name still counts as declared. */
export type TypeBody =
  | { readonly kind: "object"; readonly fields: readonly FieldDeclaration[] }
  | { readonly kind: "enum"; readonly members: readonly Located<string>[] }
  | { readonly kind: "brand"; readonly of: TypeSyntax }
  | { readonly kind: "alias"; readonly of: TypeSyntax }
  | { readonly kind: "faulty" };

/** A named type. */
export interface TypeDeclaration {
  readonly name: Located<string>;
  readonly body: TypeBody;
}

/** A function as written. `multi` without a name leaves the varying argument to be found. */
export interface FunctionDeclaration {
  readonly name: Located<string>;
  /** Left out when not given, or given with a fault. */
  readonly args?: Located<readonly ArgumentDeclaration[]>;
  readonly returns?: TypeSyntax;
  readonly multi?: { readonly span: Span; readonly argument?: string };
  readonly multiOf?: Located<string>;
  readonly options: OptionValues;
  /** Names of options and keys that were reported: what is said of them is unknown. */
  readonly faulted: readonly string[];
  /** False when its arguments or type were reported, so that what depends on them stays silent. */
  readonly isWhole: boolean;
}

/** Tells whether a function has one key: neither `multi` nor `multiOf`. */
export function isSingle({ multi, multiOf }: FunctionDeclaration): boolean {
  return multi === undefined && multiOf === undefined;
}

/** A region as written. */
export interface RegionDeclaration {
  readonly name: Located<string>;
  readonly options: OptionValues;
  /** Names of options that were reported: what is said of them is unknown. */
  readonly faulted: readonly string[];
  readonly functions: readonly FunctionDeclaration[];
}

/** A schema as written: shaped as it should be, names not joined yet. */
export interface SchemaDeclaration {
  readonly namespace?: Located<string>;
  readonly output: Located<string>;
  readonly emit: Language;
  readonly backends: readonly BackendDeclaration[];
  readonly types: readonly TypeDeclaration[];
  readonly regions: readonly RegionDeclaration[];
}
