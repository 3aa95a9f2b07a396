import type { Clock } from "cachegen/runtime";

/** Time that moves only when a test says so. */
export class ManualClock implements Clock {
  #nowMs = Date.UTC(2026, 0, 1);

  nowMs(): number {
    return this.#nowMs;
  }

  advanceMs(durationMs: number): void {
    this.#nowMs += durationMs;
  }
}
