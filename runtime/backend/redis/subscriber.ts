import type { RedisClient } from "./client.js";

/** Somebody who listens. */
export interface Listening {
  /** Resolves when every message from now on will be heard; rejects when none will. */
  readonly begun: Promise<void>;
  stop(): void;
}

/** One connection that hears messages, made when somebody first listens. When it is lost everybody is called. */
export class Subscriber {
  readonly #connect: () => RedisClient;
  readonly #listeners = new Map<string, Set<() => void>>();
  #client: RedisClient | undefined;

  constructor(connect: () => RedisClient) {
    this.#connect = connect;
  }

  /** Call back with every message in these channels, and when there can be no more. */
  listen(channels: readonly string[], callback: () => void): Listening {
    for (const channel of channels) {
      this.#listeners.set(channel, (this.#listeners.get(channel) ?? new Set()).add(callback));
    }
    const stop = (): void => {
      for (const channel of channels) this.#leave(channel, callback);
    };
    return { begun: this.#subscribe(channels), stop };
  }

  close(): void {
    this.#client?.disconnect();
    this.#client = undefined;
    this.#callAll();
  }

  #leave(channel: string, callback: () => void): void {
    const listeners = this.#listeners.get(channel);
    if (listeners?.delete(callback) !== true || listeners.size > 0) return;
    this.#listeners.delete(channel);
    this.#client?.unsubscribe(channel).catch(() => undefined);
  }

  async #subscribe(channels: readonly string[]): Promise<void> {
    const client = (this.#client ??= this.#connected());
    if (client.status === "wait") await client.connect();
    await client.subscribe(...channels);
  }

  #connected(): RedisClient {
    const client = this.#connect();
    // Whoever begins to listen is told by the command that fails.
    client.on("error", () => undefined);
    client.on("close", () => this.#callAll());
    client.on("message", (channel) => {
      for (const callback of [...(this.#listeners.get(channel) ?? [])]) callback();
    });
    return client;
  }

  #callAll(): void {
    const all = [...this.#listeners.values()].flatMap((listeners) => [...listeners]);
    for (const callback of new Set(all)) callback();
  }
}
