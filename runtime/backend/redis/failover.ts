import type { Clock } from "../../clock.js";
import { inTime } from "../deadline.js";
import type { RedisClient } from "./client.js";
import { connected } from "./connected.js";

/** How often another connection is tried at the most, in milliseconds. */
const EVERY_MS = 5_000;

/** How long one may take to come about and to tell where it leads, in milliseconds. */
const TRY_MS = 2_000;

/**
 * Finds the server that took the place of another behind one address. The one before lives on as a replica, which refuses
 * every change, and connections stay with it. They are given up only for one that is known to lead elsewhere: a replica
 * that has nobody in its place goes on serving what it has.
 */
export class Failover {
  readonly #client: RedisClient;
  readonly #clock: Clock;
  readonly #move: () => void;
  #next: RedisClient | undefined;
  #nextTryMs = 0;

  /** `move` is called when another connection leads to a server that takes changes. */
  constructor(client: RedisClient, clock: Clock, move: () => void) {
    this.#client = client;
    this.#clock = clock;
    this.#move = move;
  }

  /** The server has refused a change because it is a replica; nobody waits for what is found. */
  async suspect(): Promise<void> {
    const nowMs = this.#clock.nowMs();
    if (this.#next !== undefined || nowMs < this.#nextTryMs) return;
    this.#nextTryMs = nowMs + EVERY_MS;
    const next = (this.#next = this.#client.duplicate({ autoResubscribe: false }));
    // Whatever it says, it leads nowhere.
    next.on("error", () => undefined);
    const takesChanges = await inTime(this.#clock, TRY_MS, isMaster(next)).catch(() => false);
    next.disconnect();
    this.#next = undefined;
    if (takesChanges && this.#client.status === "ready") this.#move();
  }

  /** Try no more. */
  close(): void {
    this.#nextTryMs = Infinity;
    this.#next?.disconnect();
  }
}

async function isMaster(client: RedisClient): Promise<boolean> {
  await connected(client);
  return /^role:master\b/m.test(String(await client.info("replication")));
}
