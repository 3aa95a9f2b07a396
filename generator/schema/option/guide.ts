import {
  BOOLEAN,
  BREAKER,
  COUNT,
  DURATION,
  DURATION_ABOVE_ZERO,
  DURATION_OR_BOOLEAN,
  EAGERNESS,
  FRACTION,
  KEY_HASH,
  KEY_TEMPLATE,
  LIFETIME,
  MANGLER,
  MODULE_EXPORT,
  MOMENT,
  oneWord,
  PYTHON_FUNCTION,
  SIZE,
  TEXT,
  type ValueForm,
} from "./form.js";

/** What a reader is told of an option, in the reference and in an editor. Code stands in backticks. */
export interface OptionGuide {
  readonly takes: ValueForm;
  /** What holds when it is left out. */
  readonly otherwise: string;
  readonly meaning: string;
}

/** Tells of every option that is supported, by name, in the order of the reference. */
export const GUIDE: Readonly<Record<string, OptionGuide>> = {
  backend: {
    takes: { words: "a name under `backends`", schema: TEXT.schema },
    otherwise: "the only one",
    meaning: "where the values are kept",
  },
  expiration: {
    takes: LIFETIME,
    otherwise: "`never`",
    meaning: "the age at which a value turns stale",
  },
  grace: {
    takes: DURATION,
    otherwise: "`0s`",
    meaning: "how long past its expiration a value may be served while a new one is made",
  },
  jitter: {
    takes: FRACTION,
    otherwise: "`0`",
    meaning:
      "the part of the expiration by which each entry's own may be shorter, so that entries made together do not end together",
  },
  eager: {
    takes: EAGERNESS,
    otherwise: "off",
    meaning:
      "the part of the expiration at which a value is made anew in the background; with `xfetch` by chance, the likelier the nearer the end and the slower the creator",
  },
  refresh: {
    takes: oneWord("inline", "background"),
    otherwise: "`inline`",
    meaning: "whether the caller who finds a stale value makes the new one, or gets the stale one",
  },
  softTimeout: {
    takes: DURATION,
    otherwise: "no limit",
    meaning:
      "how long a caller waits for the new value before it takes the stale one, within grace or after a soft invalidation",
  },
  hardTimeout: {
    takes: DURATION_ABOVE_ZERO,
    otherwise: "no limit",
    meaning:
      "how long a caller waits where there is nothing to serve, before it gets a `timeout` error; the creation goes on",
  },
  retryAfter: {
    takes: DURATION,
    otherwise: "`10s`",
    meaning: "how long after a failed refresh the stale value is served before the next try",
  },
  lease: {
    takes: DURATION_ABOVE_ZERO,
    otherwise: "`10s`",
    meaning:
      "how long the right to create one value lasts in a store outside this process; it is renewed at a third of it",
  },
  wait: {
    takes: DURATION,
    otherwise: "`30s`",
    meaning:
      "how long to wait for another process's creation, before creating without storing; at least a third of the lease",
  },
  strict: {
    takes: BOOLEAN,
    otherwise: "`false`",
    meaning: "a result that is not of its type is thrown as an error, not returned unstored",
  },
  description: {
    takes: TEXT,
    otherwise: "none",
    meaning: "a comment in the generated code",
  },
  version: {
    takes: COUNT,
    otherwise: "none",
    meaning: "part of the key: another version, other entries",
  },
  key: {
    takes: KEY_TEMPLATE,
    otherwise: "the names and the arguments",
    meaning:
      "the whole key as text, with `{name}` for each argument, see [keys of your own](keys.md#a-key-of-your-own)",
  },
  keyHash: {
    takes: KEY_HASH,
    otherwise: "off",
    meaning:
      "a digest in place of the arguments in keys, with `hmac` under the secret in an environment variable, see [hashed arguments](keys.md#hashed-arguments)",
  },
  python: {
    takes: PYTHON_FUNCTION,
    otherwise: "none",
    meaning:
      "a function of a Python program whose entries these are, cached there by dogpile.cache, see [sharing with Python](python.md)",
  },
  creator: {
    takes: MODULE_EXPORT,
    otherwise: "none",
    meaning:
      "the function that makes the value, bound in `accessors.ts`, see [your own code](own-code.md)",
  },
  cacheNull: {
    takes: DURATION_OR_BOOLEAN,
    otherwise: "`true`",
    meaning: "whether, or how long, a `null` result is kept",
  },
  result: {
    takes: oneWord("map", "list"),
    otherwise: "`map`",
    meaning: "what the creator answers, and what callers get",
  },
  missing: {
    takes: DURATION,
    otherwise: "`0s`: not at all",
    meaning: 'how long "not found" is remembered',
  },
  maxBatch: {
    takes: COUNT,
    otherwise: "no limit",
    meaning: "most keys in one call of the creator",
  },
  values: {
    takes: oneWord("copy", "frozen", "shared", "bytes"),
    otherwise: "`copy`",
    meaning: "how values are kept apart from their callers, see [the runtime](runtime.md)",
  },
  serializer: {
    takes: oneWord("compiled", "zod", "none"),
    otherwise: "`compiled`",
    meaning:
      "how values are checked, copied and turned into text: by the generated code, by its zod schemas, or not at all (then `values` is `shared`)",
  },
  wire: {
    takes: oneWord("json", "compact"),
    otherwise: "`json`",
    meaning:
      "how values are written as text: by the names of their members, or by position, which is shorter and read sooner",
  },
  validate: {
    takes: oneWord("changed", "always", "never"),
    otherwise: "`changed`",
    meaning:
      "which stored texts are checked when they are read: those that were not written for the type they are read as, all of them, or none, see [the runtime](runtime.md)",
  },
  keyMangler: {
    takes: MANGLER,
    otherwise: "the backend's own",
    meaning:
      "what the store sees of a key: a digest, a digest (SHA-256) where it has more than `n` characters, or itself",
  },
  maxEntries: {
    takes: COUNT,
    otherwise: "10,000",
    meaning: "most entries in memory; what is used least goes first",
  },
  maxBytes: {
    takes: SIZE,
    otherwise: "no limit",
    meaning: "most bytes the entries in memory take, by estimate",
  },
  maxValueBytes: {
    takes: SIZE,
    otherwise: "`1MB`",
    meaning: "the largest value that is stored; larger ones are handed out and reported",
  },
  maxCreators: {
    takes: COUNT,
    otherwise: "no limit",
    meaning: "most creators at a time in this process; the rest wait in line",
  },
  backendTimeout: {
    takes: MOMENT,
    otherwise: "`250ms`",
    meaning:
      "how long one call on a store outside this process may take before it counts as failed",
  },
  breaker: {
    takes: BREAKER,
    otherwise: "`failures: 5`, `pause: 1s`",
    meaning:
      "after how many failed calls in a row such a store is left alone, and for how long, before one call is let through to see",
  },
};
