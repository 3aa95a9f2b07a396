/**
 * The dogpile lock over many keys: hand out what is fresh, elect one creator for what is not, serve the stale value
 * meanwhile. One key is a list of one. This file is the callers' side; the elected one's is `creation.ts`.
 *
 * @see dogpile.cache `CacheRegion.get_or_create`, `CacheRegion.get_or_create_multi`. Differs: what was waited for is read
 * again from the store, and a list gives each key what a call for that key alone would give.
 */
import { setImmediate } from "node:timers";
import { CacheError } from "../errors.js";
import type { Held } from "../backend/backend.js";
import type { Flight } from "../lock/flight.js";
import { runOutside } from "../lock/lineage.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { Creation } from "./creation.js";
import { lookUp } from "./entries.js";
import { freshnessOf, give, type Look } from "./freshness.js";
import type { Made } from "./ground.js";
import { isAbsent, valueOf } from "./joining.js";
import type { CreationRunner, Demand, Lead } from "./lead.js";
import { setAside } from "./unreadable.js";
import { arrival, refuseSelf, TIMEOUT, withinLimit, type Boarding } from "./waiting.js";

/** How often a call looks again after its flight was overtaken, before it takes what the next one makes. */
const PATIENT_AFTER = 3;

/** How many rounds may follow one another without a turn of the event loop for everybody else. */
const ROUNDS_AT_A_TIME = 10;

const AGAIN: unique symbol = Symbol("again");

type Answer<V> = V | NoValue | typeof AGAIN;

/** A key as one round found it. */
interface Reading<V> extends Look {
  readonly key: string;
  /** The held value, or `NO_VALUE` where it is missing. */
  readonly value: V | NoValue;
}

/** The values of distinct keys; `NO_VALUE` where the creator found none. */
export async function getOrCreate<V>(
  demand: Demand<V>,
  keys: readonly string[],
  firstLook?: readonly Look[],
): Promise<Map<string, V | NoValue>> {
  demand.signal?.throwIfAborted();
  const { flights } = demand.ground;
  flights.traffic.enter();
  try {
    return await settleAll(demand, keys, firstLook);
  } finally {
    flights.traffic.leave();
  }
}

async function settleAll<V>(
  demand: Demand<V>,
  keys: readonly string[],
  firstLook?: readonly Look[],
): Promise<Map<string, V | NoValue>> {
  const results = new Map<string, V | NoValue>();
  const startedMs = demand.ground.clock.nowMs();
  const tooOld = new Map<string, unknown>();
  let looks = firstLook;
  for (let count = 1, open = keys; open.length > 0; count += 1) {
    const round = new Round(demand, { startedMs, count, tooOld });
    for (const [key, answer] of await round.play(open, looks)) {
      if (answer !== AGAIN) results.set(key, answer);
    }
    open = open.filter((key) => !results.has(key));
    looks = undefined;
    if (count % ROUNDS_AT_A_TIME === 0) await nextTurn();
  }
  return results;
}

/** Where a round stands among those of its call. */
interface RoundNumber {
  /** When the call began, in milliseconds since 1970. */
  readonly startedMs: number;
  readonly count: number;
  /** By key, the fill a call that wants values anew has found: filled in by the first round. */
  readonly tooOld: Map<string, unknown>;
}

/** One look at the keys, and what follows from it for each. */
class Round<V> {
  readonly #demand: Demand<V>;
  readonly #startedMs: number;
  readonly #count: number;
  readonly #tooOld: Map<string, unknown>;
  readonly #leads: Lead[] = [];
  readonly #backgroundLeads: Lead[] = [];

  constructor(demand: Demand<V>, { startedMs, count, tooOld }: RoundNumber) {
    this.#demand = demand;
    this.#startedMs = startedMs;
    this.#count = count;
    this.#tooOld = tooOld;
  }

  /** Whether a flight is to be stayed in even if it is overtaken. */
  get #patient(): boolean {
    return this.#count > PATIENT_AFTER;
  }

  async play(keys: readonly string[], firstLook?: readonly Look[]): Promise<[string, Answer<V>][]> {
    const looks = firstLook ?? (await this.#look(keys));
    this.#demand.signal?.throwIfAborted();
    const readings = keys.map((key, at) => this.#open(key, looks[at] ?? NOTHING));
    // No await between seeing that nobody makes a value and electing this call: two calls never both do.
    const answers = readings.map((reading) => this.#answer(reading));
    this.#launch();
    return Promise.all(answers);
  }

  async #look(keys: readonly string[]): Promise<Look[]> {
    const { ground, rules } = this.#demand;
    const untilMs = this.#startedMs + rules.hardTimeoutMs;
    const { signal } = this.#demand;
    const all = await withinLimit(this.#demand, lookUp(this.#demand, keys), { untilMs, signal });
    const nowMs = ground.clock.nowMs();
    return keys.map((_, at) => ({
      held: all[at],
      freshness: freshnessOf(all[at], nowMs, rules),
    }));
  }

  #open(key: string, { held, freshness }: Look): Reading<V> {
    const { rules, mayBeAbsent } = this.#demand;
    const nothing = { key, held, freshness: "missing", value: NO_VALUE } as const;
    if (held === undefined || freshness === "missing") return nothing;
    try {
      const value = give(held, rules);
      return isNoValue(value) && !mayBeAbsent ? nothing : { key, held, freshness, value };
    } catch (error) {
      setAside(this.#demand, { key, held, error });
      return nothing;
    }
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

  async #answer(reading: Reading<V>): Promise<[string, Answer<V>]> {
    return [reading.key, await this.#settle(reading)];
  }

  /** Hand out what is there, wait for whoever makes it, or make it. */
  #settle(reading: Reading<V>): Answer<V> | Promise<Answer<V>> {
    const flight = this.#demand.ground.flights.find(reading.key);
    if (this.#demand.anew) return this.#settleAnew(reading, flight);
    switch (reading.freshness) {
      case "fresh":
        return this.#hit(reading);
      case "eager":
        if (flight === undefined) this.#makeInBackground(reading);
        return this.#hit(reading);
      case "resting":
        return this.#serveStale(reading);
      case "stale":
        return flight === undefined ? this.#renew(reading) : this.#serveStale(reading);
      case "missing":
        return flight === undefined ? this.#miss(reading) : this.#join(reading, flight);
    }
  }

  /** Who was overtaken is content with what overtook it: that began later. What was there before is too old. */
  #settleAnew(
    reading: Reading<V>,
    flight: Flight<Made> | undefined,
  ): Answer<V> | Promise<Answer<V>> {
    const { key, held, freshness } = reading;
    if (this.#count === 1) this.#tooOld.set(key, held?.fillId);
    else if (flight !== undefined) return this.#join(reading, flight);
    else if (freshness === "fresh" && this.#isAnew(key, held)) return this.#hit(reading);
    return this.#make(reading);
  }

  /** Whether a value's creation began after this call did. */
  #isAnew(key: string, held: Held | undefined): boolean {
    if (held === undefined || held.fillId === this.#tooOld.get(key)) return false;
    return held.createdMs - held.costMs >= this.#startedMs;
  }

  /** A stale value and nobody who makes the new one. */
  #renew(reading: Reading<V>): Answer<V> | Promise<Answer<V>> {
    if (this.#demand.runner !== undefined) return this.#handOver(reading, this.#demand.runner);
    if (this.#demand.rules.refresh === "inline") return this.#make(reading);
    this.#makeInBackground(reading);
    return this.#serveStale(reading);
  }

  #miss(reading: Reading<V>): Promise<Answer<V>> {
    this.#demand.rules.journal.note("miss", reading.key, {});
    return this.#make(reading);
  }

  #join(reading: Reading<V>, flight: Flight<Made>): Promise<Answer<V>> {
    const { key } = reading;
    refuseSelf(key, flight, this.#demand.rules.journal.owner);
    this.#demand.rules.journal.note("join", key, {});
    return this.#receive({ key, flight, seat: flight.join(this.#patient) }, reading);
  }

  #make(reading: Reading<V>): Promise<Answer<V>> {
    const lead = this.#elect(reading);
    this.#leads.push(lead);
    const { key, flight } = lead;
    return this.#receive({ key, flight, seat: flight.lead(this.#patient) }, reading);
  }

  #makeInBackground(reading: Reading<V>): void {
    const lead = this.#elect(reading);
    lead.flight.detach();
    this.#backgroundLeads.push(lead);
  }

  /** The application runs the creation when and where it likes; the stale value is served meanwhile. */
  async #handOver(reading: Reading<V>, runner: CreationRunner): Promise<Answer<V>> {
    const creation = new Creation(this.#demand);
    const lead = this.#elect(reading);
    lead.flight.detach();
    for (const won of await creation.claim([lead])) {
      const pending = creation.pending(won);
      try {
        void Promise.resolve(runner(pending)).catch((error: unknown) => {
          this.#demand.rules.journal.note("failure", reading.key, { error });
          return pending.cancel();
        });
      } catch (error) {
        await pending.cancel();
        throw error;
      }
    }
    return this.#serveStale(reading);
  }

  /** This call makes the value; the others find its flight. */
  #elect({ key, held, freshness }: Reading<V>): Lead {
    const { flights } = this.#demand.ground;
    const overtaken = flights.find(key);
    if (overtaken !== undefined) refuseSelf(key, overtaken, this.#demand.rules.journal.owner);
    const isOvertaken = this.#demand.anew && this.#count > 1;
    const servable = freshness !== "missing" && !isOvertaken;
    const startedMs = this.#startedMs;
    return { key, held, servable, startedMs, flight: flights.start(key), lease: undefined };
  }

  async #receive(boarding: Boarding, reading: Reading<V>): Promise<Answer<V>> {
    const { anew, ground, rules, signal } = this.#demand;
    const hasStale = reading.freshness === "stale" && !anew;
    const limitMs = hasStale ? rules.softTimeoutMs : rules.hardTimeoutMs;
    try {
      const untilMs = this.#startedMs + limitMs;
      const landed = await arrival(ground, boarding, { untilMs, signal });
      if (landed === TIMEOUT) return this.#runOutOfTime(reading, hasStale);
      if ("value" in landed) return this.#accept(landed.value);
      return landed.kind === "busy" && hasStale ? this.#serveStale(reading) : AGAIN;
    } catch (error) {
      // The failure was noted where it happened; a caller that has gone gets no value at all.
      if (!hasStale || signal?.aborted === true) throw error;
      return this.#serveStale(reading);
    }
  }

  #runOutOfTime(reading: Reading<V>, hasStale: boolean): Answer<V> {
    const { journal, hardTimeoutMs } = this.#demand.rules;
    journal.note("timeout", reading.key, {});
    if (hasStale) return this.#serveStale(reading);
    const message = `no value for ${reading.key} within ${hardTimeoutMs} ms; its creation goes on`;
    throw new CacheError("timeout", message, { ...journal.owner, key: reading.key });
  }

  #accept(made: Made): Answer<V> {
    const { mayBeAbsent, rules } = this.#demand;
    return isAbsent(made, rules) && !mayBeAbsent ? AGAIN : valueOf(made, rules);
  }

  #hit({ key, value }: Reading<V>): V | NoValue {
    this.#demand.rules.journal.hit(key);
    return value;
  }

  #serveStale({ key, value }: Reading<V>): V | NoValue {
    this.#demand.rules.journal.note("stale", key, {});
    return value;
  }
}

const NOTHING: Look = { held: undefined, freshness: "missing" };

/** Let everybody else have a turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
