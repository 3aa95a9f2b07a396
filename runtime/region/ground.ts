import type { Held, LeasingBackend } from "../backend/backend.js";
import type { Clock } from "../clock.js";
import type { Flights } from "../lock/flights.js";
import type { Limit } from "../lock/limit.js";

/** A value in the form it is kept in, and for which type it was written. */
export type Kept = Pick<Held, "kept" | "fingerprint">;

/** A result on its way to its callers. */
export type Made =
  /** Checked and in the form it is kept in: each caller gets a value of its own out of it. */
  | ({ readonly kind: "kept" } & Kept)
  /** Of no declared type, so that no copy of it can be made: everybody gets it as it is. */
  | { readonly kind: "loose"; readonly value: unknown };

/** What a configured region lends to those who read and create in it. */
export interface Ground {
  readonly backend: LeasingBackend;
  /** The same for entries that programs with dogpile.cache share, where the store has a layout of its own for them. */
  readonly dogpile: () => LeasingBackend;
  readonly flights: Flights<Made>;
  readonly clock: Clock;
  /** The time for readings, which may be as old as the turn of the event loop. */
  readonly glanceMs: () => number;
  /** Lets only so many creators run at a time. */
  readonly limit: Limit | undefined;
}
