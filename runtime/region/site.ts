import type { Ground } from "./ground.js";
import type { Rules } from "./rules.js";

/** Where a function's values are kept, and by which rules. */
export interface Site<V> {
  readonly ground: Ground;
  readonly rules: Rules<V>;
}
