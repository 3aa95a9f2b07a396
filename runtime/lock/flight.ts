import type { Waiter } from "./lineage.js";

/** How a flight ended for those who waited for it. */
export type Landing<T> =
  /** Made by the creator and still wanted when it was done. */
  | { readonly kind: "made"; readonly value: T }
  /** Found by the one who set out to make it; not for those who joined later. */
  | { readonly kind: "found"; readonly value: T }
  /** Somebody else is making it; whoever has a stale value can do with that. */
  | { readonly kind: "busy" }
  /** Nothing to hand out: look again. */
  | { readonly kind: "again" };

const AGAIN: Landing<never> = { kind: "again" };

/**
 * One creation under way in this process, shared by all who want its result.
 *
 * What a flight makes may be given to those who joined before it began to be stored: a revocation
 * anywhere between their joining and the store's answer shows in that answer. Whoever comes later looks again.
 */
export class Flight<T> implements Waiter {
  readonly waitsFor: Set<Waiter> = new Set();
  #storing = false;
  #revoked = false;
  #detached = false;
  #waiting = 0;
  #patient = 0;
  #whenAbandoned: () => void = () => undefined;
  readonly #abort = new AbortController();
  readonly #settled: Deferred<Landing<T>> = deferred();
  readonly #made: Deferred<Landing<T>> = deferred();

  /** Aborts when nobody waits for the result any more. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether something newer has come: the result must not be stored. */
  get revoked(): boolean {
    return this.#revoked;
  }

  /** Wait as the one who started it: anything it ends with will do. */
  lead(patient: boolean): Promise<Landing<T>> {
    return this.#wait(patient);
  }

  /** Wait as one of many; ends with `again` where the result could be older than this call. */
  async join(patient: boolean): Promise<Landing<T>> {
    const late = this.#storing;
    const landing = await this.#wait(patient && !late);
    return landing.kind === "made" && !late ? landing : AGAIN;
  }

  /** Go on to the end though nobody may be waiting: a refresh in the background. */
  detach(): void {
    this.#detached = true;
  }

  /** One who waited has gone. Answers whether it was the last and nobody needs the result any more. */
  leave(): boolean {
    this.#waiting -= 1;
    return this.#waiting === 0 && !this.#detached;
  }

  /** What to do when the last one has gone: give the lease back. */
  onAbandoned(callback: () => void): void {
    this.#whenAbandoned = callback;
  }

  /** From here on nobody can join: the store has been asked. */
  closeForStoring(): void {
    this.#storing = true;
  }

  /** Tell everybody how it ended. The first ending counts; a revocation is one for all but the patient. */
  land(landing: Landing<T>): void {
    this.#settled.resolve(landing);
    this.#made.resolve(landing);
  }

  /** Tell everybody that there is no result. */
  fail(error: unknown): void {
    this.#settled.reject(error);
    this.#made.reject(error);
  }

  /**
   * Something newer has come: those who wait look again at once, only the patient still take what is made,
   * and the creator is told when nobody is left.
   */
  revoke(reason: string): void {
    this.#revoked = true;
    this.#settled.resolve(AGAIN);
    if (this.#patient === 0) this.#abort.abort(new DOMException(reason, "AbortError"));
  }

  /** Nobody needs it any more: tell the creator, and give back what it holds. */
  abandon(): void {
    this.revoke("every caller has gone");
    this.#whenAbandoned();
  }

  /** The patient wait for what is made even if it is overtaken after they began to wait. */
  #wait(patient: boolean): Promise<Landing<T>> {
    this.#waiting += 1;
    if (!patient) return this.#settled.promise;
    this.#patient += 1;
    return this.#made.promise;
  }
}

/** The flights of one region by key: at most one for each. */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #shared: boolean;

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

  /** Begin a flight; one that is under way for the key is overtaken. */
  start(key: string): Flight<T> {
    this.revoke(key);
    const flight = new Flight<T>();
    if (this.#shared) this.#flights.set(key, flight);
    return flight;
  }

  /** Forget a flight that has ended, if it is still the key's. */
  end(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }

  /** A caller has gone; when it was the last, so goes the flight. */
  leave(key: string, flight: Flight<T>): void {
    if (!flight.leave()) return;
    this.end(key, flight);
    flight.abandon();
  }

  /** Detach the key's flight: what it makes is too old from now on. */
  revoke(key: string): void {
    const flight = this.#flights.get(key);
    if (flight === undefined) return;
    this.#flights.delete(key);
    flight.revoke("the value was invalidated or written meanwhile");
  }

  /** Detach all flights. */
  revokeAll(): void {
    for (const key of [...this.#flights.keys()]) this.revoke(key);
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** A promise settled from outside, whose rejection is never unhandled: perhaps nobody waits. */
function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
