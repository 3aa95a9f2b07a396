/** What a reader is told of an option beside the form of its value, in the reference and in an editor. Code stands in backticks. */
export interface OptionGuide {
  /** What holds when it is left out. */
  readonly otherwise: string;
  readonly meaning: string;
}

/** Tells of every option that is supported, by name, in the order of the reference. */
export const GUIDE: Readonly<Record<string, OptionGuide>> = {
  backend: {
    otherwise: "the only one",
    meaning: "where the values are kept",
  },
  expiration: {
    otherwise: "`never`",
    meaning: "the age at which a value turns stale",
  },
  grace: {
    otherwise: "`0s`",
    meaning: "how long past its expiration a value may be served while a new one is made",
  },
  jitter: {
    otherwise: "`0`",
    meaning:
      "the part of the expiration by which each entry's own may be shorter, so that entries made together do not end together",
  },
  eager: {
    otherwise: "off",
    meaning:
      "the part of the expiration at which a value is made anew in the background; with `xfetch` by chance, the likelier the nearer the end and the slower the creator",
  },
  refresh: {
    otherwise: "`inline`",
    meaning: "whether the caller who finds a stale value makes the new one, or gets the stale one",
  },
  softTimeout: {
    otherwise: "no limit",
    meaning:
      "how long a caller waits for the new value before it takes the stale one, within grace or after a soft invalidation",
  },
  hardTimeout: {
    otherwise: "no limit",
    meaning:
      "how long a caller waits where there is nothing to serve, before it gets a `timeout` error; the creation goes on",
  },
  retryAfter: {
    otherwise: "`10s`",
    meaning: "how long after a failed refresh the stale value is served before the next try",
  },
  lease: {
    otherwise: "`10s`",
    meaning:
      "how long the right to create one value lasts in a store outside this process; it is renewed at a third of it",
  },
  wait: {
    otherwise: "`30s`",
    meaning:
      "how long to wait for another process's creation, before creating without storing; at least a third of the lease",
  },
  strict: {
    otherwise: "`false`",
    meaning: "a result that is not of its type is thrown as an error, not returned unstored",
  },
  description: {
    otherwise: "none",
    meaning: "a comment in the generated code",
  },
  version: {
    otherwise: "none",
    meaning: "part of the key: another version, other entries",
  },
  key: {
    otherwise: "the names and the arguments",
    meaning:
      "the whole key as text, with `{name}` for each argument, see [keys of your own](keys.md#a-key-of-your-own)",
  },
  keyHash: {
    otherwise: "off",
    meaning:
      "a digest in place of the arguments in keys, with `hmac` under the secret in an environment variable, see [hashed arguments](keys.md#hashed-arguments)",
  },
  python: {
    otherwise: "none",
    meaning:
      "a function of a Python program whose entries these are, cached there by dogpile.cache, see [sharing with Python](python.md)",
  },
  creator: {
    otherwise: "none",
    meaning:
      "the function that makes the value, bound in `accessors.ts`, see [your own code](own-code.md)",
  },
  cacheNull: {
    otherwise: "`true`",
    meaning: "whether, or how long, a `null` result is kept",
  },
  result: {
    otherwise: "`map`",
    meaning: "what the creator answers, and what callers get",
  },
  missing: {
    otherwise: "`0s`: not at all",
    meaning: 'how long "not found" is remembered',
  },
  maxBatch: {
    otherwise: "no limit",
    meaning: "most keys in one call of the creator",
  },
  values: {
    otherwise: "`copy`",
    meaning: "how values are kept apart from their callers, see [the runtime](runtime.md)",
  },
  serializer: {
    otherwise: "`compiled`",
    meaning:
      "how values are checked, copied and turned into text: by the generated code, by its zod schemas, or not at all (then `values` is `shared`)",
  },
  wire: {
    otherwise: "`json`",
    meaning:
      "how values are written as text: by the names of their members, or by position, which is shorter and read sooner",
  },
  validate: {
    otherwise: "`changed`",
    meaning:
      "which stored texts are checked when they are read: those that were not written for the type they are read as, all of them, or none, see [the runtime](runtime.md)",
  },
  keyMangler: {
    otherwise: "the backend's own",
    meaning:
      "what the store sees of a key: a digest, a digest (SHA-256) where it has more than `n` characters, or itself",
  },
  maxEntries: {
    otherwise: "10,000",
    meaning: "most entries in memory; what is used least goes first",
  },
  maxBytes: {
    otherwise: "no limit",
    meaning: "most bytes the entries in memory take, by estimate",
  },
  maxValueBytes: {
    otherwise: "`1MB`",
    meaning: "the largest value that is stored; larger ones are handed out and reported",
  },
  maxCreators: {
    otherwise: "no limit",
    meaning: "most creators at a time in this process; the rest wait in line",
  },
  backendTimeout: {
    otherwise: "`250ms`",
    meaning:
      "how long one call on a store outside this process may take before it counts as failed",
  },
  breaker: {
    otherwise: "`failures: 5`, `pause: 1s`",
    meaning:
      "after how many failed calls in a row such a store is left alone, and for how long, before one call is let through to see",
  },
};
