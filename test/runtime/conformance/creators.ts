/** Creators that tests steer, and how their calls end. */
import { isCacheError } from "cachegen/runtime";
import { vi, type Mock } from "vitest";
import { gate, type Gate } from "../../../testing/gate.js";

export const MINUTE_MS = 60_000;

/** Fresh for a minute, stale for one more. */
export const GRACIOUS: { readonly expirationMs: number; readonly graceMs: number } = {
  expirationMs: MINUTE_MS,
  graceMs: MINUTE_MS,
};

/** A creator that makes "made 1", "made 2" and so on. */
export function counting(): Mock<() => Promise<string>> {
  let made = 0;
  return vi.fn(async () => `made ${(made += 1)}`);
}

/** A creator of many that makes "made <key>" for each. */
export function makingEach(): Mock<(keys: readonly string[]) => string[]> {
  return vi.fn((keys: readonly string[]) => keys.map((key) => `made ${key}`));
}

/** A creator whose n-th call waits for the n-th gate. */
export interface Gated {
  readonly gates: readonly Gate<string>[];
  readonly creator: Mock<() => Promise<string>>;
}

export function gated(): Gated {
  const gates: Gate<string>[] = [];
  const creator = vi.fn(() => {
    const next = gate<string>();
    gates.push(next);
    return next.opened;
  });
  return { gates, creator };
}

/** The code of the cache's own error, any other error as it is, and `undefined` where there is none. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return isCacheError(error) ? error.code : error;
  }
}

/** The same for what throws at once. */
export function codeOfCall(call: () => unknown): Promise<unknown> {
  return codeOf(Promise.resolve().then(call));
}
