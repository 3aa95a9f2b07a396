/**
 * The dogpile lock over many keys: hand out what is fresh, elect one creator for what is not, serve the stale value
 * meanwhile. One key is a list of one. This file is the callers' side; the elected one's is `creation.ts`.
 *
 * @see dogpile.cache `CacheRegion.get_or_create`, `CacheRegion.get_or_create_multi`. Differs: what was waited for is read
 * again from the store, and a list gives each key what a call for that key alone would give.
 */
import type { Held } from "../backend/backend.js";
import type { Landing } from "../lock/flight.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { launch, type Demand, type Lead } from "./creation.js";
import { lookUp } from "./entries.js";
import { freshnessOf, give, type Freshness } from "./freshness.js";
import type { Ground, Made } from "./ground.js";

/** How often a call looks again after its flight was overtaken, before it takes what the next one makes. */
const PATIENCE = 3;

const AGAIN: unique symbol = Symbol("again");

type Answer<V> = V | NoValue | typeof AGAIN;

/** A key as one round found it. */
interface Reading<V> {
  readonly key: string;
  readonly held: Held | undefined;
  readonly freshness: Freshness;
  /** The held value where it is fresh or stale, else `NO_VALUE`. */
  readonly value: V | NoValue;
}

/** What the store held when a call began, if it has looked already. */
type FirstLook = readonly (Held | undefined)[];

/** The values of distinct keys; `NO_VALUE` where the creator found none. */
export async function getOrCreate<V>(
  ground: Ground,
  demand: Demand<V>,
  {
    keys,
    firstLook,
  }: { readonly keys: readonly string[]; readonly firstLook?: FirstLook | undefined },
): Promise<Map<string, V | NoValue>> {
  const results = new Map<string, V | NoValue>();
  let held = firstLook;
  for (let attempt = 1, open = keys; open.length > 0; attempt += 1) {
    const round = new Round(ground, demand, attempt > PATIENCE);
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
  readonly #ground: Ground;
  readonly #demand: Demand<V>;
  readonly #patient: boolean;
  readonly #leads: Lead<V>[] = [];

  constructor(ground: Ground, demand: Demand<V>, patient: boolean) {
    this.#ground = ground;
    this.#demand = demand;
    this.#patient = patient;
  }

  async play(keys: readonly string[], firstLook?: FirstLook): Promise<[string, Answer<V>][]> {
    const held = firstLook ?? (await lookUp(this.#ground, keys));
    const nowMs = this.#ground.clock.nowMs();
    // No await between seeing that nobody makes a value and electing this call: two calls never both do.
    const answers = keys.map((key, index) => this.#answer(this.#judge(key, held[index], nowMs)));
    if (this.#leads.length > 0) void launch(this.#ground, this.#demand, this.#leads);
    return Promise.all(answers);
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
      this.#ground.listeners.emit({ kind: "error", key, error });
      return { ...NOTHING, key, held };
    }
  }

  async #answer(reading: Reading<V>): Promise<[string, Answer<V>]> {
    return [reading.key, await this.#settle(reading)];
  }

  /** Hand out what is there, wait for whoever makes it, or make it. */
  #settle(reading: Reading<V>): Answer<V> | Promise<Answer<V>> {
    const { key, freshness, value } = reading;
    const { anew, rules } = this.#demand;
    if (!anew && freshness === "fresh") return this.#tell("hit", key, value);
    const flight = anew ? undefined : this.#ground.flights.find(key);
    if (flight === undefined) {
      const landing = this.#elect(reading);
      const background = freshness === "stale" && !anew && rules.refresh === "background";
      if (!background) return this.#receive(landing, reading);
      landing.catch((error: unknown) => this.#ground.listeners.emit({ kind: "error", key, error }));
      return this.#tell("stale", key, value);
    }
    if (freshness === "stale") return this.#tell("stale", key, value);
    this.#tell("join", key, value);
    return this.#receive(flight.join(this.#patient), reading);
  }

  /** This call makes the value; the others find its flight. */
  #elect({ key, held, freshness, value }: Reading<V>): Promise<Landing<Made>> {
    if (freshness === "missing") this.#tell("miss", key, value);
    const flight = this.#ground.flights.start(key);
    this.#leads.push({ key, held, flight, previous: value, lease: undefined });
    return flight.lead(this.#patient);
  }

  async #receive(landing: Promise<Landing<Made>>, reading: Reading<V>): Promise<Answer<V>> {
    const { key, freshness, value } = reading;
    const hasStale = freshness === "stale" && !this.#demand.anew;
    try {
      const landed = await landing;
      if (landed.kind === "made" || landed.kind === "found") return this.#accept(landed.value);
      return landed.kind === "busy" && hasStale ? this.#tell("stale", key, value) : AGAIN;
    } catch (error) {
      if (!hasStale) throw error;
      this.#ground.listeners.emit({ kind: "error", key, error });
      return this.#tell("stale", key, value);
    }
  }

  /** "Not found" is an answer for those who ask for many; a single creator may know better. */
  #accept(made: Made): Answer<V> {
    // A loose value fits no type: it is what the application's own creator returned.
    if (made.kind === "loose") return made.value as V;
    const value = give(made.kept, this.#demand.rules);
    return isNoValue(value) && !this.#demand.mayBeAbsent ? AGAIN : value;
  }

  #tell(kind: "hit" | "stale" | "join" | "miss", key: string, value: V | NoValue): V | NoValue {
    this.#ground.listeners.emit({ kind, key });
    return value;
  }
}

const NOTHING = { freshness: "missing", value: NO_VALUE } as const;
