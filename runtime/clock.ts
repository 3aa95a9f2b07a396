/** The only source of time in the runtime. */
export interface Clock {
  /** Milliseconds since 1970, never running backwards. */
  nowMs(): number;
}

/** Wall time at start, monotonic from then on: a corrected system clock ages no entry. */
export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
};
