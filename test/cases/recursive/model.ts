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
  single,
} from "../model-parts.js";

/** Types that hold themselves: directly, through each other, through an alias, and aliases alone. */
export const model: SchemaModel = schema(
  [
    object("Folder", {
      name: scalar("string"),
      "parent?": named("Folder"),
      files: list(named("File")),
    }),
    object("File", {
      name: scalar("string"),
      folder: nullable(named("Folder")),
      links: named("Links"),
    }),
    { kind: "alias", name: "Links", of: record(named("File")) },
    { kind: "alias", name: "Nest", of: list(named("Nest")) },
    { kind: "alias", name: "Index", of: map(scalar("string"), named("Index")) },
    object("value", { text: scalar("string"), "items?": list(named("value")) }),
    object("Outside", { folder: named("Folder") }),
  ],
  [
    region("trees", [
      single("folder", nullable(named("Folder")), { args: args({ like: named("File") }) }),
      single("nest", named("Nest"), { args: args({ within: named("Nest") }) }),
      single("index", list(named("Index")), { args: args({ by: named("value") }) }),
      single("value", named("value")),
      single("outside", named("Outside")),
    ]),
  ],
);
