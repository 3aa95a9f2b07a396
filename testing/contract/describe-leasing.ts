import type { Awaitable, LeasingBackend } from "../../runtime/index.js";
import { ManualClock } from "../manual-clock.js";
import { ELECTING } from "./electing.js";
import { FENCING } from "./fencing.js";
import { INVALIDATING } from "./invalidating.js";
import { KEEPING_NOTHING } from "./keeping-nothing.js";
import { LeasingSubject } from "./leasing-subject.js";
import { READING } from "./reading.js";
import { describeChapters, type Runner } from "./runner.js";

/** The runner, and what is different about a backend. */
export interface LeasingSuiteOptions extends Runner {
  /** Whether it keeps what it is given. Default true. */
  readonly keeps?: boolean;
  /** Lets time pass for the store, in milliseconds. Default: the manual clock moves. */
  readonly passMs?: (durationMs: number, clock: ManualClock) => Awaitable<void>;
  /** How long a lease lasts whose end is waited for, in milliseconds; default 10,000. Shorter where time is real. */
  readonly leaseMs?: number;
}

/** Makes an empty backend that goes by the clock. */
export type LeasingMaker = (clock: ManualClock) => Awaitable<LeasingBackend>;

/**
 * Declare the tests of the contract of `LeasingBackend`, each on a backend of its own, which is closed after it.
 *
 * They hold for one process; what a store promises to several of them takes tests of its own.
 */
export function describeLeasingBackend(
  name: string,
  make: LeasingMaker,
  options: LeasingSuiteOptions,
): void {
  const { keeps = true, leaseMs = 10_000, passMs = advance } = options;
  const chapters = keeps ? [READING, ELECTING, FENCING, INVALIDATING] : [KEEPING_NOTHING];
  options.describe(name, () => {
    describeChapters(options, chapters, async (work) => {
      const clock = new ManualClock();
      const backend = await make(clock);
      const pass = (durationMs: number): Awaitable<void> => passMs(durationMs, clock);
      try {
        await work(new LeasingSubject(backend, { clock, leaseMs, passMs: pass }));
      } finally {
        await backend.close();
      }
    });
  });
}

/** Let time pass on the clock alone. */
export function advance(durationMs: number, clock: ManualClock): void {
  clock.advanceMs(durationMs);
}
