/** A program in Python that shares a server with us, and does there what a test tells it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("python_peer.py", import.meta.url));

/** How a peer is started. */
export interface PythonOptions {
  readonly url: string;
  /** How long its creators take, in milliseconds. Default 0. */
  readonly creationMs?: number;
  /** Whether they come to no end before {@link PythonPeer.open}. Default false. */
  readonly isGated?: boolean;
  /** How long its locks last unless they are given back, in seconds; `null` = for ever. Default 600. */
  readonly lockS?: number | null;
  /** How old its values get, in seconds; `null` = they never turn stale. Default `null`. */
  readonly expirationS?: number | null;
}

/** The cached functions it has, in the module `app.users`. */
export type PythonFunction = "get_user" | "get_anything" | "get_size" | "get_names" | "get_digest";

/** What is done with one of them. */
export type PythonVerb = "call" | "get" | "set" | "invalidate" | "refresh";

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
  /** How many creators have run so far. */
  readonly creations: number;
}

/** A Python process under way. */
export class PythonPeer {
  /** How many creators have run so far, as it last said. */
  creations = 0;
  readonly #process: ChildProcess;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  #begun = 0;
  #ids = 0;

  private constructor(python: string, options: PythonOptions) {
    const all = { creationMs: 0, isGated: false, lockS: 600, expirationS: null, ...options };
    this.#process = spawn(python, [PROGRAM, JSON.stringify(all)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (this.#process.stdout === null) throw new Error("its output is a pipe");
    createInterface(this.#process.stdout).on("line", (line) => this.#hear(line));
  }

  static async start(python: string, options: PythonOptions): Promise<PythonPeer> {
    const peer = new PythonPeer(python, options);
    await new Promise<void>((resolve) => peer.#asked.set(0, () => resolve()));
    peer.#asked.delete(0);
    return peer;
  }

  /** How many creators have begun. */
  get begun(): number {
    return this.#begun;
  }

  /** Do a verb to a function; `value` is what is set, or what the creator is to make. Rejects with the error of Python. */
  ask(
    verb: PythonVerb,
    name: PythonFunction,
    args: readonly unknown[],
    value?: unknown,
  ): Promise<unknown> {
    return this.#tell({ verb, function: name, args, ...(value === undefined ? {} : { value }) });
  }

  /** Let its creators come to their ends. */
  async open(): Promise<void> {
    await this.#tell({ verb: "open" });
  }

  #tell(question: object): Promise<unknown> {
    const id = (this.#ids += 1);
    return new Promise((resolve, reject) => {
      this.#asked.set(id, (answer) => {
        this.creations = answer.creations;
        if (answer.error === undefined) resolve(answer.value);
        else reject(new Error(answer.error));
      });
      this.#process.stdin?.write(`${JSON.stringify({ id, ...question })}\n`);
    });
  }

  /** End it in the middle of whatever it does. */
  async kill(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** Let it end by itself. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.stdin?.end();
    await ended;
  }

  #hear(line: string): void {
    const answer = JSON.parse(line) as Answer & { readonly began?: unknown };
    if (answer.began !== undefined) this.#begun += 1;
    else this.#asked.get(answer.id)?.(answer);
  }
}
