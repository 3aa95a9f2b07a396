import { resolve } from "node:path";
import { Lines } from "../../diagnostic/lines.js";
import { shownPath } from "../../path.js";
import type { Refusal } from "../../refusal.js";
import type { Terminal } from "../terminal.js";
import { BUG_CODE, bugMessage, MISUSE_CODE } from "./bug.js";
import { HumanReporter, type Manner } from "./human.js";
import type { SchemaFaults } from "./reporter.js";

/** Most that is marked in one run: the service shows ten of a step and drops the others. */
const MOST_MARKED = 50;

/** Tells people, and marks each place for GitHub with a workflow command on the error stream, which it reads too. */
export class GithubReporter extends HumanReporter {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal, manner: Manner) {
    super(withoutCommands(terminal), manner);
    this.#terminal = terminal;
  }

  override faults(faults: SchemaFaults): void {
    super.faults(faults);
    const lines = new Lines(faults.text);
    for (const { code, message, hint, span } of faults.diagnostics.slice(0, MOST_MARKED)) {
      const { line, column } = lines.positionOf(span.start);
      this.#mark(withHint(message, hint), {
        file: this.#fromRoot(faults.file),
        line,
        col: column,
        title: code,
      });
    }
  }

  override refusal(refusal: Refusal, file?: string): void {
    super.refusal(refusal);
    const place = file === undefined ? {} : { file: this.#fromRoot(file) };
    this.#mark(withHint(refusal.message, refusal.hint), { ...place, title: refusal.code });
  }

  override misuse(message: string): void {
    super.misuse(message);
    this.#mark(message, { title: MISUSE_CODE });
  }

  /** As it is: it may be on its way to a file, and must be what was asked for. */
  override answer(text: string): void {
    this.#terminal.stdout.write(text);
  }

  override bug(error: unknown): void {
    super.bug(error);
    this.#mark(bugMessage(error), { title: BUG_CODE });
  }

  #mark(message: string, properties: Readonly<Record<string, string | number>>): void {
    const list = Object.entries(properties).map(
      ([name, value]) => `${name}=${property(String(value))}`,
    );
    this.#terminal.stderr.write(`::error ${list.join(",")}::${data(message)}\n`);
  }

  /** Places are found from the root of the checkout, wherever the command was called. */
  #fromRoot(file: string): string {
    const root = this.#terminal.env["GITHUB_WORKSPACE"] ?? "";
    if (root === "") return file;
    return shownPath(root, resolve(this.#terminal.cwd, file));
  }
}

function withHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** The text of a schema and of generated files is shown beside the commands, and must not be taken for one. */
function withoutCommands(terminal: Terminal): Terminal {
  const guarded = (output: Terminal["stderr"]): Terminal["stderr"] => ({
    isTTY: output.isTTY === true,
    write: (text) => output.write(disarmed(text)),
  });
  return {
    get cwd() {
      return terminal.cwd;
    },
    env: terminal.env,
    get stdin() {
      return terminal.stdin;
    },
    stdout: guarded(terminal.stdout),
    stderr: guarded(terminal.stderr),
    stopSignal: () => terminal.stopSignal(),
  };
}

/** The service takes a carriage return for the end of a line, and blanks are what .NET takes for some. */
function disarmed(text: string): string {
  return text.replaceAll("##[", "# #[").replace(/^([\s\u{85}]*):(?=:)/gmu, "$1: ");
}
