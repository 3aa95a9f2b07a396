import type { SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
  list,
  map,
  named,
  nullable,
  object,
  record,
  region,
  scalar,
  schema,
  set,
  single,
} from "../model-parts.js";

const name = scalar("string", { min: 2, max: 3 });
const even = scalar("float", { min: -0.5, max: 1 });
const digits = scalar("bigint", { min: -5n, max: 12_345_678_901_234_567_890n });
const hash = scalar("bytes", { length: 4 });
const few = map(scalar("string"), scalar("int"), { min: 1, max: 2 });

/** Limits of everything that has some: as fields, behind null, inside of others, as arguments. */
export const model: SchemaModel = schema(
  [
    object("Everything", {
      name,
      word: scalar("string", { pattern: "^[a-z]+$" }),
      whole: scalar("int", { min: 0, max: 9 }),
      even,
      digits,
      hash,
      items: list(scalar("int"), { max: 2 }),
      words: set(scalar("string"), { min: 1 }),
      few,
      members: record(scalar("boolean"), { min: 1, max: 2 }),
      "sparse?": nullable(record(digits, { length: 1 })),
    }),
  ],
  [
    region("limits", [
      single("all", named("Everything")),
      single("digits", digits, { args: args({ value: digits }) }),
      single("hash", hash, { args: args({ value: hash }) }),
      single("few", few, { args: args({ value: few }) }),
      single("members", record(hash, { min: 1 }), { args: args({ value: record(hash, { min: 1 }) }) }),
    ]),
    region("compact", [single("all", named("Everything"))], { wire: "compact" }),
  ],
);
