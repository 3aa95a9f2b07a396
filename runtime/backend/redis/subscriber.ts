import type { Clock } from "../../clock.js";
import { inTime, TooLate } from "../deadline.js";
import type { RedisClient } from "./client.js";
import { connected } from "./connected.js";

/** How long the server may take to answer whether it is still there, in milliseconds. */
const PROBE_MS = 2_000;

/** Is called with a message, or without one when there may have been some that were not heard. */
type Listener = (message?: string) => void;

/** Somebody who listens. */
export interface Listening {
  /** Resolves when every message from now on will be heard; rejects when none will. */
  readonly begun: Promise<void>;
  stop(): void;
}

/** One connection that hears messages, made when somebody first listens. When it is lost or comes back everybody is called. */
export class Subscriber {
  readonly #connect: () => RedisClient;
  readonly #clock: Clock;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: RedisClient | undefined;
  #connecting: Promise<void> | undefined;
  #isProbing = false;

  constructor(connect: () => RedisClient, clock: Clock) {
    this.#connect = connect;
    this.#clock = clock;
  }

  /** Call back with every message in these channels, and when some may have been missed. */
  listen(channels: readonly string[], callback: Listener): Listening {
    for (const channel of channels) {
      this.#listeners.set(channel, (this.#listeners.get(channel) ?? new Set()).add(callback));
    }
    const stop = (): void => {
      for (const channel of channels) this.#leave(channel, callback);
    };
    return { begun: this.#subscribe(channels), stop };
  }

  /** Find out whether messages still arrive; a connection on which nothing does is given up for another. */
  probe(): void {
    const client = this.#client;
    if (this.#isProbing || client?.status !== "ready") return;
    this.#isProbing = true;
    inTime(this.#clock, PROBE_MS, client.ping())
      .catch((error: unknown) => {
        if (error instanceof TooLate && this.#client === client) client.disconnect(true);
      })
      .finally(() => (this.#isProbing = false));
  }

  /** Give up the connection for another. */
  renew(): void {
    this.#client?.disconnect(true);
  }

  close(): void {
    this.#client?.disconnect();
    this.#client = undefined;
    this.#callAll();
  }

  #leave(channel: string, callback: Listener): void {
    const listeners = this.#listeners.get(channel);
    if (listeners?.delete(callback) !== true || listeners.size > 0) return;
    this.#listeners.delete(channel);
    this.#client?.unsubscribe(channel).catch(() => undefined);
  }

  async #subscribe(channels: readonly string[]): Promise<void> {
    const client = (this.#client ??= this.#connected());
    this.#connecting ??= connected(client).finally(() => (this.#connecting = undefined));
    await this.#connecting;
    // Whoever has left meanwhile could not take back what was not sent.
    const wanted = channels.filter((channel) => this.#listeners.has(channel));
    if (wanted.length > 0) await client.subscribe(...wanted);
  }

  #connected(): RedisClient {
    const client = this.#connect();
    let wasLost = false;
    // Whoever begins to listen is told by the command that fails.
    client.on("error", () => undefined);
    client.on("close", () => {
      wasLost = true;
      this.#callAll();
    });
    // Those who could not begin to listen meanwhile look again, and begin.
    client.on("ready", () => wasLost && this.#callAll());
    client.on("message", (channel, message) => {
      for (const callback of [...(this.#listeners.get(channel) ?? [])]) callback(message);
    });
    return client;
  }

  #callAll(): void {
    const all = [...this.#listeners.values()].flatMap((listeners) => [...listeners]);
    for (const callback of new Set(all)) callback();
  }
}
