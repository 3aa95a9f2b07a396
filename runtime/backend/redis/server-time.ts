import type { Clock } from "../../clock.js";
import { inTime } from "../deadline.js";
import type { RedisClient } from "./client.js";

/** How often the server is asked for its time: the quickest answer is the nearest. */
const SAMPLES = 3;

/** How long that may take, in milliseconds. */
const LEARN_MS = 2_000;

/** After so many milliseconds the clocks may have gone apart. */
const GOOD_FOR_MS = 60_000;

/** The time of a server's clock, by ours. */
export class ServerTime {
  readonly #client: RedisClient;
  readonly #clock: Clock;
  #known: Promise<void> | undefined;
  #learnedMs = 0;
  /** What the server's clock is ahead of ours, in whole milliseconds. */
  #aheadMs = 0;

  constructor(client: RedisClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** Resolves when the time is known, or could not be learned; never rejects. */
  get known(): Promise<void> {
    return (this.#known ??= this.learn());
  }

  /** Ask the server; never rejects. Whoever waits for {@link known} waits for this. */
  learn(): Promise<void> {
    this.#known = this.#ask();
    return this.#known;
  }

  /** Ask the server if it was asked long ago; nobody waits for that. */
  refresh(): void {
    if (this.#clock.nowMs() - this.#learnedMs > GOOD_FOR_MS) void this.#ask();
  }

  /** Milliseconds of ours as the server's clock has them. */
  toServerMs(ownMs: number): number {
    return ownMs + this.#aheadMs;
  }

  toOwnMs(serverMs: number): number {
    return serverMs - this.#aheadMs;
  }

  async #ask(): Promise<void> {
    this.#learnedMs = this.#clock.nowMs();
    await inTime(this.#clock, LEARN_MS, this.#measure()).catch(() => undefined);
  }

  async #measure(): Promise<void> {
    let quickestMs = Infinity;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const startedMs = performance.now();
      const [seconds, microseconds] = (await this.#client.time()).map(Number);
      const tookMs = performance.now() - startedMs;
      const serverMs = Number(seconds) * 1000 + Number(microseconds) / 1000 + tookMs / 2;
      if (tookMs >= quickestMs || !Number.isFinite(serverMs)) continue;
      quickestMs = tookMs;
      this.#aheadMs = Math.round(serverMs - this.#clock.nowMs());
    }
  }
}
