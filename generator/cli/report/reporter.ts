import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import { EXIT, type Refusal } from "../../refusal.js";
import type { Outcome } from "./outcome.js";

/** The faults of a schema, its path for messages, and its text. */
export interface SchemaFaults {
  readonly diagnostics: readonly Diagnostic[];
  readonly file: string;
  readonly text: string;
  /** Whether the outcome counts them, and not the line behind them. */
  readonly areCounted?: boolean;
}

/** Tells what comes of a call, for whoever reads it. */
export interface Reporter {
  /** Progress, in a line; `--quiet` hides it. */
  note(line: string): void;
  /** What became of one schema. */
  outcome(outcome: Outcome): void;
  /** The faults of a schema. */
  faults(faults: SchemaFaults): void;
  /** Why a command, or its work on one schema (`file`), does not go on. */
  refusal(refusal: Refusal, file?: string): void;
  /** Why nothing was begun: the command was called wrongly. */
  misuse(message: string): void;
  /** An error that is ours. */
  bug(error: unknown): void;
  /** What was asked for: `text` for people, `data` for programs; it goes to the standard output as it is. */
  answer(text: string, data: object): void;
  /** The end of the call; nothing is told after it. */
  end(exitCode: number): void;
}

/** Tells the faults of a schema, and that it has some; gives the exit code. */
export function tellFaults(faults: SchemaFaults, reporter: Reporter): number {
  reporter.faults(faults);
  reporter.outcome({ schema: faults.file, status: "faulty" });
  return EXIT.found;
}
