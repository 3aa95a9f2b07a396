import type { Waiter } from "./lineage.js";
import { pending } from "./pending.js";

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

const AGAIN: Landing<never> = { kind: "again" };
const LOOK_AGAIN: Ending<never> = { kind: "landed", landing: AGAIN };

/**
 * One creation under way in this process, shared by all who want its result.
 *
 * What a flight makes may be given to those who joined before the store was asked to take it: a revocation anywhere
 * between their joining and the store's answer shows in that answer. Whoever comes later looks again.
 */
export class Flight<T> implements Waiter {
  readonly waitsFor: Set<Waiter> = new Set();
  readonly #passengers = new Set<Passenger<T>>();
  readonly #abort = new AbortController();
  #ending: Ending<T> | undefined;
  #common: Promise<Landing<T>> | undefined;
  #asked = false;
  #begun = false;
  #closed = false;
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
    const [asked, begun, closed] = [this.#asked, this.#begun, this.#closed];
    // Elsewhere it may have been overtaken already, which shows only in the end: patience would take it all the same.
    return this.#board({
      patient: patient && !begun,
      takes: ({ kind }) =>
        (kind === "made" && !closed) ||
        (kind === "unsure" && !begun) ||
        (kind === "told" && !asked),
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
    this.#asked = true;
    this.#common = undefined;
  }

  /** The creation begins: what becomes of it is surely not older than the calls of those who are here. */
  begin(): void {
    this.#begun = true;
    this.#common = undefined;
  }

  /** Whoever joins from here on looks again: what is made could be older than their call. */
  close(): void {
    this.begin();
    this.#closed = true;
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
    if (this.#passengers.size === 0) this.#abort.abort(new DOMException(reason, "AbortError"));
  }

  /** Nobody is to wait for it any more: tell the creator, and give back what it holds. */
  abandon(reason: string): void {
    this.revoke(reason);
    this.#abort.abort(new DOMException(reason, "AbortError"));
    this.#whenAbandoned();
  }

  #board(wish: Pick<Passenger<T>, "patient" | "takes">): Seat<T> {
    const { landing, resolve, reject } = pending<Landing<T>>();
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

/** The flights of one region by key: at most one for each. */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #shared: boolean;
  /** Those under way, detached and unshared ones included. */
  readonly #aloft = new Set<Flight<T>>();
  #calls = 0;
  readonly #idlers: (() => void)[] = [];
  #closed: { readonly reason: unknown } | undefined;

  /** With `shared` false every caller flies alone, and nobody finds anybody. */
  constructor(shared: boolean) {
    this.#shared = shared;
  }

  /** How many creations are under way. */
  get size(): number {
    return this.#flights.size;
  }

  find(key: string): Flight<T> | undefined {
    return this.#flights.get(key);
  }

  /** Begin a flight; one that is under way for the key is overtaken. Throws the reason once flights are closed. */
  start(key: string): Flight<T> {
    if (this.#closed !== undefined) throw this.#closed.reason;
    this.revoke(key);
    const flight = new Flight<T>();
    this.#aloft.add(flight);
    if (this.#shared) this.#flights.set(key, flight);
    return flight;
  }

  /** Forget a flight that has ended. */
  end(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    this.#aloft.delete(flight);
    this.#tellIdlers();
  }

  /** A call begins: until it ends, nothing is idle. */
  enter(): void {
    this.#calls += 1;
  }

  /** A call has ended. */
  leaveAgain(): void {
    this.#calls -= 1;
    this.#tellIdlers();
  }

  /** A call ends with an error: one function for all who wait. */
  readonly leaveFailing = (error: unknown): never => {
    this.leaveAgain();
    throw error;
  };

  /** Resolves when no call and no creation is under way. */
  async idle(): Promise<void> {
    if (!this.#isIdle) await new Promise<void>((resolve) => this.#idlers.push(resolve));
  }

  /** A caller has gone; when it was the last, so goes the flight. */
  leave(key: string, flight: Flight<T>, seat: Seat<T>): void {
    if (!seat.leave()) return;
    this.end(key, flight);
    flight.abandon("every caller has gone");
  }

  /** Detach the key's flight: what it makes is too old from now on. */
  revoke(key: string): void {
    this.#detach(key, (flight) => flight.revoke(OVERTAKEN));
  }

  /** Detach all flights. */
  revokeAll(): void {
    for (const key of [...this.#flights.keys()]) this.revoke(key);
  }

  /** Detach all flights, whose leases nobody else ends. */
  abandonAll(): void {
    for (const key of [...this.#flights.keys()]) {
      this.#detach(key, (flight) => flight.abandon(OVERTAKEN));
    }
  }

  /** End all flights with an error, and begin no other. */
  close(reason: unknown): void {
    this.#closed = { reason };
    this.#flights.clear();
    for (const flight of this.#aloft) {
      flight.fail(reason);
      flight.abandon("the region was closed");
    }
  }

  get #isIdle(): boolean {
    return this.#calls === 0 && this.#aloft.size === 0;
  }

  #tellIdlers(): void {
    if (this.#isIdle) for (const resolve of this.#idlers.splice(0)) resolve();
  }

  #detach(key: string, tell: (flight: Flight<T>) => void): void {
    const flight = this.#flights.get(key);
    if (flight === undefined) return;
    this.#flights.delete(key);
    tell(flight);
  }
}

const OVERTAKEN = "the value was invalidated or written meanwhile";

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
