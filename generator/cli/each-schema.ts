import type { Command } from "commander";
import { shownPath } from "../path.js";
import { EXIT, Refusal } from "../refusal.js";
import { refusalOf } from "../system-error.js";
import type { Call } from "./command.js";
import { namedSchemas } from "./named-schemas.js";
import type { Current, Due, Faulty } from "./prepare.js";
import { tellFaults, type SchemaFaults } from "./report/reporter.js";
import { readSource, readStdin, type Source, type StdinOptions } from "./source.js";

/** What a command does with schemas; `work` is done when all of them are prepared, and gives an exit code. */
export interface SchemaWork<Ready extends Current | Due> {
  prepare(source: Source): Promise<Ready | Faulty>;
  work(ready: Ready): Promise<number>;
}

/** Declares the schemas a command is about. */
export function declareSchemas(command: Command): void {
  command.argument("[schemas...]", "files or patterns, instead of --config");
}

/** Declares that a schema may stand on the standard input. */
export function declareStdin(command: Command): void {
  command
    .option("--stdin", "read the schema from the standard input")
    .option("--stdin-path <file>", "the file that schema is taken to stand in");
}

/**
 * Does a piece of work on every schema a call names; gives the worst exit code. What is wrong with one is told, and
 * does not keep the others from it. Throws a `Refusal` when two have one output folder: then nothing is done.
 */
export async function onEachSchema<Ready extends Current | Due>(
  call: Call,
  steps: SchemaWork<Ready>,
): Promise<number> {
  return onSources(await sourcesOf(call), call, steps);
}

/** What {@link onEachSchema} does, for the schemas of these paths. */
export function onSchemas<Ready extends Current | Due>(
  paths: readonly string[],
  call: Call,
  steps: SchemaWork<Ready>,
): Promise<number> {
  return onSources(unread(paths, call), call, steps);
}

async function onSources<Ready extends Current | Due>(
  sources: readonly Unread[],
  call: Call,
  { prepare, work }: SchemaWork<Ready>,
): Promise<number> {
  const ready: Ready[] = [];
  const exitCodes: number[] = [EXIT.ok];
  for (const { file, read } of sources) {
    const begin = async (): Promise<number> => {
      const prepared = await prepare(await read());
      if (prepared.kind === "faulty") return tellFaults(faultsOf(prepared), call.reporter);
      ready.push(prepared);
      return EXIT.ok;
    };
    exitCodes.push(await attempt(begin, file, call));
  }
  assertSeparate(ready);
  for (const each of ready) {
    exitCodes.push(await attempt(() => work(each), each.source.file, call));
  }
  return Math.max(...exitCodes);
}

/** A schema that is about to be read. */
interface Unread {
  readonly file: string;
  read(): Promise<Source>;
}

async function sourcesOf(call: Call): Promise<readonly Unread[]> {
  const { stdin, stdinPath } = call.options<StdinOptions>();
  if (stdin === true) {
    if (call.operands.length > 0 || call.options().config !== undefined) {
      call.misused("--stdin reads one schema, and no other can be named");
    }
    return [{ file: "the standard input", read: () => readStdin(call) }];
  }
  if (stdinPath !== undefined) call.misused("--stdin-path goes with --stdin");
  return unread(await namedSchemas(call), call);
}

function unread(paths: readonly string[], call: Call): readonly Unread[] {
  return paths.map((path) => ({
    file: shownPath(call.terminal.cwd, path),
    read: () => readSource(path, call),
  }));
}

function faultsOf({ source: { file, text }, diagnostics }: Faulty): SchemaFaults {
  return { file, text, diagnostics };
}

async function attempt(work: () => Promise<number>, file: string, call: Call): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    call.reporter.refusal(refusal, file);
    call.reporter.outcome({ schema: file, status: "refused" });
    return refusal.exitCode;
  }
}

/** Either would remove the files of the other. */
function assertSeparate(ready: readonly (Current | Due)[]): void {
  const owners = new Map<string, Current | Due>();
  for (const each of ready) {
    // Names that differ by case alone may be the same folder.
    const other = owners.get(each.folder.toLowerCase());
    owners.set(each.folder.toLowerCase(), each);
    if (other === undefined) continue;
    const message = `${other.source.file} and ${each.source.file} have one output folder, ${each.shownFolder}`;
    throw new Refusal("CG9009", message, { hint: "give each schema an output of its own" });
  }
}
