/** Settings of regions on real servers whose tests do not mean what takes too long: a machine may pause at any point. */

/** Longer than any test takes, in milliseconds: who is done by this was not done by what the test means. */
export const FOREVER_MS = 600_000;

/** The server is waited for; leases outlive the test, and so does who waits for them. */
export const PATIENT: {
  readonly backendTimeoutMs: number;
  readonly leaseMs: number;
  readonly waitMs: number;
} = { backendTimeoutMs: 60_000, leaseMs: FOREVER_MS, waitMs: FOREVER_MS };
