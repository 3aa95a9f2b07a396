import { deferred } from "../deferred.js";
import type { Wait, Waiter } from "./lineage.js";

/** How a flight ended for those who waited for it. */
export type Landing<T> =
  /** Made by the creator and still wanted when it was done. */
  | { readonly kind: "made"; readonly value: T }
  /** Made, and nobody can tell whether it was overtaken: not for those who joined after its creation began. */
  | { readonly kind: "unsure"; readonly value: T }
  /** Made elsewhere under a lease that was live when this flight asked for it: not for those who joined after that. */
  | { readonly kind: "told"; readonly value: T }
  /** Found by the one who set out to make it; not for those who joined later. */
  | { readonly kind: "found"; readonly value: T }
  /** Somebody else is making it; whoever has a stale value can do with that. */
  | { readonly kind: "busy" }
  /** Nothing to hand out: look again. */
  | { readonly kind: "again" };

/** A seat in a flight: how it ends for one who waits, and the way out before that. */
export interface Seat<T> {
  readonly landing: Promise<Landing<T>>;
  /** Wait no longer. Answers whether that was the last one, and nobody needs the result any more. */
  leave(): boolean;
}

/** How far a creation is. */
const STAGE = { boarding: 0, asking: 1, making: 2, storing: 3 } as const;

/** At which stage one may join at the latest to be given what the flight ends with. */
const LAST_STAGE_FOR: Readonly<Record<Landing<unknown>["kind"], number>> = {
  told: STAGE.boarding,
  unsure: STAGE.asking,
  made: STAGE.making,
  found: -1,
  busy: -1,
  again: -1,
};

const AGAIN: Landing<never> = { kind: "again" };
const LOOK_AGAIN: Ending<never> = { kind: "landed", landing: AGAIN };

/**
 * One creation under way in this process, shared by all who want its result.
 *
 * What a flight makes may be given to those who joined before the store was asked to take it: a revocation anywhere
 * between their joining and the store's answer shows in that answer. Whoever comes later looks again.
 */
export class Flight<T> implements Waiter {
  readonly waits: Set<Wait> = new Set();
  readonly #passengers = new Set<Passenger<T>>();
  readonly #abort = new AbortController();
  #ending: Ending<T> | undefined;
  #common: Promise<Landing<T>> | undefined;
  #stage: number = STAGE.boarding;
  #revoked = false;
  #detached = false;
  #whenAbandoned: () => void = () => undefined;

  /** Aborts when nobody waits for the result any more. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether something newer has come: the result must not be stored. */
  get revoked(): boolean {
    return this.#revoked;
  }

  /** Whether anybody would still take what it makes. */
  get wanted(): boolean {
    return !this.#revoked || this.#passengers.size > 0;
  }

  /** Whether anybody waits for it at the moment. */
  get awaited(): boolean {
    return this.#passengers.size > 0;
  }

  /** Wait as the one who started it: anything it ends with will do. */
  lead(patient: boolean): Seat<T> {
    return this.#board({ patient, takes: () => true });
  }

  /** Wait as one of many; ends with `again` where the result could be older than this call. */
  join(patient: boolean): Seat<T> {
    const stage = this.#stage;
    // Elsewhere it may have been overtaken already, which shows only in the end: patience would take it all the same.
    return this.#board({
      patient: patient && stage < STAGE.making,
      takes: ({ kind }) => stage <= LAST_STAGE_FOR[kind],
    });
  }

  /** How it ends for all who join without patience and stay to the end: they have one seat between them. */
  share(): Promise<Landing<T>> {
    this.#common ??= this.join(false).landing;
    return this.#common;
  }

  /** Go on to the end though nobody may be waiting: a refresh in the background. */
  detach(): void {
    this.#detached = true;
  }

  /** What to do when the last one has gone: give the lease back. */
  onAbandoned(callback: () => void): void {
    this.#whenAbandoned = callback;
    if (!this.wanted) callback();
  }

  /** The store is asked for the lease: whoever holds it makes what is surely not older than the calls of those who are here. */
  ask(): void {
    this.#proceed(STAGE.asking);
  }

  /** The creation begins: what becomes of it is surely not older than the calls of those who are here. */
  begin(): void {
    this.#proceed(STAGE.making);
  }

  /** Whoever joins from here on looks again: what is made could be older than their call. */
  close(): void {
    this.#proceed(STAGE.storing);
  }

  /** Tell everybody how it ended. Only the first ending counts. */
  land(landing: Landing<T>): void {
    this.#end({ kind: "landed", landing });
  }

  /** Tell everybody that there is no result. */
  fail(error: unknown): void {
    this.#end({ kind: "failed", error });
  }

  /**
   * Something newer has come: those who wait look again at once, only the patient still take what is made,
   * and the creator is told when nobody is left.
   */
  revoke(reason: string): void {
    if (this.#ending !== undefined) return;
    this.#revoked = true;
    for (const passenger of this.#passengers)
      if (!passenger.patient) this.#dismiss(passenger, LOOK_AGAIN);
    this.#abortUnlessAwaited(reason);
  }

  /** The same, and give back what it holds: nobody is to wait for that. */
  abandon(reason: string): void {
    this.revoke(reason);
    this.#abortUnlessAwaited(reason);
    this.#whenAbandoned();
  }

  #abortUnlessAwaited(reason: string): void {
    if (!this.awaited) this.#abort.abort(new DOMException(reason, "AbortError"));
  }

  #proceed(stage: number): void {
    this.#stage = Math.max(this.#stage, stage);
    this.#common = undefined;
  }

  #board(wish: Pick<Passenger<T>, "patient" | "takes">): Seat<T> {
    const { promise: landing, resolve, reject } = deferred<Landing<T>>();
    const passenger = { ...wish, resolve, reject };
    this.#passengers.add(passenger);
    if (this.#ending !== undefined) this.#dismiss(passenger, this.#ending);
    else if (this.#revoked && !wish.patient) this.#dismiss(passenger, LOOK_AGAIN);
    const leave = (): boolean =>
      this.#passengers.delete(passenger) && this.#passengers.size === 0 && !this.#detached;
    return { landing, leave };
  }

  #end(ending: Ending<T>): void {
    this.#ending ??= ending;
    for (const passenger of this.#passengers) this.#dismiss(passenger, this.#ending);
  }

  #dismiss(passenger: Passenger<T>, ending: Ending<T>): void {
    this.#passengers.delete(passenger);
    if (ending.kind === "failed") passenger.reject(ending.error);
    else passenger.resolve(passenger.takes(ending.landing) ? ending.landing : AGAIN);
  }
}

/** One who waits. */
interface Passenger<T> {
  /** Whether a revocation is no reason to get off. */
  readonly patient: boolean;
  /** Whether it may have what the flight ends with. */
  readonly takes: (landing: Landing<T>) => boolean;
  readonly resolve: (landing: Landing<T>) => void;
  readonly reject: (error: unknown) => void;
}

type Ending<T> =
  | { readonly kind: "landed"; readonly landing: Landing<T> }
  | { readonly kind: "failed"; readonly error: unknown };
