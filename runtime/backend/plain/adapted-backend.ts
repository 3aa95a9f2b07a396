import type { Clock } from "../../clock.js";
import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "../backend.js";
import { Guard, type Patience } from "../guard.js";
import { allOf } from "./commands.js";
import type { Ages } from "./generations.js";
import type { HeldLease, HeldLeases } from "./held-leases.js";
import { MutexWatch } from "./mutex-watch.js";
import type { PlainBackend } from "./plain-backend.js";
import { PlainStore } from "./plain-store.js";
import type { Turns } from "./turns.js";
import { underWayIn } from "./under-way.js";

/** What a plain backend is adapted with. */
export interface AdaptOptions extends Patience {
  readonly clock: Clock;
  /** Whose entries these are: what `invalidateAll` invalidates. Regions that share a store have different names. */
  readonly name: string;
}

/**
 * Make a leasing backend of a plain one.
 *
 * Leases are of this process. Between processes that share the store, an invalidation of everything holds without a
 * gap; an invalidation or a write of one key does not stop a creation that another process has under way.
 * No call hangs, and what was given up in this process is never done after what was confirmed later.
 */
export function adaptPlain(plain: PlainBackend, options: AdaptOptions): LeasingBackend {
  return new AdaptedBackend(plain, options);
}

/** How a request stands before the store has been looked at: a lease that may be kept, or somebody to wait for. */
interface Claim {
  readonly request: LeaseRequest;
  readonly lease?: HeldLease;
  readonly freed: Promise<void>;
}

/** A plain store with leases in front of it. Whatever changes a key happens in the order it was asked for. */
export class AdaptedBackend implements LeasingBackend {
  readonly keeps = true;
  /** A holder in this process cannot die without its leases. */
  readonly leasesExpire = false;
  readonly #plain: PlainBackend;
  readonly #clock: Clock;
  readonly #watch: MutexWatch;
  readonly #leases: HeldLeases;
  readonly #turns: Turns;
  readonly #store: PlainStore;

  constructor(plain: PlainBackend, { clock, name, ...patience }: AdaptOptions) {
    this.#plain = plain;
    this.#clock = clock;
    this.#watch = new MutexWatch(clock);
    const underWay = underWayIn(plain, name);
    this.#leases = underWay.leases;
    this.#turns = underWay.turns;
    const guard = new Guard(clock, patience);
    this.#store = new PlainStore(plain, { clock, name, underWay, guard });
  }

  get form(): "values" | "text" {
    return this.#plain.form;
  }

  get keyMangler(): ((key: string) => string) | undefined {
    return this.#plain.keyMangler;
  }

  /** How many leases are held. */
  get leases(): number {
    return this.#leases.size;
  }

  /** How many keys are being changed. */
  get busyKeys(): number {
    return this.#turns.size;
  }

  /** How many keys have a change under way in the store, one that was given up included. */
  get unsettledKeys(): number {
    return this.#store.underWay;
  }

  async read(key: string): Promise<Held | undefined> {
    return (await this.#store.look([key])).held[0];
  }

  async readMany(keys: readonly string[]): Promise<readonly (Held | undefined)[]> {
    return keys.length === 0 ? [] : (await this.#store.look(keys)).held;
  }

  async acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    // At once, so that of all who ask together one gets the lease.
    const claims = requests.map((request) => this.#claim(request));
    try {
      return await this.#answerAll(claims);
    } catch (error) {
      const leases = claims.flatMap(({ lease }) => lease ?? []);
      await this.#leases.end(leases).catch(() => undefined);
      throw error;
    }
  }

  fill(fills: readonly (readonly [Lease, Deposit | null])[]): Promise<readonly boolean[]> {
    const leases = fills.map(([lease]) => lease);
    return this.#turns.take(keysOf(leases), async () => {
      try {
        return await this.#fillLive(fills);
      } finally {
        await this.#leases.end(leases);
      }
    });
  }

  renew(leases: readonly Lease[]): boolean[] {
    return leases.map((lease) => this.#leases.live(lease) !== undefined);
  }

  release(leases: readonly Lease[], retryAtMs?: number): Promise<void> {
    if (retryAtMs !== undefined) {
      const live = leases.flatMap((lease) => this.#leases.live(lease) ?? []);
      for (const lease of live) this.#store.notes.note(lease, retryAtMs, this.#clock.nowMs());
    }
    return this.#leases.end(leases);
  }

  async isLeased(key: string): Promise<boolean> {
    if (this.#leases.find(key) !== undefined) return true;
    return (await this.#store.mutexOf(key)?.locked?.()) === true;
  }

  write(entries: readonly (readonly [string, Deposit])[]): Promise<void> {
    const { generations } = this.#store;
    const keys = entries.map(([key]) => key);
    return this.#overtake(keys, async () => {
      const ages = await generations.complete(await generations.read());
      await this.#store.put(entries.map(([key, deposit]) => ({ key, deposit, ages })));
    });
  }

  invalidate(keys: readonly string[]): Promise<void> {
    return this.#overtake(keys, () => this.#store.drop(keys));
  }

  async invalidateAll(mode: "hard" | "soft"): Promise<void> {
    const end = (): Promise<void> => this.#leases.endAll();
    const begin = (): Promise<void> => this.#store.generations.renew(mode).finally(end);
    await allOf([end, begin], (step) => step());
  }

  async close(): Promise<void> {
    this.#watch.close();
    try {
      await this.#leases.endAll();
    } finally {
      await this.#plain.close?.();
    }
  }

  #claim(request: LeaseRequest): Claim {
    const other = request.takeOver ? undefined : this.#leases.find(request.key);
    if (other !== undefined) return { request, freed: other.freed };
    const lease = this.#leases.take(request.key);
    return { request, lease, freed: lease.freed };
  }

  async #answerAll(claimed: readonly Claim[]): Promise<Acquisition[]> {
    const { generations } = this.#store;
    // Mutexes first: what another process stored before it gave one back is seen by the look.
    const claims = await allOf(claimed, (claim) => this.#takeMutex(claim));
    const { ages, held } = await this.#store.look(claims.map(({ request }) => request.key));
    const isWon = claims.some(({ lease }) => lease !== undefined);
    const known = isWon ? await generations.complete(ages) : ages;
    return allOf([...claims.entries()], ([at, claim]) => this.#answer(claim, held[at], known));
  }

  async #takeMutex(claim: Claim): Promise<Claim> {
    const { request, lease } = claim;
    if (lease === undefined || lease.mutex !== undefined) return claim;
    const mutex = this.#store.mutexOf(request.key);
    if (mutex === undefined) return claim;
    if (await mutex.acquire(false)) {
      // The lease may have ended while the mutex was asked.
      if (this.#leases.live(lease) === undefined) await mutex.release();
      else lease.mutex = mutex;
      return claim;
    }
    // What another process holds cannot be revoked: who takes over creates beside it.
    if (request.takeOver) return claim;
    await this.#leases.end([lease]);
    return { request, freed: this.#watch.freed(request.key, mutex) };
  }

  async #answer(
    { request: { seen, takeOver }, lease, freed }: Claim,
    held: Held | undefined,
    ages: Ages,
  ): Promise<Acquisition> {
    if (!takeOver && held !== undefined && !held.outdated && held.fillId !== seen?.fillId) {
      if (lease !== undefined) await this.#leases.end([lease]);
      return { kind: "filled", held };
    }
    if (lease === undefined) return { kind: "busy", freed };
    lease.basis = { ages, fillId: held?.fillId };
    return { kind: "won", lease };
  }

  /** Store where the lease is live and no age has ended since it was given, here or elsewhere. */
  async #fillLive(fills: readonly (readonly [Lease, Deposit | null])[]): Promise<boolean[]> {
    const ages = await this.#store.generations.read();
    const seated = new Set<HeldLease>();
    const entries = fills.map(([lease, deposit]) => {
      const live = this.#leases.live(lease);
      if (live?.basis === undefined || seated.has(live)) return undefined;
      if (!areSame(live.basis.ages, ages)) return undefined;
      seated.add(live);
      return { key: live.key, deposit, ages };
    });
    await this.#store.put(entries.flatMap((entry) => entry ?? []));
    // A lease that ended meanwhile was overtaken by a change of its key, whose turn is next.
    return fills.map(
      ([lease], at) => entries[at] !== undefined && this.#leases.live(lease) !== undefined,
    );
  }

  /** Change keys whoever creates them: that ends the creations begun before it, and those begun until it is done. */
  async #overtake(keys: readonly string[], change: () => Promise<void>): Promise<void> {
    const end = (): Promise<void> => this.#leases.endKeys(keys);
    const inTurn = (): Promise<void> => this.#turns.take(keys, () => change().finally(end));
    await allOf([end, inTurn], (step) => step());
  }
}

function areSame(left: Ages, right: Ages): boolean {
  return left.hardId === right.hardId && left.softId === right.softId;
}

function keysOf(leases: readonly Lease[]): string[] {
  return leases.map(({ key }) => key);
}
