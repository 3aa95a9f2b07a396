/**
 * The elected caller's side of the dogpile lock: take the leases, call the creator once for all keys won, store what
 * was not overtaken, give back every lease, and tell all who wait.
 */
import type { Acquisition, Deposit, Held, Lease } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import type { Flight, Landing } from "../lock/flight.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";
import { depositOf, freshnessOf } from "./freshness.js";
import type { Ground, Made } from "./ground.js";
import type { Rules } from "./rules.js";

/** What a creator is told of a value it is to make, after its arguments. */
export interface CreationContext<V> {
  /** The key the value will be stored under, before mangling. */
  readonly key: string;
  /** The value that has turned stale, or `NO_VALUE`. */
  readonly previous: V | NoValue;
  /** Aborts when nobody waits for the value any more. */
  readonly signal: AbortSignal;
}

/** What a call asks for. */
export interface Demand<V> {
  readonly rules: Rules<V>;
  /** Make the values of these keys, in their order; `NO_VALUE` where there is none. */
  readonly create: (wanted: readonly CreationContext<V>[]) => Promise<readonly (V | NoValue)[]>;
  /** Make every value anew, whatever is stored or under way. */
  readonly anew: boolean;
  /** Whether "not found" is an answer. */
  readonly mayBeAbsent: boolean;
}

/** A key this call makes the value of. */
export interface Lead<V> {
  readonly key: string;
  readonly held: Held | undefined;
  readonly previous: V | NoValue;
  readonly flight: Flight<Made>;
  /** Missing where the store could not be asked: the value is made and not stored. */
  readonly lease: Lease | undefined;
}

/** Make the values of these keys and end their flights. Never rejects: each flight tells how it ended. */
export async function launch<V>(
  ground: Ground,
  demand: Demand<V>,
  leads: readonly Lead<V>[],
): Promise<void> {
  const creation = new Creation(ground, demand);
  const won = await creation.claim(leads);
  await Promise.all(inBatches(won, demand.rules.maxBatch).map((batch) => creation.make(batch)));
}

/** What became of a created value: `refused` is a misfit under `strict`. */
type Outcome = Made | { readonly kind: "refused"; readonly error: CacheError };

/** A created value on its way out. */
interface Delivery<V> {
  readonly lead: Lead<V>;
  readonly outcome: Outcome;
}

/** A created value that may be stored. */
interface Storable<V> extends Delivery<V> {
  readonly fill: readonly [Lease, Deposit];
}

class Creation<V> {
  readonly #ground: Ground;
  readonly #demand: Demand<V>;

  constructor(ground: Ground, demand: Demand<V>) {
    this.#ground = ground;
    this.#demand = demand;
  }

  /** Ask for the leases; what somebody else has made or is making is not ours any more. */
  async claim(leads: readonly Lead<V>[]): Promise<readonly Lead<V>[]> {
    const takeOver = this.#demand.anew;
    try {
      const requests = leads.map(({ key, held }) => ({ key, seen: held, takeOver }));
      const acquisitions = await this.#ground.backend.acquire(requests);
      return leads.flatMap((lead, index) => this.#seat(lead, acquisitions[index]));
    } catch (error) {
      this.#report(leads, error);
      return leads;
    }
  }

  /** Call the creator for these keys and hand out what it makes. */
  async make(leads: readonly Lead<V>[]): Promise<void> {
    try {
      for (const { key } of leads) this.#ground.listeners.emit({ kind: "create", key });
      await this.#deliver(leads, await this.#demand.create(leads.map(contextOf)));
    } catch (error) {
      await this.#release(leads);
      for (const lead of leads) this.#end(lead).fail(error);
    }
  }

  /** The lead with its lease when it was won; else its flight ends as the store says, at once or when the other is done. */
  #seat(lead: Lead<V>, acquisition: Acquisition | undefined): Lead<V>[] {
    switch (acquisition?.kind) {
      case "filled":
        this.#end(lead).land(this.#found(acquisition.held));
        return [];
      case "busy":
        if (lead.previous !== NO_VALUE) this.#end(lead).land({ kind: "busy" });
        else void acquisition.freed.then(() => this.#end(lead).land({ kind: "again" }));
        return [];
      default:
        return [{ ...lead, lease: acquisition?.lease }];
    }
  }

  #found(held: Held): Landing<Made> {
    const freshness = freshnessOf(held, this.#ground.clock.nowMs(), this.#demand.rules);
    if (freshness !== "fresh") return { kind: "again" };
    return { kind: "found", value: { kind: "kept", kept: held.kept } };
  }

  /** Store what may be stored, give back the other leases, hand out everything. */
  async #deliver(leads: readonly Lead<V>[], values: readonly (V | NoValue)[]): Promise<void> {
    const storable: Storable<V>[] = [];
    const others: Delivery<V>[] = [];
    for (const [index, lead] of leads.entries()) {
      const outcome = this.#check(lead.key, values[index]);
      const deposit = this.#depositOf(outcome);
      if (deposit === undefined || lead.lease === undefined) others.push({ lead, outcome });
      else storable.push({ lead, outcome, fill: [lead.lease, deposit] });
    }
    await this.#store(storable);
    await this.#release(others.map(({ lead }) => lead));
    for (const delivery of others) this.#handOut(delivery);
  }

  /** The value as it is kept; a misfit is handed out as it is or, under `strict`, refused. */
  #check(key: string, value: V | NoValue | undefined): Outcome {
    const { isolation, strict } = this.#demand.rules;
    const absent = value === NO_VALUE && this.#demand.mayBeAbsent;
    if (absent) return { kind: "kept", kept: isolation.absentForm };
    try {
      // A creator may answer anything at run time: `keep` refuses what is no V.
      return { kind: "kept", kept: isolation.keep(value as V) };
    } catch (cause) {
      this.#ground.listeners.emit({ kind: "misfit", key, error: cause });
      return strict ? { kind: "refused", error: misfit(key, cause) } : { kind: "loose", value };
    }
  }

  #depositOf(outcome: Outcome): Deposit | undefined {
    if (outcome.kind !== "kept") return undefined;
    return depositOf(outcome.kept, this.#ground.clock.nowMs(), this.#demand.rules);
  }

  async #store(deliveries: readonly Storable<V>[]): Promise<void> {
    if (deliveries.length === 0) return;
    for (const { lead } of deliveries) lead.flight.closeForStoring();
    const stored = await this.#fill(deliveries);
    for (const [index, delivery] of deliveries.entries()) {
      if (stored[index] === false) delivery.lead.flight.revoke();
      this.#handOut(delivery);
    }
  }

  /** What a store fails to keep is no less true: it is handed out all the same. */
  async #fill(deliveries: readonly Storable<V>[]): Promise<readonly boolean[]> {
    try {
      const stored = await this.#ground.backend.fill(deliveries.map(({ fill }) => fill));
      for (const [index, { lead }] of deliveries.entries()) {
        const kind = stored[index] === true ? "fill" : "fenced";
        this.#ground.listeners.emit({ kind, key: lead.key });
      }
      return stored;
    } catch (error) {
      this.#report(
        deliveries.map(({ lead }) => lead),
        error,
      );
      return [];
    }
  }

  #handOut({ lead, outcome }: Delivery<V>): void {
    const flight = this.#end(lead);
    if (outcome.kind === "refused") flight.fail(outcome.error);
    else flight.land({ kind: "made", value: outcome });
  }

  /** A lease that cannot be given back ends by itself. */
  async #release(leads: readonly Lead<V>[]): Promise<void> {
    const leases = leads.flatMap(({ lease }) => lease ?? []);
    if (leases.length === 0) return;
    try {
      await this.#ground.backend.release(leases);
    } catch (error) {
      this.#report(leads, error);
    }
  }

  /** Forget the flight before its callers wake, so that those who look again begin another. */
  #end(lead: Lead<V>): Flight<Made> {
    this.#ground.flights.end(lead.key, lead.flight);
    return lead.flight;
  }

  #report(leads: readonly Lead<V>[], error: unknown): void {
    for (const { key } of leads) {
      this.#ground.listeners.emit({ kind: "error", key, error });
    }
  }
}

function contextOf<V>({ key, previous, flight }: Lead<V>): CreationContext<V> {
  return {
    key,
    previous,
    get signal() {
      return flight.signal;
    },
  };
}

function misfit(key: string, cause: unknown): CacheError {
  const message = `the creator's result is not of its declared type: ${String(cause)}`;
  return new CacheError("value-misfit", message, { key, cause });
}

function inBatches<T>(all: readonly T[], size: number): (readonly T[])[] {
  if (all.length <= size) return all.length === 0 ? [] : [all];
  const batches: T[][] = [];
  for (let start = 0; start < all.length; start += size)
    batches.push(all.slice(start, start + size));
  return batches;
}
