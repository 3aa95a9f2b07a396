import type { Clock } from "../clock.js";

/** When a {@link Breaker} opens, and for how long. */
export interface BreakerOptions {
  /** Failures in a row that open it; `Infinity` = it never opens. */
  readonly failures: number;
  /** How long nothing is asked, in milliseconds; then one question is let through to see. */
  readonly pauseMs: number;
  /** Whether an error is an answer all the same: a store that refuses is one that works. Default: none is. */
  readonly isAnswer?: ((error: unknown) => boolean) | undefined;
}

/** Spares callers the wait for a store that does not answer, and the store what it cannot do anyway. */
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
      throw new Error(`the store is not asked for a while: it failed ${this.#failures} times`);
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

  /** The store is known to answer. */
  close(): void {
    this.#failures = 0;
  }

  #note(error: unknown): void {
    if (this.#options.isAnswer?.(error) === true) return this.close();
    this.#failures += 1;
    this.#closedAgainMs = this.#clock.nowMs() + this.#options.pauseMs;
  }
}
