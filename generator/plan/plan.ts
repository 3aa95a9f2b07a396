import type { Language } from "../schema/model.js";

/** Everything decided about the output, nothing printed yet. Types only; a plan is JSON. */

/** A piece of TypeScript. A string stands on one line as it is; a list is its parts in a row; the rest may be broken. */
export type Code =
  string | readonly Code[] | Enclosed | Hung | Choice | Union | Template | Annotation;

/** Items between an opening and a closing text: in one line where they fit, else one a line. */
export interface Enclosed {
  readonly kind: "enclosed";
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
  /** One item a line even where all would fit in one. */
  readonly tall: boolean;
}

/** What follows on the same line where it fits, else on the next one, indented: the body of an arrow function. */
export interface Hung {
  readonly kind: "hung";
  readonly code: Code;
}

/** A condition and what it chooses from, each on a line of its own where one line is too long. */
export interface Choice {
  readonly kind: "choice";
  readonly test: string;
  readonly yes: string;
  readonly no: Code;
}

/** A type that is one of several: in one line, or one member a line. */
export interface Union {
  readonly kind: "union";
  readonly members: readonly string[];
}

/** A template literal; where it is too long, one literal a line, joined by `+`. */
export interface Template {
  readonly kind: "template";
  readonly pieces: readonly TemplatePiece[];
}

/** A stretch of a template: text, already escaped, and the value that follows it. */
export interface TemplatePiece {
  readonly text: string;
  readonly value?: Code;
}

/** A type in the midst of code, with the signs that belong to it, such as `: string`: JavaScript has nothing in its place. */
export interface Annotation {
  readonly kind: "annotation";
  readonly code: Code;
}

/** What something is imported for: for values when the file runs, for types before that. */
export type Use = "value" | "type" | "both";

/** Something taken from another module, under the name it has in this one. */
export interface ImportedName {
  readonly name: string;
  readonly local: string;
  readonly use: Use;
}

/** One import declaration: names out of a module, or the module as one name. */
export type ImportPlan =
  | { readonly kind: "names"; readonly from: string; readonly names: readonly ImportedName[] }
  | {
      readonly kind: "module";
      readonly from: string;
      readonly local: string;
      readonly use: Use;
    };

/** A member of an interface. */
export interface PropertyPlan {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly readonly: boolean;
  readonly doc: readonly string[];
}

/** `interface Name { ... }` */
export interface InterfacePlan {
  readonly kind: "interface";
  readonly name: string;
  readonly exported: boolean;
  readonly properties: readonly PropertyPlan[];
  readonly doc: readonly string[];
}

/** `export type Name = ...` */
export interface AliasPlan {
  readonly kind: "alias";
  readonly name: string;
  readonly type: Code;
  readonly doc: readonly string[];
}

/** `const name: Type = value`. */
export interface ConstantPlan {
  readonly kind: "constant";
  readonly name: string;
  readonly exported: boolean;
  readonly type?: Code;
  /** The type where the value tells it, so that only declarations have it. */
  readonly toldType?: Code;
  readonly value: Code;
  readonly doc: readonly string[];
}

/** `function name(parameters): Returns { statements }` */
export interface FunctionPlan {
  readonly kind: "function";
  readonly name: string;
  readonly exported: boolean;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
  readonly statements: readonly Code[];
  /** What is thrown instead of an `error` of the statements. */
  readonly rescue?: string;
  readonly doc: readonly string[];
}

/** `export * from "..."`, with `as` under one name. */
export interface ReexportPlan {
  readonly kind: "reexport";
  readonly from: string;
  readonly as?: string;
}

export type StatementPlan = InterfacePlan | AliasPlan | ConstantPlan | FunctionPlan | ReexportPlan;

/** One file of the output. */
export interface FilePlan {
  /** File name inside the output folder. */
  readonly path: string;
  readonly imports: readonly ImportPlan[];
  readonly statements: readonly StatementPlan[];
}

/** The whole output. */
export interface Plan {
  /** Base name of the schema's file, safe in a comment. */
  readonly schemaName: string;
  readonly language: Language;
  /** Named as TypeScript. */
  readonly files: readonly FilePlan[];
}
