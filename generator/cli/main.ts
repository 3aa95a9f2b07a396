import { CommanderError } from "commander";
import { EXIT } from "../refusal.js";
import { checkCommand } from "./check-command.js";
import { showRefusal } from "./display.js";
import { generateCommand } from "./generate-command.js";
import { PIPELINE, type Pipeline } from "./pipeline.js";
import { buildProgram, type Commands } from "./program.js";
import { refusalOf } from "./system-error.js";
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
  let exitCode: number = EXIT.ok;
  const commands: Commands = {
    generate: ({ config }) => generateCommand({ terminal, pipeline, config }),
    check: ({ config }) => checkCommand({ terminal, pipeline, config }),
  };
  try {
    const program = buildProgram(terminal, commands, (code) => (exitCode = code));
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error, terminal);
  }
}

/** Says why a run ended with an error, unless commander has said so; gives the exit code. */
function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const refusal = refusalOf(error);
  return refusal === undefined ? reportBug(error, terminal) : showRefusal(terminal, refusal);
}

function reportBug(error: unknown, terminal: Terminal): number {
  const reason = error instanceof Error ? error.message : String(error);
  terminal.stderr.write(
    `cachegen failed, and that is a bug of cachegen, not of your schema: ${reason}\n`,
  );
  const wantsStack = (terminal.env["CACHEGEN_DEBUG"] ?? "") !== "";
  const stack = error instanceof Error ? error.stack : undefined;
  const advice = wantsStack
    ? (stack ?? "no stack")
    : "set CACHEGEN_DEBUG=1 to see where it happened";
  terminal.stderr.write(`${advice}\n`);
  return EXIT.bug;
}
