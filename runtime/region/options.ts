import { CacheError } from "../errors.js";
import type { LeasingBackend } from "../backend/backend.js";
import type { Clock } from "../clock.js";
import type { ValuesMode } from "../value/isolation.js";
import type { FunctionPolicy, Policy } from "./rules.js";

/** A region as the schema declares it. */
export interface RegionSpec extends Policy {
  readonly name: string;
  /** `memory` or `none`, or a text that names an environment variable: `${NAME:-memory}`. Default `memory`. */
  readonly backend?: string;
  /** How a store in this process keeps values apart from their callers. Default `copy`. */
  readonly values?: ValuesMode;
  /** Most entries a store in memory holds; the least recently used go first. Default 10,000. */
  readonly maxEntries?: number;
}

/** What an application may say of a region before its first use. */
export interface RegionOptions extends Policy {
  /** A backend's text, or a backend of your own, which the region closes with itself. */
  readonly backend?: string | LeasingBackend;
  /** The source of time. Default: the system's. */
  readonly clock?: Clock;
  readonly values?: ValuesMode;
  readonly maxEntries?: number;
}

/**
 * Refuse options that cannot work.
 *
 * @throws CacheError `option-invalid` with the option, what was found, and what was expected.
 */
export function checkRegionOptions(options: Omit<RegionSpec, "backend">): void {
  checkPolicy(options, options.name);
  const { values, maxEntries } = options;
  if (values !== undefined) checkWord("values", values, ["copy", "frozen", "shared", "bytes"]);
  if (maxEntries !== undefined) checkCount("maxEntries", maxEntries);
}

/** Refuse a function's policy that cannot work, as {@link checkRegionOptions}. */
export function checkPolicy(policy: FunctionPolicy, owner: string): void {
  for (const name of ["expirationMs", "graceMs", "cacheNullMs", "missingMs"] as const) {
    const value = policy[name];
    if (value !== undefined) checkDuration(`${owner}: ${name}`, value);
  }
  if (policy.refresh !== undefined) {
    checkWord(`${owner}: refresh`, policy.refresh, ["inline", "background"]);
  }
  if (policy.maxBatch !== undefined) checkCount(`${owner}: maxBatch`, policy.maxBatch);
}

function checkDuration(name: string, value: unknown): void {
  if (typeof value === "number" && value >= 0) return;
  refuse(name, value, "milliseconds, 0 or more, or Infinity");
}

function checkCount(name: string, value: unknown): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1) return;
  refuse(name, value, "a whole number from 1");
}

function checkWord(name: string, value: unknown, words: readonly string[]): void {
  if (typeof value === "string" && words.includes(value)) return;
  refuse(name, value, `one of ${words.join(", ")}`);
}

function refuse(name: string, value: unknown, expected: string): never {
  throw new CacheError("option-invalid", `${name} is ${String(value)}; give ${expected}`);
}
