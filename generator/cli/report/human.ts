import picocolors from "picocolors";
import { renderDiagnostics, renderNotice } from "../../diagnostic/render.js";
import type { Refusal } from "../../refusal.js";
import { takesColor, type Terminal } from "../terminal.js";
import { bugAdvice, bugMessage } from "./bug.js";
import { shownDiff } from "./shown-diff.js";
import { listed, outcomeLine, summaryLine, type Outcome } from "./outcome.js";
import type { Reporter, SchemaFaults } from "./reporter.js";

/** How people want to be told. */
export interface Manner {
  /** Leave out what only says that all is well. */
  readonly isQuiet: boolean;
  /** Whether colours may be used where the stream takes them. */
  readonly mayColor: boolean;
}

/** Tells people: what was asked for on the standard output, all else on the error stream. */
export class HumanReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #manner: Manner;
  readonly #outcomes: Outcome[] = [];

  constructor(terminal: Terminal, manner: Manner) {
    this.#terminal = terminal;
    this.#manner = manner;
  }

  note(line: string): void {
    if (!this.#manner.isQuiet) this.#terminal.stderr.write(`${line}\n`);
  }

  outcome(outcome: Outcome): void {
    this.#outcomes.push(outcome);
    const line = outcomeLine(outcome);
    if (line !== undefined) this.note(line);
    if (outcome.status === "stale") this.#showDifferences(outcome);
  }

  faults({ diagnostics, file, text, areCounted }: SchemaFaults): void {
    const palette = this.#palette("stderr");
    const count = diagnostics.length === 1 ? "1 fault" : `${diagnostics.length} faults`;
    this.#terminal.stderr.write(`${renderDiagnostics(diagnostics, { file, text, palette })}\n`);
    if (areCounted !== true) this.#terminal.stderr.write(`${count} in ${file}\n`);
  }

  refusal(refusal: Refusal): void {
    this.#terminal.stderr.write(renderNotice(refusal, this.#palette("stderr")));
  }

  misuse(message: string): void {
    this.#terminal.stderr.write(`error: ${message}\n`);
  }

  bug(error: unknown): void {
    this.#terminal.stderr.write(`${bugMessage(error)}\n`);
    this.#terminal.stderr.write(`${bugAdvice(error, this.#terminal.env)}\n`);
  }

  answer(text: string): void {
    this.#terminal.stdout.write(text);
  }

  end(): void {
    const summary = summaryLine(this.#outcomes);
    if (summary !== undefined) this.note(summary);
  }

  #showDifferences({ output, differences }: Extract<Outcome, { status: "stale" }>): void {
    const { stdout } = this.#terminal;
    stdout.write(listed(output, differences));
    if (differences.diff === "") return;
    const manner = { palette: this.#palette("stdout"), isWatched: stdout.isTTY === true };
    stdout.write(`\n${shownDiff(differences.diff, manner)}`);
  }

  #palette(stream: "stdout" | "stderr"): ReturnType<typeof picocolors.createColors> {
    const { env } = this.#terminal;
    return picocolors.createColors(
      this.#manner.mayColor && takesColor(this.#terminal[stream], env),
    );
  }
}
