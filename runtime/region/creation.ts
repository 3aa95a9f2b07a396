/**
 * The elected caller's side of the dogpile lock: take the leases, call the creator once for all keys won, deliver what
 * it makes, give back every lease, and tell all who wait.
 */
import type { Acquisition, Held } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import type { Landing } from "../lock/flight.js";
import { beingMade, runMaking } from "../lock/lineage.js";
import { isNoValue } from "../value/no-value.js";
import { deliver, type Harvest } from "./delivery.js";
import { freshnessOf } from "./freshness.js";
import type { Made } from "./ground.js";
import {
  end,
  keysOf,
  release,
  type CreationContext,
  type CreationRunner,
  type Demand,
  type Lead,
} from "./lead.js";
import { renewing } from "./renewal.js";

const FORGOTTEN = "the creation was cancelled, or its runner has not begun in time";

/** Makes values for those who wait in their flights. Its methods never reject: each flight tells how it ended. */
export class Creation<V> {
  readonly #demand: Demand<V>;

  constructor(demand: Demand<V>) {
    this.#demand = demand;
  }

  /** Ask for the leases and make what was won. */
  async launch(leads: readonly Lead<V>[]): Promise<void> {
    await this.make(await this.claim(leads));
  }

  /** Ask for the leases; what somebody else has made or is making is not ours any more. */
  async claim(leads: readonly Lead<V>[]): Promise<readonly Lead<V>[]> {
    const { anew: takeOver, rules } = this.#demand;
    const { leaseMs, journal } = rules;
    try {
      const requests = leads.map(({ key, held }) => ({ key, seen: held, takeOver, leaseMs }));
      const acquisitions = await this.#demand.ground.backend.acquire(requests);
      return leads.flatMap((lead, at) => this.#seat(lead, acquisitions[at]));
    } catch (error) {
      journal.noteAll("error", keysOf(leads), { error });
      return leads;
    }
  }

  /** Call the creator for these keys, in batches, and deliver what it makes. */
  async make(leads: readonly Lead<V>[]): Promise<void> {
    const batches = inBatches(leads, this.#demand.rules.maxBatch);
    await Promise.all(batches.map((batch) => this.#makeBatch(batch)));
  }

  /** Let the application run it; a runner that has not begun after `waitMs` has forgotten. */
  async runBy(runner: CreationRunner, leads: readonly Lead<V>[]): Promise<void> {
    const { waitMs } = this.#demand.rules;
    const cancel = (): Promise<void> => this.giveUp(leads, new CacheError("timeout", FORGOTTEN));
    const callOff = this.#demand.ground.clock.after(waitMs, () => void cancel());
    const run = (): Promise<void> => {
      callOff();
      return this.make(leads);
    };
    try {
      for (const { key } of leads) await runner({ key, run, cancel });
    } catch (error) {
      callOff();
      await this.giveUp(leads, error);
      throw error;
    }
  }

  /** End flights with an error, so that whoever comes next may try again at once. */
  async giveUp(leads: readonly Lead<V>[], error: unknown, retryAtMs?: number): Promise<void> {
    await release(this.#demand, leads, retryAtMs);
    for (const lead of leads) end(this.#demand, lead).fail(error);
  }

  /** The lead with its lease when it was won; else its flight ends as the store says, at once or when the other is done. */
  #seat(lead: Lead<V>, acquisition: Acquisition | undefined): Lead<V>[] {
    switch (acquisition?.kind) {
      case "filled":
        end(this.#demand, lead).land(this.#found(acquisition.held));
        return [];
      case "busy":
        if (isNoValue(lead.previous)) void this.#standBy(lead, acquisition.freed);
        else end(this.#demand, lead).land({ kind: "busy" });
        return [];
      default:
        return [{ ...lead, lease: acquisition?.lease }];
    }
  }

  #found(held: Held): Landing<Made> {
    const freshness = freshnessOf(held, this.#demand.ground.clock.nowMs(), this.#demand.rules);
    if (freshness !== "fresh" && freshness !== "eager") return { kind: "again" };
    return { kind: "found", value: { kind: "kept", kept: held.kept } };
  }

  /** Wait for a creation elsewhere; when that takes too long, create and do not store. */
  async #standBy(lead: Lead<V>, freed: Promise<void>): Promise<void> {
    const inTime = await this.#within(this.#demand.rules.waitMs, freed);
    if (inTime || lead.flight.revoked) end(this.#demand, lead).land({ kind: "again" });
    else await this.make([lead]);
  }

  #within(limitMs: number, freed: Promise<void>): Promise<boolean> {
    return new Promise((resolve) => {
      const { clock } = this.#demand.ground;
      const callOff =
        limitMs === Infinity ? () => undefined : clock.after(limitMs, () => resolve(false));
      void freed.then(() => {
        callOff();
        resolve(true);
      });
    });
  }

  async #makeBatch(leads: readonly Lead<V>[]): Promise<void> {
    const { clock } = this.#demand.ground;
    const { journal, retryAfterMs } = this.#demand.rules;
    for (const lead of leads) {
      lead.flight.onAbandoned(() => void release(this.#demand, [lead]));
    }
    const stopRenewing = renewing(this.#demand, leads);
    try {
      await deliver(this.#demand, await this.#callCreator(leads));
    } catch (error) {
      journal.noteAll("failure", keysOf(leads), { error });
      await this.giveUp(leads, error, clock.nowMs() + retryAfterMs);
    } finally {
      stopRenewing();
    }
  }

  /** A creator called by another one goes on its caller's place: were it to wait for one, neither would ever end. */
  #callCreator(leads: readonly Lead<V>[]): Promise<Harvest<V>> {
    const { limit } = this.#demand.ground;
    if (limit === undefined || beingMade().length > 0) return this.#timed(leads);
    return limit.run(() => this.#timed(leads));
  }

  async #timed(leads: readonly Lead<V>[]): Promise<Harvest<V>> {
    const { clock } = this.#demand.ground;
    const startedMs = clock.nowMs();
    this.#demand.rules.journal.noteAll("create", keysOf(leads), {});
    const flights = leads.map(({ flight }) => flight);
    const values = await runMaking(flights, () => this.#demand.create(leads.map(contextOf)));
    return { leads, values, costMs: clock.nowMs() - startedMs };
  }
}

function contextOf<V>({ key, previous, flight }: Lead<V>): CreationContext<V> {
  return { key, previous, signal: flight.signal };
}

function inBatches<T>(all: readonly T[], size: number): (readonly T[])[] {
  if (all.length <= size) return all.length === 0 ? [] : [all];
  const batches: T[][] = [];
  for (let start = 0; start < all.length; start += size)
    batches.push(all.slice(start, start + size));
  return batches;
}
