/** One round of a call: what is fresh is handed out, and of what is not, each key is made by this call or by another. */
import type { Awaitable } from "../awaitable.js";
import type { Held } from "../backend/backend.js";
import type { Flight } from "../lock/flight.js";
import { runOutside } from "../lock/lineage.js";
import { Answers, type Answer } from "./answers.js";
import { Creation } from "./creation.js";
import { hasBegunSince, type Look } from "./freshness.js";
import type { CreationRunner, Demand, Lead } from "./lead.js";
import type { Product } from "./product.js";
import { look, opened, type Reading } from "./reading.js";
import { OVERTAKEN } from "./reasons.js";
import { refuseSelf } from "./waiting.js";

/** How often a call looks again after its flight was overtaken, before it takes what the next one makes. */
const PATIENT_AFTER = 3;

/** Where a round stands among those of its call. */
export interface RoundNumber {
  /** When the call began, in milliseconds since 1970. */
  readonly startedMs: number;
  readonly count: number;
  /** By key, the fill a call that wants values anew has found: filled in by the first round. */
  readonly tooOld: Map<string, unknown>;
}

/** One look at the keys, and what follows from it for each. */
export class Round<V> {
  readonly #demand: Demand<V>;
  readonly #startedMs: number;
  readonly #count: number;
  readonly #tooOld: Map<string, unknown>;
  readonly #answers: Answers<V>;
  readonly #leads: Lead[] = [];
  readonly #backgroundLeads: Lead[] = [];

  constructor(demand: Demand<V>, { startedMs, count, tooOld }: RoundNumber) {
    this.#demand = demand;
    this.#answers = new Answers(demand, startedMs);
    this.#startedMs = startedMs;
    this.#count = count;
    this.#tooOld = tooOld;
  }

  /** Whether a flight is to be stayed in even if it is overtaken. */
  get #patient(): boolean {
    return this.#count > PATIENT_AFTER;
  }

  /** The answers, in the order of the keys. */
  async play(keys: readonly string[], firstLook?: readonly Look[]): Promise<readonly Answer<V>[]> {
    const readings =
      firstLook === undefined
        ? await look(this.#demand, keys, this.#startedMs)
        : keys.map((key, at) =>
            opened(this.#demand, key, firstLook[at]?.held, firstLook[at]?.freshness),
          );
    this.#demand.signal?.throwIfAborted();
    // No await between seeing that nobody makes a value and electing this call: two calls never both do.
    const answers = readings.map((reading) => this.#answer(reading));
    this.#launch();
    // What is simply handed out costs no promise.
    return areThere(answers) ? answers : Promise.all(answers);
  }

  #launch(): void {
    // A lease is taken from somebody once: two that took it from each other would never end.
    const creation = new Creation({
      ...this.#demand,
      anew: this.#demand.anew && this.#count === 1,
    });
    if (this.#leads.length > 0) void creation.launch(this.#leads);
    if (this.#backgroundLeads.length === 0) return;
    runOutside(() => void creation.launch(this.#backgroundLeads));
  }

  /** A refusal is this key's alone: the others go on. */
  #answer(reading: Reading<V>): Awaitable<Answer<V>> {
    try {
      return this.#settle(reading);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Hand out what is there, wait for whoever makes it, or make it. */
  #settle(reading: Reading<V>): Awaitable<Answer<V>> {
    const flight = this.#demand.ground.flights.find(reading.key);
    if (this.#demand.anew) return this.#settleAnew(reading, flight);
    switch (reading.freshness) {
      case "fresh":
        return this.#answers.hit(reading);
      case "eager":
        if (flight === undefined) this.#makeInBackground(reading);
        return this.#answers.hit(reading);
      case "resting":
        return this.#answers.stale(reading);
      case "stale":
        return flight === undefined ? this.#renew(reading) : this.#answers.stale(reading);
      case "missing":
        return flight === undefined ? this.#miss(reading) : this.#join(reading, flight);
    }
  }

  /** Who was overtaken is content with what overtook it: that began later. What was there before is too old. */
  #settleAnew(reading: Reading<V>, flight: Flight<Product> | undefined): Awaitable<Answer<V>> {
    const { key, held, freshness } = reading;
    if (this.#count === 1) this.#tooOld.set(key, held?.fillId);
    else if (flight !== undefined) return this.#join(reading, flight);
    else if (freshness === "fresh" && this.#isAnew(key, held)) return this.#answers.hit(reading);
    return this.#make(reading);
  }

  /** Whether a value's creation began after this call did. */
  #isAnew(key: string, held: Held | undefined): boolean {
    if (held === undefined || held.fillId === this.#tooOld.get(key)) return false;
    return hasBegunSince(this.#startedMs, held);
  }

  /** A stale value and nobody who makes the new one. */
  #renew(reading: Reading<V>): Awaitable<Answer<V>> {
    if (this.#demand.runner !== undefined) return this.#handOver(reading, this.#demand.runner);
    if (this.#demand.rules.refresh === "inline") return this.#make(reading);
    this.#makeInBackground(reading);
    return this.#answers.stale(reading);
  }

  #miss(reading: Reading<V>): Promise<Answer<V>> {
    this.#demand.rules.journal.note("miss", reading.key, {});
    return this.#make(reading);
  }

  #join(reading: Reading<V>, flight: Flight<Product>): Promise<Answer<V>> {
    const { key } = reading;
    refuseSelf(key, flight, this.#demand.rules.journal.owner);
    this.#demand.rules.journal.note("join", key, {});
    return this.#answers.received({ key, flight, seat: flight.join(this.#patient) }, reading);
  }

  #make(reading: Reading<V>): Promise<Answer<V>> {
    const lead = this.#elect(reading);
    this.#leads.push(lead);
    const { key, flight } = lead;
    return this.#answers.received({ key, flight, seat: flight.lead(this.#patient) }, reading);
  }

  #makeInBackground(reading: Reading<V>): void {
    const lead = this.#elect(reading);
    lead.flight.detach();
    this.#backgroundLeads.push(lead);
  }

  /** The application runs the creation when and where it likes; the stale value is served meanwhile. */
  async #handOver(reading: Reading<V>, runner: CreationRunner): Promise<Answer<V>> {
    const lead = this.#elect(reading);
    lead.flight.detach();
    await new Creation(this.#demand).handOver(lead, runner);
    return this.#answers.stale(reading);
  }

  /** This call makes the value; the others find its flight. */
  #elect({ key, held, freshness }: Reading<V>): Lead {
    const { anew, ground } = this.#demand;
    const { flights } = ground;
    const overtaken = flights.find(key);
    if (overtaken !== undefined) refuseSelf(key, overtaken, this.#demand.rules.journal.owner);
    const isOvertaken = anew && this.#count > 1;
    const servable = freshness !== "missing" && !isOvertaken;
    const startedMs = this.#startedMs;
    return {
      key,
      held,
      servable,
      startedMs,
      anew,
      flight: flights.start(key, OVERTAKEN),
      lease: undefined,
    };
  }
}

function areThere<V>(answers: readonly Awaitable<Answer<V>>[]): answers is readonly Answer<V>[] {
  return !answers.some((answer) => answer instanceof Promise);
}
