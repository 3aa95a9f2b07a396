import type { FunctionPolicy, SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
  map,
  multi,
  nullable,
  region,
  scalar,
  schema,
  set,
  single,
} from "../model-parts.js";

const text = scalar("string");
const id = args({ id: text });
const word = scalar("string", { pattern: "^[a-z]+$" });

const own: FunctionPolicy = {
  expirationMs: 60_000,
  graceMs: 0,
  jitter: 0,
  eager: 0.8,
  refresh: "inline",
  softTimeoutMs: 0,
  hardTimeoutMs: 1_000,
  retryAfterMs: 0,
  leaseMs: 3_000,
  waitMs: 1_000,
  strict: false,
  cacheNullMs: 0,
};

/** Every option, and functions that bear the names of what they are written with. */
export const model: SchemaModel = schema(
  [],
  [
    region(
      "everything",
      [
        single("plain", nullable(text), { args: id }),
        single("own", nullable(text), { args: id, policy: own }),
        multi("many", nullable(text), {
          args: id,
          multiOf: "own",
          policy: { ...own, eager: 1, hardTimeoutMs: 2_000, maxBatch: 100, missingMs: 5_000 },
        }),
      ],
      {
        backend: "${CACHE_URL:-memory}",
        policy: {
          expirationMs: 600_000,
          graceMs: 3_600_000,
          jitter: 0.1,
          eager: "xfetch",
          refresh: "background",
          softTimeoutMs: 250,
          hardTimeoutMs: 5_000,
          retryAfterMs: 60_000,
          leaseMs: 60_000,
          waitMs: 20_000,
          strict: true,
        },
        values: "bytes",
        serializer: "zod",
        validate: "always",
        keyMangler: { kind: "longerThan", length: 200 },
        maxEntries: 5_000,
        maxBytes: 64_000_000,
        maxValueBytes: 524_288,
        maxCreators: 4,
        backendTimeoutMs: 100,
        breakerFailures: 3,
        breakerPauseMs: 2_000,
      },
    ),
    region(
      "digests",
      [
        single("sha1", text, { args: args({ RegExp: word }) }),
        single("RegExp", scalar("datetime"), { args: args({ word, day: scalar("datetime") }) }),
        single("Date", scalar("bytes"), { args: args({ days: set(scalar("int")) }) }),
        single("Uint8Array", map(text, scalar("int")), { args: args({ bytes: scalar("bytes") }) }),
      ],
      { backend: "${CACHE_URL:-memory}", keyMangler: { kind: "sha1" } },
    ),
    region("longDigests", [], { backend: "${SHARED_URL}", keyMangler: { kind: "sha256" } }),
    region("asTheyAre", [], {
      backend: "${SHARED_URL}",
      keyMangler: { kind: "none" },
      breakerFailures: Infinity,
    }),
  ],
);
