import type { Deposit } from "../../runtime/backend/backend.js";

/** A deposit as a region makes one: times with fractions, an hour to live. */
export function depositOf(kept: unknown): Deposit {
  return { kept, createdMs: 1e12 + 0.5, costMs: 5.5, draw: 0.7, bytes: 100, retainMs: 3_600_000 };
}
