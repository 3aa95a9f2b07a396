import type { DiagnosticCode } from "./codes.js";

/** A stretch of the schema's text, in UTF-16 offsets; `end` is one past the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a schema, where, and what to do about it. A value, never thrown. */
export interface Diagnostic {
  /** Never renumbered. */
  readonly code: DiagnosticCode;
  /** One sentence: what was found and what was expected. */
  readonly message: string;
  readonly span: Span;
  /** One sentence: the cure, such as `did you mean "users"?`. */
  readonly hint?: string;
  /** Whether what stands at the span may be a password: then nobody shows it. */
  readonly isSecret?: boolean;
}
