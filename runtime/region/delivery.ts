/** The way of created values out: checked, stored if they may be and were not overtaken, handed to all who wait. */
import type { Deposit, Lease } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { give, retentionMs } from "./freshness.js";
import type { Made } from "./ground.js";
import { end, keysOf, release, type Demand, type Lead } from "./lead.js";

/** What a creator made of its leads, in their order, and how long that took. */
export interface Harvest<V> {
  readonly leads: readonly Lead<V>[];
  readonly values: readonly (V | NoValue)[];
  readonly costMs: number;
}

/** What becomes of a created value: `unstored` ones are handed out only, `refused` is an error for everybody. */
type Outcome =
  | { readonly kind: "storable"; readonly made: Made; readonly deposit: Deposit }
  | { readonly kind: "unstored"; readonly made: Made }
  | { readonly kind: "refused"; readonly error: unknown };

/** A value to be stored. */
interface Filling<V> {
  readonly lead: Lead<V>;
  readonly made: Made;
  readonly lease: Lease;
  readonly deposit: Deposit;
}

/** Deliver what was made: first what is to be stored, then the rest, whose leases are given back. */
export async function deliver<V>(demand: Demand<V>, harvest: Harvest<V>): Promise<void> {
  const judge = new Judge(demand, harvest.costMs);
  const fillings: Filling<V>[] = [];
  const others: (readonly [Lead<V>, Outcome])[] = [];
  for (const [at, lead] of harvest.leads.entries()) {
    const outcome = judge.outcomeOf(lead, harvest.values[at]);
    if (outcome.kind !== "storable") others.push([lead, outcome]);
    else if (lead.lease === undefined) others.push([lead, judge.withoutLease(lead, outcome.made)]);
    else fillings.push({ ...outcome, lead, lease: lead.lease });
  }
  await fill(demand, fillings);
  const unleased = others.map(([lead]) => lead);
  await release(demand, unleased);
  for (const [lead, outcome] of others) handOut(demand, lead, outcome);
}

/** Says what becomes of a created value. */
class Judge<V> {
  readonly #demand: Demand<V>;
  readonly #costMs: number;

  constructor(demand: Demand<V>, costMs: number) {
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

  /** The store could not be asked for a lease, or somebody else has held it for too long. */
  withoutLease({ key }: Lead<V>, made: Made): Outcome {
    this.#demand.rules.journal.note("unstored", key, { reason: "no lease" });
    return { kind: "unstored", made };
  }

  #outcomeOfKept(lead: Lead<V>, kept: unknown): Outcome {
    const { rules } = this.#demand;
    const made: Made = { kind: "kept", kept };
    const retainMs = retentionMs(kept, rules);
    if (lead.flight.revoked) rules.journal.note("fenced", lead.key, {});
    if (retainMs < 0 || lead.flight.revoked) return { kind: "unstored", made };
    try {
      const bytes = rules.isolation.bytes(kept);
      const stored = this.#shouldCache(lead.key, kept) && this.#fits(lead.key, bytes);
      if (!stored) return { kind: "unstored", made };
      return { kind: "storable", made, deposit: this.#deposit({ kept, bytes, retainMs }) };
    } catch (error) {
      return { kind: "refused", error };
    }
  }

  #deposit(what: Pick<Deposit, "kept" | "bytes" | "retainMs">): Deposit {
    const { ground, rules } = this.#demand;
    return {
      ...what,
      createdMs: ground.clock.nowMs(),
      costMs: this.#costMs,
      draw: rules.random(),
    };
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

async function fill<V>(demand: Demand<V>, fillings: readonly Filling<V>[]): Promise<void> {
  if (fillings.length === 0) return;
  for (const { lead } of fillings) lead.flight.closeForStoring();
  try {
    const fills = fillings.map(({ lease, deposit }) => [lease, deposit] as const);
    const stored = await demand.ground.backend.fill(fills);
    for (const [at, filling] of fillings.entries()) noteFill(demand, filling, stored[at] === true);
  } catch (error) {
    // What a store fails to keep is no less true: it is handed out all the same.
    demand.rules.journal.noteAll("error", keysOf(fillings.map(({ lead }) => lead)), { error });
  }
  for (const { lead, made } of fillings) end(demand, lead).land({ kind: "made", value: made });
}

function noteFill<V>(
  { rules: { journal } }: Demand<V>,
  { lead, deposit }: Filling<V>,
  stored: boolean,
): void {
  if (stored) return journal.fill(lead.key, deposit.costMs);
  journal.note("fenced", lead.key, {});
  lead.flight.revoke("the value was overtaken in the store");
}

function handOut<V>(demand: Demand<V>, lead: Lead<V>, outcome: Outcome): void {
  const flight = end(demand, lead);
  if (outcome.kind === "refused") flight.fail(outcome.error);
  else flight.land({ kind: "made", value: outcome.made });
}

function misfit(key: string, cause: unknown): CacheError {
  const message = `the creator's result is not of its declared type: ${String(cause)}`;
  return new CacheError("value-misfit", message, { key, cause });
}
