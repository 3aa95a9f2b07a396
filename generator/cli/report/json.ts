import { Lines } from "../../diagnostic/lines.js";
import type { Refusal } from "../../refusal.js";
import type { Terminal } from "../terminal.js";
import type { DiagnosticCode } from "../../diagnostic/codes.js";
import { BUG_CODE, bugAdvice, bugMessage, MISUSE_CODE } from "./bug.js";
import type { Outcome } from "./outcome.js";
import type { Reporter, SchemaFaults } from "./reporter.js";

/** Raised when a member of the document changes its meaning or goes away; new members do not raise it. */
const DOCUMENT_VERSION = 1;

/** Faults of one schema that are listed at most; nobody mends more of them at once. */
const MOST_LISTED = 1_000;

/** One thing that is wrong; places are from 1, columns in UTF-16 units, the end is exclusive. */
interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Tells programs: one JSON document on the standard output, at the end, whatever the end is. */
export class JsonReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #problems: Problem[] = [];
  readonly #outcomes: Outcome[] = [];
  /** Faults that are not listed. */
  #more = 0;
  #answer: object | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Nothing: the document says it. */
  note(): void {}

  outcome(outcome: Outcome): void {
    this.#outcomes.push(outcome);
  }

  faults({ diagnostics, file, text }: SchemaFaults): void {
    const lines = new Lines(text);
    this.#more += Math.max(0, diagnostics.length - MOST_LISTED);
    for (const { code, message, hint, span } of diagnostics.slice(0, MOST_LISTED)) {
      const { line, column } = lines.positionOf(span.start);
      const end = lines.positionOf(span.end);
      const place = { file, line, column, endLine: end.line, endColumn: end.column };
      this.#problems.push({ code, message, hint, ...place });
    }
  }

  refusal({ code, message, hint }: Refusal, file?: string): void {
    this.#problems.push({ code, message, hint, file });
  }

  misuse(message: string): void {
    this.#problems.push({ code: MISUSE_CODE, message });
  }

  bug(error: unknown): void {
    const hint = bugAdvice(error, this.#terminal.env);
    this.#problems.push({ code: BUG_CODE, message: bugMessage(error), hint });
  }

  answer(_: string, data: object): void {
    this.#answer = data;
  }

  end(exitCode: number): void {
    const document = {
      schemaVersion: DOCUMENT_VERSION,
      exitCode,
      diagnostics: this.#problems,
      moreDiagnostics: this.#more === 0 ? undefined : this.#more,
      schemas: this.#outcomes,
      answer: this.#answer,
    };
    this.#terminal.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  }
}
