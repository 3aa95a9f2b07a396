import { CommanderError } from "commander";
import { EXIT } from "../refusal.js";
import { refusalOf } from "../system-error.js";
import { PIPELINE, type Pipeline } from "./pipeline.js";
import { buildProgram } from "./program.js";
import { chooseReporter, guessOptions, type ReportOptions } from "./report/choose.js";
import type { Reporter } from "./report/reporter.js";
import type { Terminal } from "./terminal.js";

/**
 * Runs the command line; gives its exit code: 0 done, 1 faults or differences, 2 wrong usage, 70 a bug of ours.
 * `argv` is without the program's own name. Never throws.
 */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  pipeline: Pipeline = PIPELINE,
): Promise<number> {
  let reporter = chooseReporter(terminal, guessOptions(argv));
  let exitCode: number = EXIT.ok;
  const program = buildProgram(terminal, async (command, understood) => {
    reporter = chooseReporter(terminal, understood.options<ReportOptions>());
    exitCode = await command.run({ terminal, pipeline, reporter, ...understood });
  });
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    // Help and version end so.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    exitCode = explain(error, reporter);
  }
  reporter.end(exitCode);
  return exitCode;
}

/** Says why a run ended with an error; gives the exit code. */
function explain(error: unknown, reporter: Reporter): number {
  if (error instanceof CommanderError) {
    reporter.misuse(error.message.replace(/^error: /, ""));
    return EXIT.usage;
  }
  const refusal = refusalOf(error);
  if (refusal !== undefined) reporter.refusal(refusal);
  else reporter.bug(error);
  return refusal?.exitCode ?? EXIT.bug;
}
