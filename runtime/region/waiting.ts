import { CacheError } from "../errors.js";
import type { Flight, Landing, Seat } from "../lock/flight.js";
import { waitFor, wouldWaitForItself } from "../lock/lineage.js";
import { onAbort } from "./abort.js";
import type { Ground, Made } from "./ground.js";

/** How long a call waits, and who may call it off. */
export interface WaitLimit {
  /** When to give up, in milliseconds since 1970; `Infinity` = never. */
  readonly untilMs: number;
  readonly signal: AbortSignal | undefined;
}

/** A flight somebody waits for. */
export interface Boarding {
  readonly key: string;
  readonly flight: Flight<Made>;
  readonly seat: Seat<Made>;
}

/** The answer to a call that has waited as long as it may. */
export const TIMEOUT: unique symbol = Symbol("timeout");

type Arrival = Landing<Made> | typeof TIMEOUT;

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
export function refuseSelf(key: string, flight: Flight<Made>): void {
  if (!wouldWaitForItself(flight)) return;
  const message = `the creator of ${key} waits for its own result; call the original function instead`;
  throw new CacheError("creator-reentered", message, { key });
}

function limited(
  { clock, flights }: Ground,
  { key, flight, seat }: Boarding,
  { untilMs, signal }: WaitLimit,
): Promise<Arrival> {
  return new Promise((resolve, reject) => {
    const runOut = (): void => {
      stop();
      flight.detach();
      seat.leave();
      resolve(TIMEOUT);
    };
    const go = (): void => {
      stop();
      flights.leave(key, flight, seat);
      reject(signal?.reason);
    };
    const noTimer = untilMs === Infinity;
    const callOff = noTimer ? nothing : clock.after(untilMs - clock.nowMs(), runOut);
    let forget = nothing;
    const stop = (): void => {
      callOff();
      forget();
    };
    seat.landing.finally(stop).then(resolve, reject);
    if (signal !== undefined) forget = onAbort(signal, go);
  });
}

function nothing(): void {}
