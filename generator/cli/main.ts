import { CommanderError } from "commander";
import { checkCommand } from "./check-command.js";
import { generateCommand } from "./generate-command.js";
import { guarded } from "./guarded.js";
import { PIPELINE, type Pipeline } from "./pipeline.js";
import type { Task } from "./prepare.js";
import { buildProgram, type Commands, type Settings } from "./program.js";
import { EXIT } from "./refusal.js";
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
  const taskOf = ({ config }: Settings): Task => ({ terminal, pipeline, config });
  const commands: Commands = {
    generate: (settings) => guarded(generateCommand, taskOf(settings)),
    check: (settings) => guarded(checkCommand, taskOf(settings)),
  };
  try {
    const program = buildProgram(terminal, commands, (code) => (exitCode = code));
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return reportBug(error, terminal);
  }
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
