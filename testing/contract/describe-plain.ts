import { adaptPlain, type Awaitable, type PlainBackend } from "../../runtime/index.js";
import { ManualClock } from "../manual-clock.js";
import { advance, describeLeasingBackend, type LeasingSuiteOptions } from "./describe-leasing.js";
import { EXCLUDING } from "./excluding.js";
import { PlainSubject } from "./plain-subject.js";
import { describeChapters } from "./runner.js";
import { STORING } from "./storing.js";

/** The runner, and what is different about a plain backend. */
export interface PlainSuiteOptions extends Omit<LeasingSuiteOptions, "keeps" | "leaseMs"> {
  /** Whether it drops what has outlived its TTL. Default false: a store may keep it. */
  readonly dropsAfterTtl?: boolean;
}

/** Makes an empty plain backend that goes by the clock. */
export type PlainMaker = (clock: ManualClock) => Awaitable<PlainBackend>;

/**
 * Declare the tests of the contract of `PlainBackend`, and those of `LeasingBackend` for what is made of it, each on a
 * backend of its own, which is closed after it.
 */
export function describePlainBackend(
  name: string,
  make: PlainMaker,
  options: PlainSuiteOptions,
): void {
  const { dropsAfterTtl = false, passMs = advance } = options;
  options.describe(name, () => {
    describeChapters(options, [STORING, EXCLUDING], async (work) => {
      const clock = new ManualClock();
      const plain = await make(clock);
      const pass = (durationMs: number): Awaitable<void> => passMs(durationMs, clock);
      try {
        await work(new PlainSubject(plain, { dropsAfterTtl, passMs: pass }));
      } finally {
        await plain.close?.();
      }
    });
  });
  describeLeasingBackend(
    `${name}, adapted`,
    async (clock) => adaptPlain(await make(clock), { clock, name: "contract" }),
    options,
  );
}
