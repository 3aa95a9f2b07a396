/** The way of created values out: checked, stored if they may be and were not overtaken, handed to all who wait. */
import type { Deposit, Lease } from "../backend/backend.js";
import { CacheError, isCacheError, nameOf, owned, reasonOf, type Owner } from "../errors.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { Misfit } from "../value/serializer.js";
import { retentionMs } from "./freshness.js";
import { fail, keysOf, land, leasesOf, release, type Demand, type Lead } from "./lead.js";
import { give, type Kept, type Product } from "./product.js";
import { OVERTAKEN_IN_STORE } from "./reasons.js";

/** What a creator made of its leads, in their order, and how long that took. */
export interface Harvest<V> {
  readonly leads: readonly Lead[];
  readonly values: readonly (V | NoValue)[];
  readonly costMs: number;
}

/**
 * What becomes of a created value: stored, or what the key has dropped for it (`deposit` null), or handed out only, or an
 * error for everybody.
 */
type Outcome =
  | { readonly kind: "storable"; readonly product: Product; readonly deposit: Deposit | null }
  | { readonly kind: "unstored"; readonly product: Product }
  | { readonly kind: "refused"; readonly error: unknown };

/** A value to be stored. */
interface Filling {
  readonly lead: Lead;
  readonly product: Product;
  readonly lease: Lease;
  readonly deposit: Deposit | null;
}

/** A value that is not. */
interface Handout {
  readonly lead: Lead;
  readonly outcome: Exclude<Outcome, { readonly kind: "storable" }>;
}

/** Deliver what was made: first what is to be stored, then the rest, whose leases are given back. */
export async function deliver<V>(demand: Demand<V>, harvest: Harvest<V>): Promise<void> {
  const judge = new Judge(demand, harvest.costMs);
  const fillings: Filling[] = [];
  const handouts: Handout[] = [];
  for (const [at, lead] of harvest.leads.entries()) {
    const outcome = judge.outcomeOf(lead, harvest.values[at]);
    if (outcome.kind !== "storable") handouts.push({ lead, outcome });
    else if (lead.lease !== undefined) fillings.push({ ...outcome, lead, lease: lead.lease });
    else handouts.push({ lead, outcome: judge.withoutLease(lead, outcome.product) });
  }
  if (fillings.length > 0) demand.rules.journal.spent(harvest.costMs);
  await fill(demand, fillings);
  await handOut(demand, handouts);
}

/** Says what becomes of a created value. */
class Judge<V> {
  readonly #demand: Demand<V>;
  readonly #costMs: number;

  constructor(demand: Demand<V>, costMs: number) {
    this.#demand = demand;
    this.#costMs = costMs;
  }

  outcomeOf(lead: Lead, value: V | NoValue | undefined): Outcome {
    const { isolation, strict, journal } = this.#demand.rules;
    if (value === NO_VALUE && this.#demand.mayBeAbsent) {
      return this.#outcomeOfKept(lead, isolation.absentForm);
    }
    try {
      if (value === NO_VALUE)
        throw new Misfit("the result", "a value: NO_VALUE says that there is none");
      // A creator may answer anything at run time: `keep` refuses what is no V.
      return this.#outcomeOfKept(lead, isolation.keep(value as V));
    } catch (cause) {
      // No value of the type can be stored, whatever a creator makes.
      if (isCacheError(cause, "schema-invalid")) {
        return { kind: "refused", error: owned(cause, journal.owner, lead.key) };
      }
      isolation.explainable(cause, { value });
      if (strict) {
        journal.note("misfit", lead.key, { error: cause });
        return { kind: "refused", error: misfit(journal.owner, lead.key, cause) };
      }
      journal.misfit(lead.key, cause);
      return { kind: "unstored", product: { kind: "loose", value } };
    }
  }

  /** The store could not be asked for a lease, or somebody else has held it for too long. */
  withoutLease({ key }: Lead, product: Product): Handout["outcome"] {
    this.#demand.rules.journal.note("unstored", key, { reason: "no lease" });
    return { kind: "unstored", product };
  }

  #outcomeOfKept(lead: Lead, kept: unknown): Outcome {
    const { rules } = this.#demand;
    const { fingerprint } = rules.isolation;
    const product: Product = { kind: "kept", kept, fingerprint };
    if (lead.flight.revoked) {
      rules.journal.note("fenced", lead.key, {});
      return { kind: "unstored", product };
    }
    try {
      if (!this.#shouldCache(lead.key, product)) return { kind: "unstored", product };
      return { kind: "storable", product, deposit: this.#depositOf(lead.key, kept) };
    } catch (error) {
      return { kind: "refused", error };
    }
  }

  /** How it is stored; `null` when it is not, and what is stored is not true any more. */
  #depositOf(key: string, kept: unknown): Deposit | null {
    const { ground, rules } = this.#demand;
    const retainMs = retentionMs(kept, rules);
    const bytes = rules.isolation.bytes(kept);
    if (retainMs < 0 || !this.#fits(key, bytes)) return null;
    const { fingerprint } = rules.isolation;
    const createdMs = ground.clock.nowMs();
    const draw = rules.random();
    return { kept, fingerprint, createdMs, costMs: this.#costMs, draw, bytes, retainMs };
  }

  #shouldCache(key: string, kept: Kept): boolean {
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

async function fill<V>(demand: Demand<V>, fillings: readonly Filling[]): Promise<void> {
  if (fillings.length === 0) return;
  for (const { lead } of fillings) lead.flight.close();
  const leads = fillings.map(({ lead }) => lead);
  let kind: "made" | "unsure" = "made";
  try {
    const fills = fillings.map(({ lease, deposit }) => [lease, deposit] as const);
    const stored = await demand.ground.backend.fill(fills);
    for (const [at, filling] of fillings.entries()) noteFill(demand, filling, stored[at] === true);
  } catch (error) {
    // What a store fails to keep is no less true to those who asked before it was made: they get it all the same.
    kind = "unsure";
    demand.rules.journal.noteAll("error", keysOf(leads), { error });
    await release(demand, leads);
  }
  for (const { lead, product } of fillings) land(demand, lead, { kind, value: product });
}

function noteFill<V>(
  { rules: { journal } }: Demand<V>,
  { lead, deposit }: Filling,
  stored: boolean,
): void {
  if (stored && deposit !== null) journal.note("fill", lead.key, { costMs: deposit.costMs });
  if (stored) return;
  journal.note("fenced", lead.key, {});
  lead.flight.revoke(OVERTAKEN_IN_STORE);
}

/** A refused value is a failure: a stale one that stands in is served for a while before the next try. */
async function handOut<V>(demand: Demand<V>, handouts: readonly Handout[]): Promise<void> {
  const { ground, rules } = demand;
  const retryAtMs = ground.clock.nowMs() + rules.retryAfterMs;
  const kind = (await revokeOvertaken(demand, handouts)) ? "made" : "unsure";
  const refused = handouts.filter(({ outcome }) => outcome.kind === "refused");
  const others = handouts.filter(({ outcome }) => outcome.kind !== "refused");
  await release(
    demand,
    refused.map(({ lead }) => lead),
    retryAtMs,
  );
  await release(
    demand,
    others.map(({ lead }) => lead),
    rules.eager === undefined ? undefined : retryAtMs,
  );
  for (const { lead, outcome } of handouts) {
    if (outcome.kind === "unstored") land(demand, lead, { kind, value: outcome.product });
    else {
      fail(demand, lead, outcome.error);
      rules.journal.note("failure", lead.key, { error: outcome.error });
    }
  }
}

/**
 * What is not stored gets no answer from the store: whether it was overtaken shows in whether its lease still lives.
 * Answers whether that is known.
 */
async function revokeOvertaken<V>(
  demand: Demand<V>,
  handouts: readonly Handout[],
): Promise<boolean> {
  const { ground, rules } = demand;
  for (const { lead } of handouts) lead.flight.close();
  const leads = handouts.flatMap(({ lead }) => (lead.lease === undefined ? [] : [lead]));
  const leases = leasesOf(leads);
  if (leases.length === 0) return true;
  try {
    const alive = await ground.backend.renew(leases, rules.leaseMs);
    for (const [at, lead] of leads.entries()) {
      if (alive[at] === true) continue;
      // Whoever comes from here on makes another: in this one there is nothing to wait for.
      ground.flights.end(lead.key, lead.flight);
      lead.flight.revoke(OVERTAKEN_IN_STORE);
    }
    return true;
  } catch (error) {
    rules.journal.noteAll("error", keysOf(leads), { error });
    return false;
  }
}

function misfit(owner: Owner, key: string, cause: unknown): CacheError {
  const message = `${nameOf(owner)}: the creator's result is not of its declared type (${reasonOf(cause)}); mend the creator or the schema`;
  return new CacheError("value-misfit", message, { ...owner, key, cause });
}
