import type { Command } from "commander";
import type { Pipeline } from "./pipeline.js";
import type { Reporter } from "./report/reporter.js";
import type { Terminal } from "./terminal.js";

/** The options every command takes. */
export interface CommonOptions {
  /** The schema, as `--config` names it. */
  readonly config?: string;
}

/** One call of a command: the world, the steps, who tells what comes of it, and what the user asked for. */
export interface Call {
  readonly terminal: Terminal;
  readonly pipeline: Pipeline;
  readonly reporter: Reporter;
  /** What stands after the command's name and is no option. */
  readonly operands: readonly string[];
  /** Whether the command was named, and not only meant by default. */
  readonly isNamed: boolean;
  /** The options, the common ones included. `Options` is what the command declares. */
  options<Options extends object>(): Options & CommonOptions;
  /** Ends the call with a usage error. */
  misused(message: string): never;
}

/** A command: how it is called, and what it does. `program.ts` lists them all. */
export interface CliCommand {
  readonly name: string;
  readonly description: string;
  /** Declares operands and options of its own. */
  declare?(command: Command): void;
  /** Does it; gives the exit code. May throw a `Refusal`. */
  run(call: Call): Promise<number>;
}
