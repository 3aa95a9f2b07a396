import { dirname } from "node:path";
import { EXIT } from "../../refusal.js";
import { bringingUpToDate } from "../bring-up-to-date.js";
import type { Call } from "../command.js";
import { onSchemas } from "../each-schema.js";
import { namedSchemas } from "../named-schemas.js";
import { chooseReporter, type ReportOptions } from "../report/choose.js";
import { shownPath } from "../shown-path.js";
import type { StdinOptions } from "../source.js";
import { refusalOf } from "../system-error.js";
import { contentOf } from "./content.js";
import { FolderWatch } from "./folder-watch.js";
import { Pulse } from "./pulse.js";

/**
 * Brings the output of the schemas a call names up to date, and again whenever the text of one changes, until the
 * terminal's stop signal; gives the exit code. A schema with faults, or gone, leaves its output as it is.
 */
export async function watchSchemas(call: Call): Promise<number> {
  assertWatchable(call);
  const paths = await namedSchemas(call);
  const stop = call.terminal.stopSignal();
  const pulse = new Pulse(stop);
  const watches: FolderWatch[] = [];
  try {
    // Before the first look: what changes during it leads to a second one.
    for (const folder of new Set(paths.map((path) => dirname(path)))) {
      watches.push(new FolderWatch(folder, pulse.beat, pulse.fail));
    }
    return await watchUntil(pulse, new Rounds(paths, call));
  } finally {
    for (const watch of watches) watch.close();
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

/** The rounds of a watch: each looks at all schemas, and generates from those whose text is another one. */
class Rounds {
  readonly #paths: readonly string[];
  readonly #call: Call;
  readonly #contents = new Map<string, string | undefined>();

  constructor(paths: readonly string[], call: Call) {
    this.#paths = paths;
    this.#call = call;
  }

  async begin(): Promise<number> {
    await this.#changed();
    const exitCode = await this.#generate(this.#paths);
    if (exitCode !== EXIT.usage) this.#sayWaiting();
    return exitCode;
  }

  async next(): Promise<void> {
    const changed = await this.#changed();
    if (changed.length === 0) return;
    const [present, gone] = this.#sorted(changed);
    for (const path of gone) this.#note(`${this.#shown(path)} is gone; what it generated stays`);
    if (present.length > 0) await this.#generate(present);
    this.#sayWaiting();
  }

  /** The schemas whose text is another one than at the last look. The output is no schema, so it starts no round. */
  async #changed(): Promise<readonly string[]> {
    const changed: string[] = [];
    for (const path of this.#paths) {
      const content = await contentOf(path);
      if (content !== this.#contents.get(path)) changed.push(path);
      this.#contents.set(path, content);
    }
    return changed;
  }

  #sorted(paths: readonly string[]): readonly [present: string[], gone: string[]] {
    const isPresent = (path: string): boolean => this.#contents.get(path) !== undefined;
    return [paths.filter(isPresent), paths.filter((path) => !isPresent(path))];
  }

  async #generate(paths: readonly string[]): Promise<number> {
    const { terminal, options } = this.#call;
    const reporter = chooseReporter(terminal, options<ReportOptions>());
    const call = { ...this.#call, reporter };
    const exitCode = await onSchemas(paths, call, bringingUpToDate(call)).catch(
      (error: unknown) => {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        reporter.refusal(refusal);
        return refusal.exitCode;
      },
    );
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
