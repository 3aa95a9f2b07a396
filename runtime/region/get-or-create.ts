/**
 * The dogpile lock over many keys: hand out what is fresh, elect one creator for what is not, serve the stale value
 * meanwhile. One key is a list of one. This file is the callers' side; the elected one's is `creation.ts`.
 *
 * @see dogpile.cache `CacheRegion.get_or_create`, `CacheRegion.get_or_create_multi`. Differs: what was waited for is read
 * again from the store, and a list gives each key what a call for that key alone would give.
 */
import type { Held } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import type { Flight } from "../lock/flight.js";
import { runOutside } from "../lock/lineage.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { Creation } from "./creation.js";
import { lookUp } from "./entries.js";
import { freshnessOf, give, type Freshness } from "./freshness.js";
import type { Made } from "./ground.js";
import type { Demand, Lead } from "./lead.js";
import { awaitLanding, refuseSelf, TIMEOUT, type Boarding } from "./waiting.js";

/** How often a call looks again after its flight was overtaken, before it takes what the next one makes. */
const PATIENCE = 3;

const AGAIN: unique symbol = Symbol("again");

type Answer<V> = V | NoValue | typeof AGAIN;

/** What the store held when a call began, if it has looked already. */
type FirstLook = readonly (Held | undefined)[];

/** A key as one round found it. */
interface Reading<V> {
  readonly key: string;
  readonly held: Held | undefined;
  readonly freshness: Freshness;
  /** The held value, or `NO_VALUE` where it is missing. */
  readonly value: V | NoValue;
}

/** The values of distinct keys; `NO_VALUE` where the creator found none. */
export async function getOrCreate<V>(
  demand: Demand<V>,
  {
    keys,
    firstLook,
  }: { readonly keys: readonly string[]; readonly firstLook?: FirstLook | undefined },
): Promise<Map<string, V | NoValue>> {
  demand.signal?.throwIfAborted();
  const results = new Map<string, V | NoValue>();
  const startedMs = demand.ground.clock.nowMs();
  let held = firstLook;
  for (let attempt = 1, open = keys; open.length > 0; attempt += 1) {
    const round = new Round(demand, { startedMs, patient: attempt > PATIENCE });
    for (const [key, answer] of await round.play(open, held)) {
      if (answer !== AGAIN) results.set(key, answer);
    }
    open = open.filter((key) => !results.has(key));
    held = undefined;
  }
  return results;
}

/** One look at the keys, and what follows from it for each. */
class Round<V> {
  readonly #demand: Demand<V>;
  readonly #startedMs: number;
  readonly #patient: boolean;
  readonly #leads: Lead<V>[] = [];
  readonly #backgroundLeads: Lead<V>[] = [];

  constructor(
    demand: Demand<V>,
    { startedMs, patient }: { readonly startedMs: number; readonly patient: boolean },
  ) {
    this.#demand = demand;
    this.#startedMs = startedMs;
    this.#patient = patient;
  }

  async play(keys: readonly string[], firstLook?: FirstLook): Promise<[string, Answer<V>][]> {
    const held = firstLook ?? (await lookUp(this.#demand, keys));
    const nowMs = this.#demand.ground.clock.nowMs();
    // No await between seeing that nobody makes a value and electing this call: two calls never both do.
    const answers = keys.map((key, at) => this.#answer(this.#judge(key, held[at], nowMs)));
    this.#launch();
    return Promise.all(answers);
  }

  #launch(): void {
    const creation = new Creation(this.#demand);
    if (this.#leads.length > 0) void creation.launch(this.#leads);
    if (this.#backgroundLeads.length === 0) return;
    runOutside(() => void creation.launch(this.#backgroundLeads));
  }

  #judge(key: string, held: Held | undefined, nowMs: number): Reading<V> {
    const { rules, mayBeAbsent } = this.#demand;
    const freshness = freshnessOf(held, nowMs, rules);
    if (held === undefined || freshness === "missing") return { ...NOTHING, key, held };
    try {
      const value = give(held.kept, rules);
      if (isNoValue(value) && !mayBeAbsent) return { ...NOTHING, key, held };
      return { key, held, freshness, value };
    } catch (error) {
      rules.journal.note("error", key, { error });
      return { ...NOTHING, key, held };
    }
  }

  async #answer(reading: Reading<V>): Promise<[string, Answer<V>]> {
    return [reading.key, await this.#settle(reading)];
  }

  /** Hand out what is there, wait for whoever makes it, or make it. */
  #settle(reading: Reading<V>): Answer<V> | Promise<Answer<V>> {
    if (this.#demand.anew) return this.#make(reading);
    switch (reading.freshness) {
      case "fresh":
        return this.#hit(reading);
      case "eager":
        if (this.#flightOf(reading) === undefined) this.#makeInBackground(reading);
        return this.#hit(reading);
      case "resting":
        return this.#serveStale(reading);
      case "stale":
        return this.#flightOf(reading) === undefined
          ? this.#renew(reading)
          : this.#serveStale(reading);
      case "missing":
        return this.#join(reading);
    }
  }

  /** A stale value and nobody who makes the new one. */
  #renew(reading: Reading<V>): Answer<V> | Promise<Answer<V>> {
    if (this.#demand.runner !== undefined) return this.#handOver(reading, this.#demand.runner);
    if (this.#demand.rules.refresh === "inline") return this.#make(reading);
    this.#makeInBackground(reading);
    return this.#serveStale(reading);
  }

  #join(reading: Reading<V>): Promise<Answer<V>> {
    const { key } = reading;
    const flight = this.#flightOf(reading);
    if (flight === undefined) {
      this.#demand.rules.journal.note("miss", key, {});
      return this.#make(reading);
    }
    refuseSelf({ key, flight });
    this.#demand.rules.journal.note("join", key, {});
    return this.#receive({ key, flight, landing: flight.join(this.#patient) }, reading);
  }

  #make(reading: Reading<V>): Promise<Answer<V>> {
    const lead = this.#elect(reading);
    this.#leads.push(lead);
    const { key, flight } = lead;
    return this.#receive({ key, flight, landing: flight.lead(this.#patient) }, reading);
  }

  #makeInBackground(reading: Reading<V>): void {
    const lead = this.#elect(reading);
    lead.flight.detach();
    this.#backgroundLeads.push(lead);
  }

  /** The application runs the creation when and where it likes; the stale value is served meanwhile. */
  async #handOver(
    reading: Reading<V>,
    runner: NonNullable<Demand<V>["runner"]>,
  ): Promise<Answer<V>> {
    const creation = new Creation(this.#demand);
    const lead = this.#elect(reading);
    lead.flight.detach();
    const won = await creation.claim([lead]);
    if (won.length > 0) await creation.runBy(runner, won);
    return this.#serveStale(reading);
  }

  /** This call makes the value; the others find its flight. */
  #elect({ key, held, value }: Reading<V>): Lead<V> {
    const overtaken = this.#demand.ground.flights.find(key);
    if (overtaken !== undefined) refuseSelf({ key, flight: overtaken });
    const flight = this.#demand.ground.flights.start(key);
    return { key, held, flight, previous: value, lease: undefined };
  }

  async #receive(boarding: Boarding, reading: Reading<V>): Promise<Answer<V>> {
    const hasStale = reading.freshness === "stale" && !this.#demand.anew;
    const { softTimeoutMs, hardTimeoutMs } = this.#demand.rules;
    const untilMs = this.#startedMs + (hasStale ? softTimeoutMs : hardTimeoutMs);
    try {
      const { signal } = this.#demand;
      const landed = await awaitLanding(this.#demand.ground, boarding, { untilMs, signal });
      if (landed === TIMEOUT) return this.#runOutOfTime(reading, hasStale);
      if (landed.kind === "made" || landed.kind === "found") return this.#accept(landed.value);
      return landed.kind === "busy" && hasStale ? this.#serveStale(reading) : AGAIN;
    } catch (error) {
      // The failure was noted where it happened; a caller that has gone gets no value at all.
      if (!hasStale || this.#demand.signal?.aborted === true) throw error;
      return this.#serveStale(reading);
    }
  }

  #runOutOfTime(reading: Reading<V>, hasStale: boolean): Answer<V> {
    const { journal, hardTimeoutMs } = this.#demand.rules;
    journal.note("timeout", reading.key, {});
    if (hasStale) return this.#serveStale(reading);
    const message = `no value for ${reading.key} within ${hardTimeoutMs} ms; its creation goes on`;
    throw new CacheError("timeout", message, { key: reading.key });
  }

  /** "Not found" is an answer for those who ask for many; a single creator may know better. */
  #accept(made: Made): Answer<V> {
    // A loose value fits no type: it is what the application's own creator returned.
    if (made.kind === "loose") return made.value as V;
    const value = give(made.kept, this.#demand.rules);
    return isNoValue(value) && !this.#demand.mayBeAbsent ? AGAIN : value;
  }

  #flightOf({ key }: Reading<V>): Flight<Made> | undefined {
    return this.#demand.ground.flights.find(key);
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

const NOTHING = { freshness: "missing", value: NO_VALUE } as const;
