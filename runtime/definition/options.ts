import type { CreationRunner } from "../region/lead.js";
import type { ReadOptions } from "../region/entries.js";
import type { FunctionPolicy } from "../region/policy.js";
import type { List } from "./list.js";

/**
 * How some calls of a function differ from what the schema says of it. `A` are the arguments of one entry.
 * Given to `with`, which answers the same function under these options.
 */
export interface CallOptions<A extends List, V>
  extends
    ReadOptions,
    Pick<
      FunctionPolicy,
      | "graceMs"
      | "softTimeoutMs"
      | "hardTimeoutMs"
      | "waitMs"
      | "refresh"
      | "strict"
      | "cacheNullMs"
      | "missingMs"
    > {
  /** Age in milliseconds at which a value turns stale; a function is asked on every call, and `null` leaves it as it is. */
  readonly expirationMs?: number | (() => number | null);
  /** Aborts when the caller has gone: it gets the reason, and the creation ends with the last caller. */
  readonly signal?: AbortSignal;
  /**
   * Whether a created value is stored; it is handed out in any case.
   *
   * @see dogpile.cache `should_cache_fn`. Differs: it is told the arguments too.
   */
  readonly shouldCache?: (value: V, ...args: A) => boolean;
  /** Runs the creation of a stale value when and where it likes. */
  readonly asyncCreationRunner?: CreationRunner;
  /** Makes the key of one entry, instead of the generated key function. Different arguments must give different keys. */
  readonly key?: (...args: A) => string;
}

/** {@link CallOptions} of a multi function, whose creations are of many values at once and in nobody else's hands. */
export type MultiCallOptions<A extends List, V> = Omit<CallOptions<A, V>, "asyncCreationRunner">;
