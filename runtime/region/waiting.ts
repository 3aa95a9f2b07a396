import { CacheError } from "../errors.js";
import type { Flight, Landing } from "../lock/flight.js";
import { beingMade, waitFor, wouldWaitForItself } from "../lock/lineage.js";
import type { Ground, Made } from "./ground.js";

/** How long a call waits, and who may call it off. */
export interface Patience {
  /** When to give up, in milliseconds since 1970; `Infinity` = never. */
  readonly untilMs: number;
  readonly signal: AbortSignal | undefined;
}

/** A flight somebody waits for. */
export interface Boarding {
  readonly key: string;
  readonly flight: Flight<Made>;
  readonly landing: Promise<Landing<Made>>;
}

/** The answer to a call that has waited as long as it may. */
export const TIMEOUT: unique symbol = Symbol("timeout");

/**
 * Wait until a flight lands, the time is over, or the caller goes. A creation whose callers ran out of time goes on;
 * one whose callers have all gone does not.
 *
 * @throws CacheError `creator-reentered` where waiting would never end; the signal's reason when it aborts.
 */
export function awaitLanding(
  ground: Ground,
  boarding: Boarding,
  patience: Patience,
): Promise<Landing<Made> | typeof TIMEOUT> {
  refuseSelf(boarding);
  const landing = waitFor(boarding.flight, boarding.landing);
  if (patience.untilMs === Infinity && patience.signal === undefined) return landing;
  return limited(ground, { ...boarding, landing }, patience);
}

/** Refuse to make a value in its own creator: that would never end. */
export function refuseSelf({ key, flight }: Pick<Boarding, "key" | "flight">): void {
  if (!wouldWaitForItself(flight, beingMade())) return;
  const message = `the creator of ${key} waits for its own result; call the original function instead`;
  throw new CacheError("creator-reentered", message, { key });
}

function limited(
  { clock, flights }: Ground,
  { key, flight, landing }: Boarding,
  { untilMs, signal }: Patience,
): Promise<Landing<Made> | typeof TIMEOUT> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      flight.detach();
      resolve(TIMEOUT);
    };
    const go = (): void => {
      flights.leave(key, flight);
      reject(signal?.reason);
    };
    const limitMs = untilMs - clock.nowMs();
    const callOff = untilMs === Infinity ? () => undefined : clock.after(limitMs, giveUp);
    signal?.addEventListener("abort", go, { once: true });
    const stop = (): void => {
      callOff();
      signal?.removeEventListener("abort", go);
    };
    landing.finally(stop).then(resolve, reject);
    if (signal?.aborted === true) go();
  });
}
