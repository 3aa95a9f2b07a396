import type { SchemaModel } from "../../../generator/schema/model.js";
import { region, scalar, schema, single } from "../model-parts.js";

/** No types of its own, a region with one function and one with none. */
export const model: SchemaModel = schema(
  [],
  [region("clock", [single("now", scalar("epoch"))]), region("nothing", [])],
);
