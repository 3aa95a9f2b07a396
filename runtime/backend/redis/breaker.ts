import type { Clock } from "../../clock.js";

/** When a {@link Breaker} opens, and for how long. */
export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long nothing is asked, in milliseconds; then one question is let through to see. */
  readonly pauseMs: number;
}

/** Spares callers the wait for a server that does not answer, and the server what it cannot do anyway. */
export class Breaker {
  readonly #clock: Clock;
  readonly #options: BreakerOptions;
  #failures = 0;
  #closedAgainMs = 0;
  #isProbing = false;

  constructor(clock: Clock, options: BreakerOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** Ask, unless it is open: then reject at once. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    const isOpen = this.#failures >= this.#options.failures;
    if (isOpen && (this.#isProbing || this.#clock.nowMs() < this.#closedAgainMs)) {
      throw new Error(`the server is not asked for a while: it failed ${this.#failures} times`);
    }
    this.#isProbing = isOpen;
    try {
      const answer = await question();
      this.close();
      return answer;
    } catch (error) {
      this.#note(error);
      throw error;
    } finally {
      if (isOpen) this.#isProbing = false;
    }
  }

  /** The server is known to answer. */
  close(): void {
    this.#failures = 0;
  }

  /** What the server itself refuses is an answer. */
  #note(error: unknown): void {
    if (isAnswer(error)) return this.close();
    this.#failures += 1;
    this.#closedAgainMs = this.#clock.nowMs() + this.#options.pauseMs;
  }
}

function isAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== "ReplyError") return false;
  return !/^(LOADING|MASTERDOWN|CLUSTERDOWN|BUSY) /.test(error.message);
}
