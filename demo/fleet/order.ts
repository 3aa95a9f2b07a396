/** What the demo tells a process of its fleet, and what that answers. */
import type { CityId, CountryCode, CountryStatistics } from "../../generated/index.js";

/** Something to do. */
export type Order =
  /** Some callers at once ask what a country adds up to. */
  | { readonly verb: "ask"; readonly country: CountryCode; readonly callers: number }
  /** The data has changed, as a database all share would tell. */
  | { readonly verb: "correct"; readonly city: CityId; readonly population: number }
  | { readonly verb: "invalidate"; readonly country: CountryCode }
  /** Begin to make what a country adds up to, and do not end before you are told. Done when it has begun. */
  | { readonly verb: "hold"; readonly country: CountryCode }
  /** End what was begun. */
  | { readonly verb: "finish" };

/** What came of it. */
export interface Outcome {
  /** What each caller was served. */
  readonly served: readonly (CountryStatistics | null)[];
  /** How many passes over the data were begun in this process meanwhile. */
  readonly passes: number;
  /** How many values that were made in this process were refused since it was last told to `hold`. */
  readonly fenced: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}
