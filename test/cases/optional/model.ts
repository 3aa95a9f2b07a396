import type { SchemaModel } from "../../../generator/schema/model.js";
import { args, list, named, object, region, scalar, schema, set, single } from "../model-parts.js";

/** Objects of which nothing must be there, and objects without members. */
export const model: SchemaModel = schema(
  [
    object("Hints", { "one?": scalar("string"), "many?": list(scalar("int")) }),
    object("Empty", {}),
    object("Mixed", { "first?": scalar("string"), last: named("Empty"), "hints?": named("Hints") }),
  ],
  [
    region("one", [
      single("hints", named("Hints"), {
        args: args({ like: named("Hints"), none: named("Empty") }),
      }),
      single("empty", named("Empty")),
    ]),
    region("two", [single("mixed", named("Mixed")), single("words", set(scalar("string")))], {
      values: "frozen",
      maxEntries: 50_000,
    }),
  ],
);
