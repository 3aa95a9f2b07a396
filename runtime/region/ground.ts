import type { LeasingBackend } from "../backend/backend.js";
import type { Clock } from "../clock.js";
import type { Flights } from "../lock/flights.js";
import type { Limit } from "../lock/limit.js";
import type { Product } from "./product.js";

/** What a configured region lends to those who read and create in it. */
export interface Ground {
  readonly backend: LeasingBackend;
  /** The same for entries that Python programs share, where the store has a layout of its own for them. */
  readonly python: () => Ground;
  readonly flights: Flights<Product>;
  readonly clock: Clock;
  /** The time for readings, which may be as old as the turn of the event loop. */
  readonly glanceMs: () => number;
  /** Lets only so many creators run at a time. */
  readonly limit: Limit | undefined;
}
