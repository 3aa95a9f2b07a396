import type { Clock } from "../../clock.js";

/** What came of a piece of work, or a rejection when it took too long: what it comes to after that is not heard. */
export function inTime<T>(clock: Clock, durationMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(durationMs, () => {
      reject(new Error(`the server has not answered within ${durationMs} ms`));
    });
    work.finally(callOff).then(resolve, reject);
  });
}
