import { startTimer } from "../clock.js";
import { CacheError, nameOf, type Owner } from "../errors.js";
import type { Flight, Landing, Seat } from "../lock/flight.js";
import { waitFor, wouldWaitForItself } from "../lock/lineage.js";
import { onAbort } from "./abort.js";
import type { Ground } from "./ground.js";
import type { Product } from "./product.js";
import type { Site } from "./site.js";

/** How long a call waits, and who may call it off. */
export interface WaitLimit {
  /** When to give up, in milliseconds since 1970; `Infinity` = never. */
  readonly untilMs: number;
  readonly signal: AbortSignal | undefined;
}

/** A flight somebody waits for. */
export interface Boarding {
  readonly key: string;
  readonly flight: Flight<Product>;
  readonly seat: Seat<Product>;
}

/** The answer to a call that has waited as long as it may. */
export const TIMEOUT: unique symbol = Symbol("timeout");

type Arrival = Landing<Product> | typeof TIMEOUT;

/**
 * Wait until a flight lands, the time is over, or the caller goes. A creation whose callers ran out of time goes on;
 * one whose callers have all gone does not.
 *
 * Rejects with the flight's error, or with the signal's reason when it aborts.
 */
export function arrival(ground: Ground, boarding: Boarding, limit: WaitLimit): Promise<Arrival> {
  const isLimited = limit.untilMs !== Infinity || limit.signal !== undefined;
  const waiting = isLimited ? limited(ground, boarding, limit) : boarding.seat.landing;
  return waitFor(boarding.flight, waiting);
}

/**
 * Refuse to make a value in its own creator: that would never end.
 *
 * @throws CacheError `creator-reentered`.
 */
export function refuseSelf(key: string, flight: Flight<Product>, owner: Owner): void {
  if (!wouldWaitForItself(flight)) return;
  const message = `the creator of ${key} waits for its own result; call the original function instead`;
  throw new CacheError("creator-reentered", message, { ...owner, key });
}

/**
 * Wait for the store as long as a call may wait.
 *
 * Rejects with a `timeout` error, or with the signal's reason when it aborts.
 */
export function withinLimit<V, T>(
  { ground, rules }: Site<V>,
  reading: Promise<T>,
  limit: WaitLimit,
): Promise<T> {
  if (limit.untilMs === Infinity && limit.signal === undefined) return reading;
  const { owner } = rules.journal;
  const message = `${nameOf(owner)}: the store has not answered within ${rules.hardTimeoutMs} ms`;
  return bounded(ground, reading, limit, {
    runOut: (_, reject) => reject(new CacheError("timeout", message, owner)),
    go: () => undefined,
  });
}

function limited(
  ground: Ground,
  { key, flight, seat }: Boarding,
  limit: WaitLimit,
): Promise<Arrival> {
  return bounded<Arrival>(ground, seat.landing, limit, {
    runOut: (resolve) => {
      flight.detach();
      seat.leave();
      resolve(TIMEOUT);
    },
    go: () => ground.flights.leave(key, flight, seat),
  });
}

/** What happens when a wait ends early: a timeout settles it, a caller that goes gets its reason. */
interface EarlyEnds<T> {
  readonly runOut: (resolve: (value: T) => void, reject: (error: unknown) => void) => void;
  readonly go: () => void;
}

function bounded<T>(
  { clock }: Ground,
  waiting: Promise<T>,
  { untilMs, signal }: WaitLimit,
  { runOut, go }: EarlyEnds<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = [];
    const stop = (): void => ends.forEach((end) => end());
    const expire = (): void => {
      stop();
      runOut(resolve, reject);
    };
    const leave = (): void => {
      stop();
      go();
      reject(signal?.reason);
    };
    ends.push(startTimer(clock, untilMs - clock.nowMs(), expire));
    waiting.finally(stop).then(resolve, reject);
    if (signal !== undefined) ends.push(onAbort(signal, leave));
  });
}
