import type { CountryStatistics } from "../../generated/index.js";
import type { Outcome } from "./order.js";

/** Everything that was served. */
export function served(outcomes: Iterable<Outcome>): (CountryStatistics | null)[] {
  return [...outcomes].flatMap((outcome) => outcome.served);
}

/** How many passes over the data all of them took together. */
export function passes(outcomes: Iterable<Outcome>): number {
  return [...outcomes].reduce((sum, outcome) => sum + outcome.passes, 0);
}

/** The one edition all were served; `undefined` when there were several, or none. */
export function editionOf(statistics: readonly (CountryStatistics | null)[]): number | undefined {
  const editions = new Set(statistics.map((one) => one?.edition));
  return editions.size === 1 ? [...editions][0] : undefined;
}
