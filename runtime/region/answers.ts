/** What a call hands out: of what it found, and of what it waited for. */
import { CacheError } from "../errors.js";
import type { NoValue } from "../value/no-value.js";
import type { Demand } from "./lead.js";
import { isAbsent, valueOf, type Product } from "./product.js";
import type { Reading } from "./reading.js";
import { arrival, TIMEOUT, type Boarding } from "./waiting.js";

/** The answer that is none: look again. */
export const AGAIN: unique symbol = Symbol("again");

/** What becomes of a key in one round. */
export type Answer<V> = V | NoValue | typeof AGAIN;

/** The answers to one call. */
export class Answers<V> {
  readonly #demand: Demand<V>;
  readonly #startedMs: number;

  constructor(demand: Demand<V>, startedMs: number) {
    this.#demand = demand;
    this.#startedMs = startedMs;
  }

  /** The fresh value. */
  hit({ key, value }: Reading<V>): V | NoValue {
    this.#demand.rules.journal.hit(key);
    return value;
  }

  /** The stale value. */
  stale({ key, value }: Reading<V>): V | NoValue {
    this.#demand.rules.journal.note("stale", key, {});
    return value;
  }

  /** What came of waiting in a flight. */
  async received(boarding: Boarding, reading: Reading<V>): Promise<Answer<V>> {
    const { anew, ground, rules, signal } = this.#demand;
    const hasStale = reading.freshness === "stale" && !anew;
    const limitMs = hasStale ? rules.softTimeoutMs : rules.hardTimeoutMs;
    try {
      const untilMs = this.#startedMs + limitMs;
      const landed = await arrival(ground, boarding, { untilMs, signal });
      if (landed === TIMEOUT) return this.#runOutOfTime(reading, hasStale);
      if ("value" in landed) return this.#accept(landed.value);
      return landed.kind === "busy" && hasStale ? this.stale(reading) : AGAIN;
    } catch (error) {
      // The failure was noted where it happened; a caller that has gone gets no value at all.
      if (!hasStale || signal?.aborted === true) throw error;
      return this.stale(reading);
    }
  }

  #runOutOfTime(reading: Reading<V>, hasStale: boolean): Answer<V> {
    const { journal, hardTimeoutMs } = this.#demand.rules;
    journal.note("timeout", reading.key, {});
    if (hasStale) return this.stale(reading);
    const message = `no value for ${reading.key} within ${hardTimeoutMs} ms; its creation goes on`;
    throw new CacheError("timeout", message, { ...journal.owner, key: reading.key });
  }

  #accept(product: Product): Answer<V> {
    const { mayBeAbsent, rules } = this.#demand;
    return isAbsent(product, rules) && !mayBeAbsent ? AGAIN : valueOf(product, rules);
  }
}
