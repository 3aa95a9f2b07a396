/**
 * The elected caller's side of the dogpile lock: take the leases, call the creator once for all keys won, deliver what
 * it makes, give back every lease, and tell all who wait.
 */
import type { Acquisition, Held } from "../backend/backend.js";
import { startTimer } from "../clock.js";
import type { Place } from "../lock/limit.js";
import { runMaking } from "../lock/lineage.js";
import { isNoValue } from "../value/no-value.js";
import { deliver, type Harvest } from "./delivery.js";
import { freshnessOf, hasBegunSince, isFresh } from "./freshness.js";
import {
  fail,
  keysOf,
  land,
  release,
  type CreationRunner,
  type Demand,
  type Lead,
} from "./lead.js";
import { LeadContext } from "./lead-context.js";
import { PendingRun } from "./pending-run.js";
import { give, productOf } from "./product.js";
import { BROKEN_OFF } from "./reasons.js";
import { renewing } from "./renewal.js";
import { setAside } from "./unreadable.js";

/** How often the store is asked again when all it offers instead of a lease is of no use. */
const MOST_CLAIMS = 3;

/** What those who wait for another's lease are told. */
type Freed = Extract<Acquisition, { readonly kind: "busy" }>["freed"];

/** They were told nothing for as long as they may wait. */
const OVERDUE: unique symbol = Symbol("overdue");

/** Makes values for those who wait in their flights: each flight tells how it ended. */
export class Creation<V> {
  readonly #demand: Demand<V>;

  constructor(demand: Demand<V>) {
    this.#demand = demand;
  }

  /** Ask for the leases and make what was won. Never rejects. */
  async launch(leads: readonly Lead[]): Promise<void> {
    try {
      await this.#make(await this.#claim(leads));
    } catch (error) {
      // Nothing above may leave a flight in the air, whatever it met.
      for (const lead of leads) {
        fail(this.#demand, lead, error);
        lead.flight.abandon(BROKEN_OFF);
      }
    }
  }

  /** Ask for the leases; what somebody else has made or is making is not ours any more. */
  async #claim(leads: readonly Lead[]): Promise<readonly Lead[]> {
    const won: Lead[] = [];
    let open = leads;
    for (let claims = 0; open.length > 0 && claims < MOST_CLAIMS; claims += 1) {
      const acquisitions = await this.#acquire(open);
      const taken = open.map((lead, at) => this.#take(lead, acquisitions[at]));
      for (const { won: lead } of taken) if (lead !== undefined) won.push(lead);
      open = taken.flatMap(({ again }) => again ?? []);
    }
    // A store that only offers what cannot be used is one that cannot be used: made, and not stored.
    return [...won, ...open];
  }

  /** Call the creator for these keys, in batches, and deliver what it makes. */
  async #make(leads: readonly Lead[]): Promise<void> {
    const batches = inBatches(leads, this.#demand.rules.maxBatch);
    await Promise.all(batches.map((batch) => this.#makeBatch(batch)));
  }

  /**
   * Ask for the lease and have the application make what was won. Rejects with the error of a runner that throws; the
   * lease has been given back then.
   */
  async handOver(lead: Lead, runner: CreationRunner): Promise<void> {
    for (const won of await this.#claim([lead])) {
      const pending = this.#pending(won);
      try {
        void Promise.resolve(runner(pending)).catch((error: unknown) => {
          this.#demand.rules.journal.note("failure", lead.key, { error });
          return pending.cancel();
        });
      } catch (error) {
        await pending.cancel();
        throw error;
      }
    }
  }

  /** The creation of a lead that was won, for the application to run when and where it likes. */
  #pending(lead: Lead): PendingRun {
    const run = new PendingRun({
      key: lead.key,
      clock: this.#demand.ground.clock,
      withinMs: this.#demand.rules.waitMs,
      make: () => this.#make([lead]),
      giveUp: () => this.#forgo([lead]),
    });
    lead.flight.onAbandoned(() => void run.cancel());
    return run;
  }

  async #acquire(leads: readonly Lead[]): Promise<readonly Acquisition[]> {
    const { anew: takeOver, ground, rules } = this.#demand;
    const { leaseMs, journal } = rules;
    try {
      if (ground.backend.leasesExpire) process.nextTick(noteAsked, leads);
      const requests = leads.map(({ key, held, servable }) => {
        return { key, seen: held, waits: !servable, takeOver, leaseMs };
      });
      return await ground.backend.acquire(requests);
    } catch (error) {
      journal.noteAll("error", keysOf(leads), { error });
      return [];
    }
  }

  /** What follows from the store's answer: the lead with its lease, the lead once more, or the end of its flight. */
  #take(lead: Lead, acquisition: Acquisition | undefined): Taken {
    switch (acquisition?.kind) {
      case "filled":
        if (!this.#isUsable(lead, acquisition.held)) {
          return { again: { ...lead, held: acquisition.held, servable: false } };
        }
        land(this.#demand, lead, { kind: "found", value: productOf(acquisition.held) });
        return {};
      case "busy":
        if (lead.servable) land(this.#demand, lead, { kind: "busy" });
        else void this.#standBy(lead, acquisition.freed);
        return {};
      default:
        return { won: this.#withLease({ ...lead, lease: acquisition?.lease }) };
    }
  }

  #withLease(lead: Lead): Lead {
    lead.flight.onAbandoned(() => void release(this.#demand, [lead]));
    return lead;
  }

  #isUsable({ anew, key, startedMs }: Lead, held: Held): boolean {
    const { ground, mayBeAbsent, rules } = this.#demand;
    if (anew && !hasBegunSince(startedMs, held)) return false;
    try {
      if (!isFresh(freshnessOf(held, ground.clock.nowMs(), rules))) return false;
      return mayBeAbsent || !isNoValue(give(held, rules));
    } catch (error) {
      setAside(this.#demand, { key, held, error });
      return false;
    }
  }

  /** Wait for a creation elsewhere; when that takes too long, create and do not store. */
  async #standBy(lead: Lead, freed: Freed): Promise<void> {
    const news = await this.#within(lead, freed);
    if (typeof news === "object" && this.#isUsable(lead, news)) {
      land(this.#demand, lead, { kind: "told", value: productOf(news) });
    }
    // What cannot be stored is made for those who still wait, or for nobody.
    else if (news !== OVERDUE || !lead.flight.awaited) {
      land(this.#demand, lead, { kind: "again" });
    } else await this.#make([lead]);
  }

  #within(lead: Lead, freed: Freed): Promise<Awaited<Freed> | typeof OVERDUE> {
    const { clock } = this.#demand.ground;
    const untilMs = lead.startedMs + this.#demand.rules.waitMs;
    return new Promise((resolve) => {
      const answer = (news: Awaited<Freed> | typeof OVERDUE): void => {
        callOff();
        resolve(news);
      };
      const callOff = startTimer(clock, untilMs - clock.nowMs(), () => answer(OVERDUE));
      lead.flight.onAbandoned(() => answer(undefined));
      // One that breaks its promise never to fail has told nothing.
      freed.then(answer, () => answer(undefined));
    });
  }

  async #makeBatch(leads: readonly Lead[]): Promise<void> {
    const { ground, rules } = this.#demand;
    const stopRenewing = renewing(this.#demand, leads);
    const place = await ground.limit?.enter();
    const wanted = leads.filter(({ flight }) => flight.wanted);
    try {
      await this.#forgo(leads.filter(({ flight }) => !flight.wanted));
      if (wanted.length === 0) place?.end();
      else await deliver(this.#demand, await this.#callCreator(wanted, place));
    } catch (error) {
      rules.journal.noteAll("failure", keysOf(wanted), { error });
      await release(this.#demand, wanted, ground.clock.nowMs() + rules.retryAfterMs);
      for (const lead of wanted) fail(this.#demand, lead, error);
    } finally {
      stopRenewing();
    }
  }

  /** Make nothing: nobody wants it, or the application has thought better of it. Whoever waits looks again. */
  async #forgo(leads: readonly Lead[]): Promise<void> {
    await release(this.#demand, leads);
    for (const lead of leads) land(this.#demand, lead, { kind: "again" });
  }

  async #callCreator(leads: readonly Lead[], place: Place | undefined): Promise<Harvest<V>> {
    const { create, ground, rules } = this.#demand;
    const startedMs = ground.clock.nowMs();
    rules.journal.noteAll("create", keysOf(leads), {});
    const flights = leads.map(({ flight }) => flight);
    // Without a lease nothing tells that a value was overtaken: only those share it who were here before it began.
    for (const { flight, lease } of leads) {
      if (lease === undefined) flight.close();
      else flight.begin();
    }
    const contexts = leads.map((lead) => new LeadContext(this.#demand, lead));
    const values = await runMaking(flights, place, () => create(contexts));
    return { leads, values, costMs: ground.clock.nowMs() - startedMs };
  }
}

/** What became of a lead at the store. */
interface Taken {
  readonly won?: Lead;
  readonly again?: Lead;
}

/** Those who join until the turn is over have looked before the store was asked, and have begun before that. */
function noteAsked(leads: readonly Lead[]): void {
  for (const { flight } of leads) flight.ask();
}

function inBatches<T>(all: readonly T[], size: number): (readonly T[])[] {
  if (all.length <= size) return all.length === 0 ? [] : [all];
  const batches: T[][] = [];
  for (let start = 0; start < all.length; start += size)
    batches.push(all.slice(start, start + size));
  return batches;
}
