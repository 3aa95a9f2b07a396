import type { DiagnosticCode } from "./codes.js";
import type { Diagnostic, Span } from "./diagnostic.js";

/** What is wrong, the place left aside; a hint that turned out empty may be passed as `undefined`. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Whether what stands at the span may be a password. */
  readonly isSecret?: boolean | undefined;
}

/** What is handed to a report. */
export interface Fault extends Finding {
  readonly span: Span;
}

/** Faults from which on a report is long. */
const LONG = 500;

/** Collects the faults of one schema, so that all of them are shown at once. */
export class Report {
  readonly #diagnostics: Diagnostic[] = [];
  readonly #known = new Set<string>();

  /** Adds a fault; one that was found in this place already is not told of again. */
  add(fault: Fault): void {
    const { code, span, message, hint, isSecret } = fault;
    const identity = `${span.start} ${span.end} ${code} ${message}`;
    if (this.#known.size === this.#known.add(identity).size) return;
    const parts = { ...(hint === undefined ? {} : { hint }), ...(isSecret && { isSecret }) };
    this.#diagnostics.push({ code, message, span, ...parts });
  }

  /** Tells whether a fault was added. */
  get isEmpty(): boolean {
    return this.#diagnostics.length === 0;
  }

  /** Tells whether there are more faults than anybody reads: to look for the cure of another one is time lost. */
  get isLong(): boolean {
    return this.#diagnostics.length > LONG;
  }

  /** Lists the faults in the order of the text. */
  sorted(): readonly Diagnostic[] {
    return [...this.#diagnostics].sort(byPosition);
  }
}

function byPosition(left: Diagnostic, right: Diagnostic): number {
  return left.span.start - right.span.start || left.span.end - right.span.end;
}
