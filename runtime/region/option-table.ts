/** Every option of a region or function that is plain data: one row each, from which checks and defaults follow. */
import { inspect } from "node:util";
import { PATIENCE } from "../backend/guard.js";
import { CacheError, nameOf, type Owner } from "../errors.js";
import { nearest } from "../nearest.js";
import type { FunctionPolicy, RegionSettings } from "./policy.js";

/** What a value must be, in the words of the error. */
interface Kind {
  readonly expected: string;
  allows(value: unknown): boolean;
}

const DURATION: Kind = {
  expected: "milliseconds, 0 or more, or Infinity",
  allows: (value) => typeof value === "number" && value >= 0,
};

const HOUR_MS = 3_600_000;

const MOMENT: Kind = {
  expected: `milliseconds from 1 to ${HOUR_MS}`,
  allows: (value) => typeof value === "number" && value >= 1 && value <= HOUR_MS,
};

const COUNT: Kind = {
  expected: "a whole number from 1, or Infinity",
  allows: (value) => value === Infinity || (Number.isInteger(value) && Number(value) >= 1),
};

const FRACTION: Kind = {
  expected: "a number from 0 to 1",
  allows: (value) => typeof value === "number" && value >= 0 && value <= 1,
};

const FLAG: Kind = { expected: "true or false", allows: (value) => typeof value === "boolean" };

function oneOf(...words: readonly unknown[]): Kind {
  return { expected: `one of ${words.join(", ")}`, allows: (value) => words.includes(value) };
}

function either(kind: Kind, word: string): Kind {
  return {
    expected: `${kind.expected}, or ${word}`,
    allows: (value) => value === word || kind.allows(value),
  };
}

type PlainOptions = RegionSettings & FunctionPolicy;

const KINDS: Readonly<Record<keyof PlainOptions, Kind>> = {
  expirationMs: DURATION,
  graceMs: DURATION,
  jitter: FRACTION,
  eager: either(FRACTION, "xfetch"),
  refresh: oneOf("inline", "background"),
  softTimeoutMs: DURATION,
  hardTimeoutMs: DURATION,
  retryAfterMs: DURATION,
  leaseMs: DURATION,
  waitMs: DURATION,
  strict: FLAG,
  cacheNullMs: DURATION,
  missingMs: DURATION,
  maxBatch: COUNT,
  values: oneOf("copy", "frozen", "shared", "bytes"),
  serializer: oneOf("compiled", "zod", "none"),
  validate: oneOf("changed", "always", "never"),
  maxEntries: COUNT,
  maxBytes: COUNT,
  maxValueBytes: COUNT,
  maxCreators: COUNT,
  backendTimeoutMs: MOMENT,
  breakerFailures: COUNT,
  breakerPauseMs: MOMENT,
};

/** What holds where nothing is said. An option that is missing here has no default of its own. */
export const DEFAULTS: Readonly<
  Required<Omit<PlainOptions, "eager" | "cacheNullMs" | "missingMs">>
> = {
  expirationMs: Infinity,
  graceMs: 0,
  jitter: 0,
  refresh: "inline",
  softTimeoutMs: Infinity,
  hardTimeoutMs: Infinity,
  retryAfterMs: 10_000,
  leaseMs: 10_000,
  waitMs: 30_000,
  strict: false,
  maxBatch: Infinity,
  values: "copy",
  serializer: "compiled",
  validate: "changed",
  maxEntries: 10_000,
  maxBytes: Infinity,
  maxValueBytes: 1_000_000,
  maxCreators: Infinity,
  ...PATIENCE,
};

/** The names of all options that are plain data. */
export const PLAIN_OPTIONS: ReadonlySet<string> = new Set(Object.keys(KINDS));

/**
 * Refuse options that cannot work. Names that are no plain option are passed over.
 *
 * @throws CacheError `option-invalid` with the option, what was found, and what was expected.
 */
export function checkOptions(options: PlainOptions, owner: Owner): void {
  const given: Readonly<Record<string, unknown>> = { ...options };
  for (const [name, { expected, allows }] of Object.entries(KINDS)) {
    const value = given[name];
    if (value === undefined || allows(value)) continue;
    const message = `${nameOf(owner)}: ${name} is ${inspect(value)}; give ${expected}`;
    throw new CacheError("option-invalid", message, owner);
  }
}

/**
 * Refuse names that are no option: a mistyped one would be without effect.
 *
 * @throws CacheError `option-invalid` with what was probably meant.
 */
export function refuseUnknown(options: object, known: readonly string[], owner: Owner): void {
  const names = [...PLAIN_OPTIONS, ...known];
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const cure = near === undefined ? `give one of ${names.join(", ")}` : `did you mean ${near}?`;
    const message = `${nameOf(owner)}: there is no option ${name}; ${cure}`;
    throw new CacheError("option-invalid", message, owner);
  }
}

/**
 * Refuse to keep values apart that nobody can copy.
 *
 * @throws CacheError `option-invalid`.
 */
export function checkSerializer({ serializer, values }: RegionSettings, owner: Owner): void {
  if (serializer !== "none" || values === undefined || values === "shared") return;
  const message = `${nameOf(owner)}: values is ${values}, which takes a serializer; give shared, or leave serializer: none out`;
  throw new CacheError("option-invalid", message, owner);
}

/** Options that are functions or objects, and how to tell. */
const CODE_KINDS: Readonly<Record<string, Kind>> = {
  backend: {
    expected: "a backend's text, or a backend",
    allows: (value) => typeof value === "string" || isObject(value),
  },
  wrap: { expected: "a list of proxies", allows: Array.isArray },
  keyMangler: {
    expected: "a function such as sha1, or false",
    allows: (value) => value === false || typeof value === "function",
  },
  keyGenerator: { expected: "a function", allows: (value) => typeof value === "function" },
  random: { expected: "a function", allows: (value) => typeof value === "function" },
  clock: {
    expected: "an object with nowMs and after",
    allows: (value) => isObject(value) && "nowMs" in value && "after" in value,
  },
  invalidationStrategy: {
    expected: "an object with invalidate and the three questions",
    allows: (value) => isObject(value) && "invalidate" in value && "isInvalidated" in value,
  },
};

/**
 * Refuse options of the wrong kind that take code.
 *
 * @throws CacheError `option-invalid`.
 */
export function checkCodeOptions(options: object, owner: Owner): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = CODE_KINDS[name];
    if (kind === undefined || value === undefined || kind.allows(value)) continue;
    const message = `${nameOf(owner)}: ${name} is ${inspect(value)}; give ${kind.expected}`;
    throw new CacheError("option-invalid", message, owner);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
