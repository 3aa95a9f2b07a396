import type { Span } from "../../diagnostic/diagnostic.js";
import type { Report } from "../../diagnostic/report.js";
import type { ImportedExport, Language } from "../model.js";
import type { FieldDeclaration, SchemaDeclaration, TypeBody } from "../shape/declaration.js";
import type { TypeSyntax } from "../type/syntax.js";
import { PatternTrial } from "./pattern-trial.js";

/** What a type is once its names are looked through. */
export type Underlying =
  | Exclude<TypeSyntax, { readonly kind: "named" }>
  | {
      readonly kind: "object";
      readonly name: string;
      readonly fields: readonly FieldDeclaration[];
    };

/** What the schema names an export for, and where. */
export type Naming = { readonly span: Span } & (
  | { readonly as: "type" }
  | { readonly as: "creator"; readonly region: string; readonly function: string }
);

/** An export of a user's own module, and where the schema names it. */
export type ImportUse = ImportedExport & Naming;

/** What stands behind a name has its place there, which nobody asks for here. */
const NOWHERE: Span = { start: 0, end: 0 };

/** The named types of a schema, and whom to tell of faults in their use. */
export class TypeScope {
  readonly report: Report;
  /** Where patterns are tried on defaults. */
  readonly patterns: PatternTrial = new PatternTrial();
  readonly #bodies: ReadonlyMap<string, TypeBody>;
  readonly #underlying = new Map<string, Underlying>();

  /** The folder of the generated files, as written. */
  readonly output: string;
  readonly emit: Language;
  readonly #imports: ImportUse[] = [];

  constructor(
    { types, output, emit }: Pick<SchemaDeclaration, "types" | "output" | "emit">,
    report: Report,
  ) {
    this.report = report;
    this.output = output.value;
    this.emit = emit;
    this.#bodies = new Map(types.map((type) => [type.name.value, type.body]));
  }

  /** Names of all declared types, in the order of the schema. */
  get names(): readonly string[] {
    return [...this.#bodies.keys()];
  }

  /** What was named of the user's own modules so far, in the order of the text. */
  get imports(): readonly ImportUse[] {
    return [...this.#imports].sort((one, other) => one.span.start - other.span.start);
  }

  /** Notes that a file or package was named. */
  noteImport(use: ImportUse): void {
    this.#imports.push(use);
  }

  /** Finds what a name stands for. */
  bodyOf(name: string): TypeBody | undefined {
    return this.#bodies.get(name);
  }

  /** Looks through names; a name that leads nowhere, or to itself, is `faulty`. */
  underlying(type: TypeSyntax): Underlying {
    const passed = new Set<string>();
    let current: Underlying | TypeSyntax = type;
    while (current.kind === "named") {
      const { name }: { readonly name: string } = current;
      current = this.#underlying.get(name) ?? this.#step(name, passed);
      passed.add(name);
    }
    for (const name of passed) this.#underlying.set(name, current);
    return current;
  }

  #step(name: string, passed: ReadonlySet<string>): Underlying | TypeSyntax {
    const body = this.#bodies.get(name);
    if (body === undefined || passed.has(name)) return { kind: "faulty", span: NOWHERE };
    if (body.kind === "object") return { ...body, name };
    return body.kind === "alias" ? body.of : { ...body, span: NOWHERE };
  }
}
