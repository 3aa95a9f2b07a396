import { Command, type OutputConfiguration } from "commander";
import { suggestion } from "../diagnostic/suggest.js";
import { EXIT } from "../refusal.js";
import { packageVersion } from "./package-version.js";
import { takesColor, type Terminal } from "./terminal.js";

const COMMANDS = ["generate", "check"] as const;

/** What a command is started with. */
export interface Settings {
  readonly config?: string;
}

/** The commands, by name. Each gives an exit code. */
export interface Commands {
  generate(settings: Settings): Promise<number>;
  check(settings: Settings): Promise<number>;
}

/** Describes the command line to commander. The exit code of the command that ran goes to `done`. */
export function buildProgram(
  terminal: Terminal,
  commands: Commands,
  done: (exitCode: number) => void,
): Command {
  const program = new Command("cachegen")
    .description("Generates a typed cache from one YAML schema.")
    .version(packageVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .option("-c, --config <file>", "the schema (default: cache.schema.yaml, found upward)")
    .configureOutput(outputTo(terminal))
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  program
    .command("generate", { isDefault: true })
    .description("write the generated files (the default)")
    .allowExcessArguments()
    .action(async (_, command: Command) => done(await run(command, commands.generate)));
  program
    .command("check")
    .description("tell whether the generated files are up to date; write nothing")
    .allowExcessArguments()
    .action(async (_, command: Command) => done(await run(command, commands.check)));
  return program;
}

/** Runs a command; a word that is no command reaches the default one. None of them takes arguments. */
async function run(
  command: Command,
  start: (settings: Settings) => Promise<number>,
): Promise<number> {
  const [extra] = command.args;
  if (extra === undefined) return start(command.optsWithGlobals<Settings>());
  const isCommand = command.parent?.args[0] === command.name();
  const message = isCommand
    ? `${command.name()} takes no arguments, but got '${extra}'`
    : `unknown command '${extra}'\n(${suggestion(extra, COMMANDS) ?? ""})`;
  return command.error(`error: ${message}`, { exitCode: EXIT.usage });
}

function outputTo(terminal: Terminal): OutputConfiguration {
  return {
    writeOut: (text) => terminal.stdout.write(text),
    writeErr: (text) => terminal.stderr.write(text),
    getOutHasColors: () => takesColor(terminal.stdout, terminal.env),
    getErrHasColors: () => takesColor(terminal.stderr, terminal.env),
  };
}
