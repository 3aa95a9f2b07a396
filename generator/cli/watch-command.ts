import type { CliCommand } from "./command.js";
import { declareSchemas } from "./each-schema.js";
import { watchSchemas } from "./watch/watch-schemas.js";

/** Writes the generated files whenever a schema changes. */
export const watchCommand: CliCommand = {
  name: "watch",
  description: "generate, and again whenever a schema changes, until it is stopped",
  declare: declareSchemas,
  run: watchSchemas,
};
