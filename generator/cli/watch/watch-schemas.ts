import { dirname } from "node:path";
import { shownPath } from "../../path.js";
import { EXIT } from "../../refusal.js";
import { refusalOf } from "../../system-error.js";
import { bringingUpToDate } from "../bring-up-to-date.js";
import type { Call } from "../command.js";
import { onSchemas } from "../each-schema.js";
import { namedSchemas } from "../named-schemas.js";
import { chooseReporter, type ReportOptions } from "../report/choose.js";
import type { StdinOptions } from "../source.js";
import { contentOf } from "./content.js";
import { FolderWatch } from "./folder-watch.js";
import { Outputs } from "./outputs.js";
import { Pulse } from "./pulse.js";

/**
 * Brings the output of the schemas a call names up to date, and again whenever the text of one changes or the output is
 * edited or deleted, until the terminal's stop signal; gives the exit code. A schema with faults, or gone, leaves its
 * output as it is.
 */
export async function watchSchemas(call: Call): Promise<number> {
  assertWatchable(call);
  const paths = await namedSchemas(call);
  const stop = call.terminal.stopSignal();
  const pulse = new Pulse(stop);
  const watches = new Map<string, FolderWatch>();
  const watchFolder = (folder: string): void => {
    if (!watches.has(folder)) watches.set(folder, new FolderWatch(folder, pulse.beat, pulse.fail));
  };
  try {
    // Before the first look: what changes during it leads to a second one.
    for (const path of paths) watchFolder(dirname(path));
    return await watchUntil(pulse, new Rounds(paths, call, new Outputs(call, watchFolder)));
  } finally {
    for (const watch of watches.values()) watch.close();
    pulse.close();
  }
}

async function watchUntil(pulse: Pulse, rounds: Rounds): Promise<number> {
  const exitCode = await rounds.begin();
  // A schema that was never there is a slip of the pen.
  if (exitCode === EXIT.usage) return exitCode;
  while (await pulse.next()) await rounds.next();
  return EXIT.ok;
}

/** The rounds of a watch: each looks at all schemas, and generates from those whose text or output is another one. */
class Rounds {
  readonly #paths: readonly string[];
  readonly #call: Call;
  readonly #contents = new Map<string, string | undefined>();
  readonly #outputs: Outputs;

  constructor(paths: readonly string[], call: Call, outputs: Outputs) {
    this.#paths = paths;
    this.#call = call;
    this.#outputs = outputs;
  }

  async begin(): Promise<number> {
    await this.#changed();
    const exitCode = await this.#generate(this.#paths);
    if (exitCode !== EXIT.usage) this.#sayWaiting();
    return exitCode;
  }

  async next(): Promise<void> {
    const changed = await this.#changed();
    changed.push(...(await this.#damaged(changed)));
    if (changed.length === 0) return;
    const [present, gone] = this.#sorted(changed);
    for (const path of gone) this.#note(`${this.#shown(path)} is gone; what it generated stays`);
    if (present.length > 0) await this.#generate(present);
    this.#sayWaiting();
  }

  /** The schemas whose text is another one than at the last look. */
  async #changed(): Promise<string[]> {
    const changed: string[] = [];
    for (const path of this.#paths) {
      const content = await contentOf(path);
      if (content !== this.#contents.get(path)) changed.push(path);
      this.#contents.set(path, content);
    }
    return changed;
  }

  /** The other schemas that are there and whose output is not what was written: what was, starts no round. */
  async #damaged(changed: readonly string[]): Promise<readonly string[]> {
    const [present] = this.#sorted(this.#paths.filter((path) => !changed.includes(path)));
    const damaged: string[] = [];
    for (const path of present) if (await this.#outputs.isDamaged(path)) damaged.push(path);
    return damaged;
  }

  #sorted(paths: readonly string[]): readonly [present: string[], gone: string[]] {
    const isPresent = (path: string): boolean => this.#contents.get(path) !== undefined;
    return [paths.filter(isPresent), paths.filter((path) => !isPresent(path))];
  }

  async #generate(paths: readonly string[]): Promise<number> {
    const { terminal, options } = this.#call;
    const reporter = chooseReporter(terminal, options<ReportOptions>());
    const call = { ...this.#call, reporter };
    const exitCode = await onSchemas(
      paths,
      call,
      this.#outputs.learning(bringingUpToDate(call)),
    ).catch((error: unknown) => {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      reporter.refusal(refusal);
      return refusal.exitCode;
    });
    reporter.end(exitCode);
    return exitCode;
  }

  #sayWaiting(): void {
    const names = this.#paths.map((path) => this.#shown(path)).join(", ");
    this.#note(`waiting for changes of ${names} (Ctrl-C ends)`);
  }

  #note(line: string): void {
    this.#call.reporter.note(line);
  }

  #shown(path: string): string {
    return shownPath(this.#call.terminal.cwd, path);
  }
}

function assertWatchable(call: Call): void {
  const options = call.options<StdinOptions & ReportOptions & { readonly stdout?: string }>();
  if (options.stdin === true || options.stdinPath !== undefined) {
    call.misused("the standard input cannot be watched");
  }
  if (options.stdout !== undefined) call.misused("--stdout prints once and cannot watch");
  if (options.format === "json") call.misused("--format json is one document and cannot watch");
}
