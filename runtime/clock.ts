import { setImmediate } from "node:timers";

/** The only source of time in the runtime. */
export interface Clock {
  /** Milliseconds since 1970, never running backwards. */
  nowMs(): number;
  /** The same, perhaps as old as the turn of the event loop: for readings, which are many. Default: `nowMs`. */
  glanceMs?(): number;
  /** Call back after a delay in milliseconds. Returns a function that calls it off. */
  after(delayMs: number, callback: () => void): () => void;
}

/** Longest delay Node's timers take; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** How many glances share one look at the time within a turn of the event loop. */
const SHARED_GLANCES = 64;

/** When the process started. Asked for late: what measures time is loaded when it is first used. */
let startedMs: number | undefined;
let glanceMs = 0;
let glancesLeft = 0;
let forgetsSoon = false;

/** The system's time. A look at it costs as much as finding a value in memory, so glances share one. */
export const systemClock: Clock = {
  nowMs: systemMs,
  glanceMs() {
    if (glancesLeft > 0) {
      glancesLeft -= 1;
      return glanceMs;
    }
    // Not unreferenced: the loop must come by before it sleeps, or the glance would sleep with it.
    if (!forgetsSoon) setImmediate(forgetGlance);
    forgetsSoon = true;
    glancesLeft = SHARED_GLANCES;
    return (glanceMs = systemMs());
  },
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};

/** Call back after a delay in milliseconds; `Infinity` = never. Returns a function that calls it off. */
export function startTimer(clock: Clock, delayMs: number, callback: () => void): () => void {
  return delayMs === Infinity ? () => undefined : clock.after(delayMs, callback);
}

/** A clock's glances, as a function of its own; its exact time if it has none. */
export function glancesOf(clock: Clock): () => number {
  return clock.glanceMs === undefined ? () => clock.nowMs() : clock.glanceMs.bind(clock);
}

/** Wall time at start, monotonic from then on: a corrected system clock ages no entry. */
function systemMs(): number {
  return (startedMs ??= performance.timeOrigin) + performance.now();
}

function forgetGlance(): void {
  glancesLeft = 0;
  forgetsSoon = false;
}
