import { setImmediate } from "node:timers";

/** The only source of time in the runtime. */
export interface Clock {
  /** Milliseconds since 1970, never running backwards. */
  nowMs(): number;
  /** Call back after a delay in milliseconds; the answer calls that off. */
  after(delayMs: number, callback: () => void): () => void;
}

/** Longest delay Node's timers take; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** How many readings share one look at the time within a turn of the event loop. */
const SHARED_READINGS = 64;

/** Wall time at start, monotonic from then on: a corrected system clock ages no entry. */
const startedMs = performance.timeOrigin;
let readingMs = 0;
let readingsLeft = 0;

/**
 * The system's time, looked at once in a turn of the event loop or every 64 readings, whichever comes first:
 * a look costs as much as finding a value in memory.
 */
export const systemClock: Clock = {
  nowMs() {
    if (readingsLeft > 0) {
      readingsLeft -= 1;
      return readingMs;
    }
    setImmediate(forgetReading).unref();
    readingsLeft = SHARED_READINGS;
    return (readingMs = startedMs + performance.now());
  },
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};

function forgetReading(): void {
  readingsLeft = 0;
}
