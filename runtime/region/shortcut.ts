import { CLOCK_TOLERANCE_MS } from "./freshness.js";
import type { Ground } from "./ground.js";
import type { Site } from "./site.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";

/**
 * The shortest way to a value that a store in this process has at once, and of which nothing but its age is to be asked:
 * most calls go it, and it costs them no promise, no reading and no closure.
 */
export class Shortcut<V> {
  readonly ground: Ground;
  readonly #site: Site<V>;
  readonly #expirationMs: number;

  constructor(site: Site<V>) {
    this.ground = site.ground;
    this.#site = site;
    this.#expirationMs = site.rules.expirationMs;
  }

  /** The value, or `NO_VALUE` where the longer way has to be gone. Throws when what is kept is none of ours. */
  valueOf(key: string): V | NoValue {
    const { backend, glanceMs } = this.ground;
    const nowMs = glanceMs();
    const kept = backend.peek?.(key, nowMs - this.#expirationMs, nowMs + CLOCK_TOLERANCE_MS);
    // `null` and "not found" have expirations of their own.
    if (kept === undefined || kept === null || kept === NO_VALUE) return NO_VALUE;
    const { isolation, journal } = this.#site.rules;
    const value = isolation.give(kept);
    journal.hit(key);
    return value;
  }
}

/** The shortcut to a function's values, if there is one. */
export function shortcutTo<V>(site: Site<V>): Shortcut<V> | undefined {
  const isShort = site.rules.byAgeAlone && site.ground.backend.peek !== undefined;
  return isShort ? new Shortcut(site) : undefined;
}
