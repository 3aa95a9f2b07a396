/** A busy machine is no fault: what a test waits for comes late there, and only what never comes shall fail for its time. */
import { vi } from "vitest";

/** Longest wait for something, in milliseconds, where a test says nothing else: far less than a test may take. */
const LONGEST_MS = 120_000;

const waitFor = vi.waitFor;

vi.waitFor = (callback, options) => {
  const given = typeof options === "number" ? { timeout: options } : options;
  return waitFor(callback, { timeout: LONGEST_MS, interval: 10, ...given });
};
