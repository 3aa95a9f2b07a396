import { Flight, type Seat } from "./flight.js";
import { Traffic } from "./traffic.js";

/** The flights of one region by key: at most one for each. */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #shared: boolean;
  /** Those under way, detached and unshared ones included. */
  readonly #aloft = new Set<Flight<T>>();
  /** Calls and creations under way. */
  readonly traffic: Traffic = new Traffic();
  #closed: Error | undefined;

  /** With `shared` false every caller flies alone, and nobody finds anybody. */
  constructor(shared: boolean) {
    this.#shared = shared;
  }

  find(key: string): Flight<T> | undefined {
    return this.#flights.get(key);
  }

  /** Begin a flight; one that is under way for the key is withdrawn, with this reason. Throws once flights are closed. */
  start(key: string, overtaken: string): Flight<T> {
    if (this.#closed !== undefined) throw this.#closed;
    this.revoke(key, overtaken);
    const flight = new Flight<T>();
    this.#aloft.add(flight);
    this.traffic.enter();
    if (this.#shared) this.#flights.set(key, flight);
    return flight;
  }

  /** Forget a flight that has ended. */
  end(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    if (this.#aloft.delete(flight)) this.traffic.leave();
  }

  /** A caller has gone; when it was the last, so goes the flight. */
  leave(key: string, flight: Flight<T>, seat: Seat<T>): void {
    if (!seat.leave()) return;
    this.end(key, flight);
    flight.abandon("every caller has gone");
  }

  /** Withdraw the key's flight: what it makes is too old from now on. */
  revoke(key: string, reason: string): void {
    this.#withdraw(key, (flight) => flight.revoke(reason));
  }

  /** The same for a flight whose lease nobody else ends. */
  abandon(key: string, reason: string): void {
    this.#withdraw(key, (flight) => flight.abandon(reason));
  }

  /** Withdraw all flights. */
  revokeAll(reason: string): void {
    for (const key of [...this.#flights.keys()]) this.revoke(key, reason);
  }

  /** Withdraw all flights, whose leases nobody else ends. */
  abandonAll(reason: string): void {
    for (const key of [...this.#flights.keys()]) this.abandon(key, reason);
  }

  /** End all flights with an error, and begin no other. */
  close(error: Error): void {
    this.#closed = error;
    this.#flights.clear();
    for (const flight of this.#aloft) {
      flight.fail(error);
      flight.abandon(error.message);
    }
  }

  #withdraw(key: string, tell: (flight: Flight<T>) => void): void {
    const flight = this.#flights.get(key);
    if (flight === undefined) return;
    this.#flights.delete(key);
    tell(flight);
  }
}
