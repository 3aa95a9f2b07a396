import type { Clock } from "../../clock.js";
import { Breaker } from "./breaker.js";
import type { RedisClient } from "./client.js";
import { inTime } from "./deadline.js";
import type { Script } from "./script.js";

/** How long a command may take before it fails, in milliseconds. */
const COMMAND_MS = 250;

/** How long the first commands wait for a connection, in milliseconds. */
const CONNECT_MS = 2_000;

const BREAKER = { failures: 5, pauseMs: 1_000 } as const;

/** How often the server is asked for its time: the quickest answer is the nearest. */
const TIME_SAMPLES = 3;

/** A client that is connected before the first command, with the server's time. No command of it hangs. */
export class Connection {
  readonly client: RedisClient;
  readonly #clock: Clock;
  readonly #breaker: Breaker;
  #opening: Promise<void> | undefined;
  /** What the server's clock is ahead of ours, in whole milliseconds. */
  #aheadMs = 0;

  constructor(client: RedisClient, clock: Clock) {
    this.client = client;
    this.#clock = clock;
    this.#breaker = new Breaker(clock, BREAKER);
    // Every command says itself that it failed.
    client.on("error", () => undefined);
    client.on("ready", () => {
      this.#breaker.close();
      this.#measure().catch(() => undefined);
    });
  }

  /** Milliseconds of ours as the server's clock has them. */
  toServerMs(ownMs: number): number {
    return ownMs + this.#aheadMs;
  }

  toOwnMs(serverMs: number): number {
    return serverMs - this.#aheadMs;
  }

  async mget(keys: string[]): Promise<(string | null)[]> {
    await this.open();
    return this.#send(() => this.client.mget(keys));
  }

  /** Run a script; a server that does not know it yet is told it. */
  async run(
    { sha, text }: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    await this.open();
    const { client } = this;
    try {
      return await this.#send(() => client.evalsha(sha, keys.length, ...keys, ...args));
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return this.#send(() => client.eval(text, keys.length, ...keys, ...args));
    }
  }

  /** Connect once, and learn the server's time. Whatever comes of it, the commands after it tell. */
  open(): Promise<void> {
    const opened = (): Promise<void> => connected(this.client).then(() => this.#measure());
    this.#opening ??= inTime(this.#clock, CONNECT_MS, opened()).catch(() => undefined);
    return this.#opening;
  }

  async #send<T>(command: () => Promise<T>): Promise<T> {
    // That costs nobody any time, and ends with the next connection.
    if (this.client.status !== "ready") throw new Error("there is no connection to the server");
    return this.#breaker.ask(() => inTime(this.#clock, COMMAND_MS, command()));
  }

  async #measure(): Promise<void> {
    let quickestMs = Infinity;
    for (let sample = 0; sample < TIME_SAMPLES; sample += 1) {
      const startedMs = performance.now();
      const [seconds, microseconds] = (await this.client.time()).map(Number);
      const tookMs = performance.now() - startedMs;
      if (tookMs >= quickestMs || seconds === undefined || microseconds === undefined) continue;
      quickestMs = tookMs;
      const serverMs = seconds * 1000 + microseconds / 1000 + tookMs / 2;
      this.#aheadMs = Math.round(serverMs - this.#clock.nowMs());
    }
  }
}

async function connected(client: RedisClient): Promise<void> {
  if (client.status === "ready") return;
  if (client.status === "wait") await client.connect();
  else await ready(client);
}

function ready(client: RedisClient): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      client.off("ready", done);
      client.off("close", done);
      resolve();
    };
    client.on("ready", done);
    client.on("close", done);
  });
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOSCRIPT");
}
