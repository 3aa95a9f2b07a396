import { Command, Option, type OutputConfiguration } from "commander";
import { suggestion } from "../diagnostic/suggest.js";
import { adoptCommand } from "./adopt-command.js";
import { breakingCommand } from "./breaking-command.js";
import { checkCommand } from "./check-command.js";
import type { Call, CliCommand } from "./command.js";
import { explainCommand } from "./explain-command.js";
import { generateCommand } from "./generate-command.js";
import { initCommand } from "./init-command.js";
import { packageVersion } from "./package-version.js";
import { FORMATS } from "./report/choose.js";
import { schemaCommand } from "./schema-command.js";
import { vetCommand } from "./vet-command.js";
import { takesColor, type Terminal } from "./terminal.js";
import { validateCommand } from "./validate-command.js";
import { watchCommand } from "./watch-command.js";

/** Every command, in the order of the help; the first one is meant when none is named. */
const COMMANDS: readonly CliCommand[] = [
  generateCommand,
  checkCommand,
  watchCommand,
  validateCommand,
  breakingCommand,
  initCommand,
  schemaCommand,
  explainCommand,
  vetCommand,
  adoptCommand,
];

const COMMAND_NAMES: readonly string[] = COMMANDS.map(({ name }) => name);

/** What commander understood of a call. */
export type Understood = Pick<Call, "operands" | "isNamed" | "options" | "misused">;

/** Starts a command; called once at most. */
export type Start = (command: CliCommand, understood: Understood) => Promise<void>;

/** Describes the command line to commander, which says nothing itself but help and version. */
export function buildProgram(terminal: Terminal, start: Start): Command {
  const program = new Command("cachegen")
    .description("Generates a typed cache from one YAML schema.")
    .version(packageVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .option("-c, --config <file>", "the schema (default: cache.schema.yaml, found upward)")
    .addOption(new Option("--format <format>", "for whom to report").choices(FORMATS))
    .option("-q, --quiet", "say only what is wrong, and what was asked for")
    .option("--no-color", "use no colours")
    .configureOutput(outputTo(terminal))
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  for (const command of COMMANDS) addCommand(program, command, start);
  return program;
}

function addCommand(program: Command, command: CliCommand, start: Start): void {
  const described = program
    .command(command.name, { isDefault: command === COMMANDS[0] })
    .description(command.description);
  command.declare?.(described);
  described.action(() => {
    const understood = understoodOf(described);
    assertCommand(understood);
    return start(command, understood);
  });
}

/** A word that is no command reaches the default one, which takes it for a file; few schemas bear a mere word. */
function assertCommand({ operands: [word], isNamed, misused }: Understood): void {
  if (isNamed || word === undefined || !/^[\w-]+$/.test(word)) return;
  misused(`unknown command '${word}'\n(${suggestion(word, COMMAND_NAMES) ?? ""})`);
}

function understoodOf(described: Command): Understood {
  return {
    operands: described.args,
    isNamed: described.parent?.args[0] === described.name(),
    options: () => described.optsWithGlobals(),
    misused: (message) => described.error(message),
  };
}

function outputTo(terminal: Terminal): OutputConfiguration {
  return {
    writeOut: (text) => terminal.stdout.write(text),
    // Errors are thrown, and told by the reporter.
    outputError: () => undefined,
    getOutHasColors: () => takesColor(terminal.stdout, terminal.env),
    getErrHasColors: () => takesColor(terminal.stderr, terminal.env),
  };
}
