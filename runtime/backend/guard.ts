import type { Awaitable } from "../awaitable.js";
import type { Clock } from "../clock.js";
import { Breaker } from "./breaker.js";
import { inTime } from "./deadline.js";

/** How long a store outside this process may take to answer, and when it is left alone for a while. */
export interface Patience {
  /** How long one call may take before it counts as failed, in milliseconds. Default 250. */
  readonly backendTimeoutMs?: number | undefined;
  /** Failures in a row after which nothing is asked for a while; `Infinity` = it is always asked. Default 5. */
  readonly breakerFailures?: number | undefined;
  /** How long that is, in milliseconds; then one call is let through to see. Default 1,000. */
  readonly breakerPauseMs?: number | undefined;
}

/** What holds where nothing is said. */
export const PATIENCE: { readonly [Name in keyof Patience]-?: number } = {
  backendTimeoutMs: 250,
  breakerFailures: 5,
  breakerPauseMs: 1_000,
};

/** A question on its way. */
export interface Question {
  /** When it is reported as failed, in milliseconds since 1970. */
  readonly untilMs: number;
  /** Whether nobody does: what has not been sent yet must not be, since it was reported as failed. */
  readonly isOver: boolean;
}

/** Where every call on a store comes by that could hang: none takes longer than it may, and none is made in vain. */
export class Guard {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #breaker: Breaker;

  /** `isAnswer` tells the errors of a store that works. */
  constructor(clock: Clock, patience: Patience, isAnswer?: (error: unknown) => boolean) {
    const { backendTimeoutMs, breakerFailures, breakerPauseMs } = patience;
    this.#clock = clock;
    this.#timeoutMs = backendTimeoutMs ?? PATIENCE.backendTimeoutMs;
    this.#breaker = new Breaker(clock, {
      failures: breakerFailures ?? PATIENCE.breakerFailures,
      pauseMs: breakerPauseMs ?? PATIENCE.breakerPauseMs,
      isAnswer,
    });
  }

  /** Ask, unless the store is left alone at the moment. Rejects when it has not answered in time. */
  ask<T>(work: (question: Question) => Awaitable<T>): Promise<T> {
    return this.#breaker.ask(() => this.insist(work));
  }

  /** As {@link ask}, whatever the store did before: for what is to be given back. */
  async insist<T>(work: (question: Question) => Awaitable<T>): Promise<T> {
    const question = { untilMs: this.#clock.nowMs() + this.#timeoutMs, isOver: false };
    try {
      return await inTime(this.#clock, this.#timeoutMs, run(work, question));
    } finally {
      question.isOver = true;
    }
  }

  /** The store is known to answer: ask it again at once. */
  close(): void {
    this.#breaker.close();
  }
}

/** What is thrown at once is rejected like the rest. */
async function run<T>(work: (question: Question) => Awaitable<T>, question: Question): Promise<T> {
  return work(question);
}
