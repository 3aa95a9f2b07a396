import { setImmediate } from "node:timers";
import type { Clock } from "../clock.js";

/**
 * What came of a piece of work, or a rejection when it took too long: what it comes to after that is not heard. What has
 * come while this process was busy with something else has come in time.
 */
export function inTime<T>(clock: Clock, durationMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(new TooLate(`the store has not answered within ${durationMs} ms`));
    };
    const callOff = clock.after(durationMs, () => void setImmediate(giveUp));
    work.then(
      (result) => {
        callOff();
        resolve(result);
      },
      (error: unknown) => {
        callOff();
        reject(error);
      },
    );
  });
}

/** Nobody knows whether it was done. */
export class TooLate extends Error {}
