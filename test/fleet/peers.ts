/** Processes that share a store, and do with it what a test tells them. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PEER = fileURLToPath(new URL("peer.ts", import.meta.url));

/** How a peer is started: by the environment. */
export interface PeerOptions {
  /** The URL of its store. */
  readonly backend: string;
  /** Of its region: peers with one name share its entries. */
  readonly name: string;
}

/** What a peer can be told to do: with a key, or with all. Each answers with the value there is then. */
export type Verb = "get" | "getOrCreate" | "invalidate" | "invalidateSoftly";

/** What a peer is told. */
export interface Question {
  readonly id: number;
  readonly verb: Verb;
  readonly key: string;
}

/** What it answers. */
export interface Answer {
  readonly id: number;
  readonly value: string | null;
  /** How many values this process has made so far. */
  readonly creations: number;
}

/** A process under way. */
export class Peer {
  readonly #process: ChildProcess;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  #ids = 0;

  private constructor(options: PeerOptions) {
    this.#process = fork(PEER, {
      env: { ...process.env, PEER: JSON.stringify(options) },
      execArgv: ["--import", "tsx", "--conditions=@cachegen/source"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  }

  static async start(options: PeerOptions): Promise<Peer> {
    const peer = new Peer(options);
    await once(peer.#process, "message");
    peer.#process.on("message", (message) => {
      const answer = message as Answer;
      peer.#asked.get(answer.id)?.(answer);
    });
    return peer;
  }

  ask(verb: Verb, key: string): Promise<Answer> {
    const id = (this.#ids += 1);
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#process.send({ id, verb, key } satisfies Question);
    });
  }

  /** Let it end by itself, as a process does that has closed its cache. Answers its exit code. */
  async end(): Promise<number | null> {
    const ended = once(this.#process, "exit");
    this.#process.disconnect();
    const [exitCode] = (await ended) as [number | null];
    return exitCode;
  }
}
