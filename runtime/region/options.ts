import type { LeasingBackend } from "../backend/backend.js";
import type { ProxyBackend } from "../backend/proxy.js";
import type { Clock } from "../clock.js";
import { CacheError } from "../errors.js";
import type { KeyMangler } from "../key/mangler.js";
import type { ValuesMode } from "../value/isolation.js";
import type { InvalidationStrategy } from "./invalidation.js";
import type { FunctionPolicy, Policy } from "./rules.js";

/** What a schema may say of a region as a whole. */
export interface RegionSettings extends Policy {
  /** How a store in this process keeps values apart from their callers. Default `copy`. */
  readonly values?: ValuesMode;
  /** Most entries a store in memory holds. Default 10,000. */
  readonly maxEntries?: number;
  /** Most bytes the entries of a store in memory take, by estimate. Default: no limit. */
  readonly maxBytes?: number;
  /** Largest value that is stored, in bytes; larger ones are handed out and reported. Default 1,000,000. */
  readonly maxValueBytes?: number;
  /** Most creators that run at a time in this process; the rest wait in line. Default: no limit. */
  readonly maxCreators?: number;
}

/** A region as the schema declares it. */
export interface RegionSpec extends RegionSettings {
  readonly name: string;
  /** First segment of the region's keys. */
  readonly namespace?: string;
  /** A backend's text, which may name an environment variable: `${NAME:-memory}`. Default `memory`. */
  readonly backend?: string;
  /** Makes the keys a store sees of the keys of functions. Default: the backend's own, if any. */
  readonly keyMangler?: KeyMangler | false;
}

/** Makes a proxy for the store it is given: a `ProxyBackend` class, or a function. */
export type Wrapper =
  (new (proxied: LeasingBackend) => ProxyBackend) | ((proxied: LeasingBackend) => LeasingBackend);

/** What an application may say of a region before its first use; says over what the schema says. */
export interface RegionOptions extends RegionSettings {
  /** A backend's text, or a backend of your own, which the region closes with itself. */
  readonly backend?: string | LeasingBackend;
  /** Replace a backend the region has already. Default false. */
  readonly replaceExistingBackend?: boolean;
  /** Proxies around the backend, the outermost first. */
  readonly wrap?: readonly Wrapper[];
  /** As in {@link RegionSpec}; `false` switches the backend's own mangler off. */
  readonly keyMangler?: KeyMangler | false;
  /** Makes the keys of the region's functions instead of the generated key functions. */
  readonly keyGenerator?: KeyGenerator;
  /** Judges values by their creation time. Default: the backend invalidates. */
  readonly invalidationStrategy?: InvalidationStrategy;
  /** The source of time. Default: the system's. */
  readonly clock?: Clock;
  /** Random numbers from 0 up to 1, for jitter and `eager: xfetch`. Default `Math.random`. */
  readonly random?: () => number;
}

/** What a {@link KeyGenerator} knows of a function. */
export interface KeyOwner {
  readonly region: string;
  readonly function: string;
}

/**
 * Makes a key of a function's arguments, defaults filled in. Different arguments must give different keys.
 *
 * @see dogpile.cache `function_key_generator`
 */
export type KeyGenerator = (owner: KeyOwner, args: readonly unknown[]) => string;

const DURATIONS = [
  "expirationMs",
  "graceMs",
  "softTimeoutMs",
  "hardTimeoutMs",
  "retryAfterMs",
  "leaseMs",
  "waitMs",
  "cacheNullMs",
  "missingMs",
] as const;

const COUNTS = ["maxEntries", "maxBytes", "maxValueBytes", "maxCreators"] as const;

/**
 * Refuse settings that cannot work.
 *
 * @throws CacheError `option-invalid` with the option, what was found, and what was expected.
 */
export function checkSettings(settings: RegionSettings, owner: string): void {
  checkPolicy(settings, owner);
  if (settings.values !== undefined) {
    const modes = ["copy", "frozen", "shared", "bytes"];
    check(`${owner}: values`, settings.values, modes.includes(settings.values), oneOf(modes));
  }
  for (const name of COUNTS) checkCount(`${owner}: ${name}`, settings[name]);
}

/** Refuse a function's policy that cannot work, as {@link checkSettings}. */
export function checkPolicy(policy: FunctionPolicy, owner: string): void {
  for (const name of DURATIONS) checkDuration(`${owner}: ${name}`, policy[name]);
  checkCount(`${owner}: maxBatch`, policy.maxBatch);
  const { refresh, jitter, eager } = policy;
  if (refresh !== undefined) {
    const words = ["inline", "background"];
    check(`${owner}: refresh`, refresh, words.includes(refresh), oneOf(words));
  }
  if (jitter !== undefined) {
    check(`${owner}: jitter`, jitter, isFraction(jitter), "a number from 0 to 1");
  }
  if (eager !== undefined) {
    const possible = eager === "xfetch" || isFraction(eager);
    check(`${owner}: eager`, eager, possible, 'a number from 0 to 1, or "xfetch"');
  }
}

function checkDuration(name: string, value: unknown): void {
  if (value === undefined) return;
  const possible = typeof value === "number" && value >= 0;
  check(name, value, possible, "milliseconds, 0 or more, or Infinity");
}

function checkCount(name: string, value: unknown): void {
  if (value === undefined || value === Infinity) return;
  const possible = typeof value === "number" && Number.isInteger(value) && value >= 1;
  check(name, value, possible, "a whole number from 1");
}

function isFraction(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function oneOf(words: readonly string[]): string {
  return `one of ${words.join(", ")}`;
}

function check(name: string, value: unknown, possible: boolean, expected: string): void {
  if (possible) return;
  throw new CacheError("option-invalid", `${name} is ${String(value)}; give ${expected}`);
}
