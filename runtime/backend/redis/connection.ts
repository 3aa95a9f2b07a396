import type { Clock } from "../../clock.js";
import type { RedisClient } from "./client.js";
import type { Script } from "./scripts.js";

/** How often the server is asked for its time: the quickest answer is the nearest. */
const TIME_SAMPLES = 3;

/** A client that is connected before the first command, with the server's time. */
export class Connection {
  readonly client: RedisClient;
  readonly #clock: Clock;
  #opening: Promise<void> | undefined;
  /** What the server's clock is ahead of ours, in whole milliseconds. */
  #aheadMs = 0;

  constructor(client: RedisClient, clock: Clock) {
    this.client = client;
    this.#clock = clock;
    // Every command says itself that it failed.
    client.on("error", () => undefined);
    client.on("ready", () => void this.#measure().catch(() => undefined));
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
    return this.client.mget(keys);
  }

  /** Run a script; a server that does not know it yet is told it. */
  async run(
    { sha, text }: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    await this.open();
    try {
      return await this.client.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return this.client.eval(text, keys.length, ...keys, ...args);
    }
  }

  /** Connect once, and learn the server's time. Whatever comes of it, the commands after it tell. */
  open(): Promise<void> {
    this.#opening ??= connected(this.client).then(
      () => this.#measure(),
      () => undefined,
    );
    return this.#opening;
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
