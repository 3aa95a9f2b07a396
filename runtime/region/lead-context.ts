import type { Held } from "../backend/backend.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";
import type { CreationContext, Demand, Lead } from "./lead.js";
import { give } from "./product.js";

/** What a creator is told. */
export class LeadContext<V> implements CreationContext<V> {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly #demand: Demand<V>;
  readonly #held: Held | undefined;
  #previous: V | NoValue | undefined;

  constructor(demand: Demand<V>, { key, held, servable, flight }: Lead) {
    this.key = key;
    this.signal = flight.signal;
    this.#demand = demand;
    this.#held = servable ? held : undefined;
  }

  /** A value of its own: neither the store's nor that of the caller who gets the stale one. */
  get previous(): V | NoValue {
    return (this.#previous ??=
      this.#held === undefined ? NO_VALUE : give(this.#held, this.#demand.rules));
  }
}
