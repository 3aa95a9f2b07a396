/** What the contenders of `eviction.ts` are asked for. */
import { zipfTrace } from "./zipf.js";

export const KEYS = 100_000;
export const MAX_ENTRIES = 10_000;
/** How long the trace is. */
export const OPERATIONS = 1_000_000;
/** How often it is gone through while the cost is measured. */
export const PASSES = 8;

/** The keys, one after another. */
export function trace(): string[] {
  return zipfTrace({ keys: KEYS, exponent: 0.99, length: OPERATIONS, seed: 42 });
}
