import type { LeasingBackend } from "../backend/backend.js";
import type { Isolation } from "../value/isolation.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";
import { CLOCK_TOLERANCE_MS } from "./freshness.js";
import type { Ground } from "./ground.js";
import type { Journal } from "./journal.js";
import type { Rules } from "./rules.js";
import type { Site } from "./site.js";

/**
 * The shortest way to a value that a store in this process has at once, and of which nothing but its age is to be asked:
 * most calls go it, and it costs them no promise, no reading and no closure.
 */
export class Shortcut<V> {
  readonly ground: Ground;
  readonly #backend: Peekable;
  readonly #isolation: Isolation<V>;
  readonly #journal: Journal;
  readonly #expirationMs: number;

  constructor({ ground, rules }: Site<V>, backend: Peekable) {
    this.ground = ground;
    this.#backend = backend;
    this.#isolation = rules.isolation;
    this.#journal = rules.journal;
    this.#expirationMs = rules.expirationMs;
  }

  /** The value, or `NO_VALUE` where the longer way has to be gone. Throws when what is kept is none of ours. */
  valueOf(key: string): V | NoValue {
    const nowMs = this.ground.glanceMs();
    const untilMs = nowMs + CLOCK_TOLERANCE_MS;
    const kept = this.#backend.peek(key, nowMs - this.#expirationMs, untilMs);
    // `null` and "not found" have expirations of their own.
    if (kept === undefined || kept === null || kept === NO_VALUE) return NO_VALUE;
    const value = this.#isolation.give(kept);
    this.#journal.hit(key);
    return value;
  }
}

/** The shortcut to a function's values, if there is one. */
export function shortcutTo<V>(site: Site<V>): Shortcut<V> | undefined {
  const { backend } = site.ground;
  return isByAgeAlone(site.rules) && isPeekable(backend) ? new Shortcut(site, backend) : undefined;
}

/** Whether nothing but its age speaks against handing out a value. */
function isByAgeAlone({ jitter, eager, strategy, isolation }: Rules<unknown>): boolean {
  return jitter === 0 && eager === undefined && strategy === undefined && !isolation.isText;
}

/** A store in this process. */
type Peekable = Required<Pick<LeasingBackend, "peek">>;

function isPeekable(backend: LeasingBackend): backend is LeasingBackend & Peekable {
  return backend.peek !== undefined;
}
