import type { Clock } from "../clock.js";
import { CacheError } from "../errors.js";
import type { LeasingBackend } from "./backend.js";
import { MemoryBackend } from "./memory/memory-backend.js";
import { NoneBackend } from "./none.js";

/** What a region tells the backend that is made for it. */
export interface BackendOptions {
  readonly clock: Clock;
  /** Most entries a store in memory holds. */
  readonly maxEntries: number;
  /** Most bytes a store in memory holds; default unlimited. */
  readonly maxBytes?: number | undefined;
}

/**
 * Make the backend a text stands for: `memory`, or `none` for a store that keeps nothing.
 *
 * @throws CacheError `backend-unknown` for any other text.
 */
export function loadBackend(text: string, options: BackendOptions): LeasingBackend {
  switch (text) {
    case "memory":
      return new MemoryBackend(options);
    case "none":
      return new NoneBackend();
    default:
      throw new CacheError(
        "backend-unknown",
        `no backend is known for "${withoutCredentials(text)}"; use memory or none`,
      );
  }
}

/** A URL as it may be shown: user and password masked. */
function withoutCredentials(text: string): string {
  return text.replace(/(:\/\/)[^/?#]*@/, "$1***@");
}
