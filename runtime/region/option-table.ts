/** Every option of a region, a function or a call: one row each, from which checks and defaults follow. */
import { PATIENCE } from "../backend/guard.js";
import { isBackend } from "../backend/registry.js";
import { CacheError, nameOf, type Owner } from "../errors.js";
import { nearest } from "../nearest.js";
import {
  BACKEND_TEXT,
  checkKind,
  COUNT,
  DURATION,
  either,
  FLAG,
  FRACTION,
  FUNCTION,
  isFunction,
  MOMENT,
  objectWith,
  oneOf,
  TEXT,
  type Kind,
} from "./option-kind.js";
import type { RegionOptions, RegionSpec } from "./options.js";
import type { FunctionPolicy, RegionSettings } from "./policy.js";

type PlainOptions = RegionSettings & FunctionPolicy;

const PLAIN_KINDS: Readonly<Record<keyof PlainOptions, Kind>> = {
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
export const PLAIN_OPTIONS: ReadonlySet<string> = new Set(Object.keys(PLAIN_KINDS));

/** The options that can be given somewhere: plain ones, and those of that place, which take more than plain data. */
export type OptionKinds = ReadonlyMap<string, Kind>;

/** The kinds of all options of a place: the compiler holds it to name them all. */
export function optionKinds<Name extends PropertyKey>(
  own: Readonly<Record<Exclude<Name, keyof PlainOptions>, Kind>>,
): OptionKinds {
  return new Map(Object.entries({ ...PLAIN_KINDS, ...own }));
}

const KEY_MANGLER: Kind = {
  expected: "a function such as sha1, or false",
  allows: (value) => value === false || isFunction(value),
};

/** What a region is declared with. */
export const SPEC_KINDS: OptionKinds = optionKinds<keyof RegionSpec>({
  name: TEXT,
  namespace: TEXT,
  backend: BACKEND_TEXT,
  keyMangler: KEY_MANGLER,
});

/** What `configure` takes. */
export const REGION_KINDS: OptionKinds = optionKinds<keyof RegionOptions>({
  backend: {
    expected:
      "a backend's text, or a backend; redisBackend of cachegen/redis makes one of a client",
    allows: (value) => typeof value === "string" || isBackend(value),
  },
  replaceExistingBackend: FLAG,
  wrap: {
    expected: "a list of ProxyBackend classes, or of functions that make a ProxyBackend",
    allows: (value) => Array.isArray(value) && value.every(isFunction),
  },
  keyMangler: KEY_MANGLER,
  keyGenerator: FUNCTION,
  invalidationStrategy: objectWith("an object with invalidate and the three questions", [
    "invalidate",
    "isInvalidated",
  ]),
  clock: objectWith("an object with nowMs and after", ["nowMs", "after"]),
  random: FUNCTION,
});

/**
 * Refuse options that are unknown, since a mistyped one would be without effect, and those of the wrong kind.
 *
 * @throws CacheError `option-invalid` with what was probably meant, or what was expected.
 */
export function checkOptions(options: object, kinds: OptionKinds, owner: Owner): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = kinds.get(name);
    if (kind === undefined) throw unknownOption(name, kinds, owner);
    checkKind(kind, [name, value], owner);
  }
}

/**
 * Refuse what cannot work of a function's declaration, which has more to say than options.
 *
 * @throws CacheError `option-invalid`.
 */
export function checkDeclared(declared: PlainOptions, owner: Owner): void {
  const given: Readonly<Record<string, unknown>> = { ...declared };
  for (const [name, kind] of Object.entries(PLAIN_KINDS)) {
    checkKind(kind, [name, given[name]], owner);
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

function unknownOption(name: string, kinds: OptionKinds, owner: Owner): CacheError {
  const names = [...kinds.keys()];
  const cure = meantBy(name, names) ?? `give one of ${names.join(", ")}`;
  const message = `${nameOf(owner)}: there is no option ${name}; ${cure}`;
  return new CacheError("option-invalid", message, owner);
}

/** `breaker`, as the schema has it, is the beginning of two options here. */
function meantBy(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names);
  const meant = near === undefined ? names.filter((known) => known.startsWith(name)) : [near];
  return meant.length === 0 ? undefined : `did you mean ${meant.join(" or ")}?`;
}
