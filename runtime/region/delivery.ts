/** The way of created values out: checked, stored if they may be and were not overtaken, handed to all who wait. */
import type { Deposit, Lease } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { give, retentionMs } from "./freshness.js";
import type { Ground, Made } from "./ground.js";
import { end, keysOf, release, type Demand, type Lead } from "./lead.js";

/** What became of a created value; `unstored` ones are handed out only, `refused` is an error for everybody. */
type Outcome =
  | { readonly kind: "storable"; readonly made: Made; readonly deposit: Deposit }
  | { readonly kind: "unstored"; readonly made: Made }
  | { readonly kind: "refused"; readonly error: unknown };

interface Delivery<V> {
  readonly lead: Lead<V>;
  readonly outcome: Outcome;
}

/** A delivery with all that storing it takes. */
interface Filling<V> {
  readonly lead: Lead<V>;
  readonly made: Made;
  readonly fill: readonly [Lease, Deposit];
}

/** Deliver the values of leads, in their order; `costMs` is how long the creator took. */
export async function deliver<V>(
  ground: Ground,
  demand: Demand<V>,
  {
    leads,
    values,
    costMs,
  }: {
    readonly leads: readonly Lead<V>[];
    readonly values: readonly (V | NoValue)[];
    readonly costMs: number;
  },
): Promise<void> {
  const judge = new Judge(ground, demand, costMs);
  const deliveries = leads.map((lead, at) => ({
    lead,
    outcome: judge.outcomeOf(lead, values[at]),
  }));
  const fillings = deliveries.flatMap(fillingOf);
  const others = deliveries.filter((delivery) => fillingOf(delivery).length === 0);
  await fill(ground, demand, fillings);
  await release(
    ground,
    demand,
    others.map(({ lead }) => lead),
  );
  for (const { lead, outcome } of others) handOut(ground, lead, outcome);
}

/** Says what becomes of a created value. */
class Judge<V> {
  readonly #ground: Ground;
  readonly #demand: Demand<V>;
  readonly #costMs: number;

  constructor(ground: Ground, demand: Demand<V>, costMs: number) {
    this.#ground = ground;
    this.#demand = demand;
    this.#costMs = costMs;
  }

  outcomeOf(lead: Lead<V>, value: V | NoValue | undefined): Outcome {
    const { isolation, strict, journal } = this.#demand.rules;
    if (value === NO_VALUE && this.#demand.mayBeAbsent) {
      return this.#outcomeOfKept(lead, isolation.absentForm);
    }
    try {
      // A creator may answer anything at run time: `keep` refuses what is no V.
      return this.#outcomeOfKept(lead, isolation.keep(value as V));
    } catch (cause) {
      journal.note("misfit", lead.key, { error: cause });
      if (strict) return { kind: "refused", error: misfit(lead.key, cause) };
      return { kind: "unstored", made: { kind: "loose", value } };
    }
  }

  #outcomeOfKept(lead: Lead<V>, kept: unknown): Outcome {
    const made: Made = { kind: "kept", kept };
    const { isolation, journal, random } = this.#demand.rules;
    const retainMs = retentionMs(kept, this.#demand.rules);
    if (lead.flight.revoked) journal.note("fenced", lead.key, {});
    if (retainMs < 0 || lead.flight.revoked) return { kind: "unstored", made };
    try {
      if (!this.#shouldCache(lead.key, kept)) return { kind: "unstored", made };
    } catch (error) {
      return { kind: "refused", error };
    }
    const deposit = {
      kept,
      createdMs: this.#ground.clock.nowMs(),
      costMs: this.#costMs,
      draw: random(),
      bytes: isolation.bytes(kept),
      retainMs,
    };
    return this.#fits(lead.key, deposit.bytes)
      ? { kind: "storable", made, deposit }
      : { kind: "unstored", made };
  }

  #shouldCache(key: string, kept: unknown): boolean {
    const { shouldCache, rules } = this.#demand;
    if (shouldCache === undefined) return true;
    const value = give(kept, rules);
    if (isNoValue(value) || shouldCache(value, key)) return true;
    rules.journal.note("unstored", key, { reason: "shouldCache" });
    return false;
  }

  #fits(key: string, bytes: number): boolean {
    const { maxValueBytes, journal } = this.#demand.rules;
    if (bytes <= maxValueBytes) return true;
    journal.note("unstored", key, { reason: "maxValueBytes" });
    return false;
  }
}

function fillingOf<V>({ lead, outcome }: Delivery<V>): Filling<V>[] {
  if (outcome.kind !== "storable" || lead.lease === undefined) return [];
  return [{ lead, made: outcome.made, fill: [lead.lease, outcome.deposit] }];
}

async function fill<V>(
  ground: Ground,
  { rules: { journal } }: Demand<V>,
  fillings: readonly Filling<V>[],
): Promise<void> {
  if (fillings.length === 0) return;
  for (const { lead } of fillings) lead.flight.closeForStoring();
  try {
    const stored = await ground.backend.fill(fillings.map((filling) => filling.fill));
    for (const [
      at,
      {
        lead,
        fill: [, { costMs }],
      },
    ] of fillings.entries()) {
      if (stored[at] === true) {
        journal.spent(costMs);
        journal.note("fill", lead.key, { costMs });
      } else {
        journal.note("fenced", lead.key, {});
        lead.flight.revoke("the value was overtaken in the store");
      }
    }
  } catch (error) {
    // What a store fails to keep is no less true: it is handed out all the same.
    journal.noteAll("error", keysOf(fillings.map(({ lead }) => lead)), { error });
  }
  for (const { lead, made } of fillings) end(ground, lead).land({ kind: "made", value: made });
}

function handOut<V>(ground: Ground, lead: Lead<V>, outcome: Outcome): void {
  const flight = end(ground, lead);
  if (outcome.kind === "refused") flight.fail(outcome.error);
  else flight.land({ kind: "made", value: outcome.made });
}

function misfit(key: string, cause: unknown): CacheError {
  const message = `the creator's result is not of its declared type: ${String(cause)}`;
  return new CacheError("value-misfit", message, { key, cause });
}
