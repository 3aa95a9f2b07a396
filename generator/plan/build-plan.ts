import type { SchemaModel } from "../schema/model.js";
import { planAccessors } from "./accessors-file.js";
import { groundOf, type Ground } from "./ground.js";
import { planIndex } from "./index-file.js";
import { keyFunctions, planKeys } from "./keys-file.js";
import { commentText } from "./literal.js";
import type { Plan } from "./plan.js";
import { planRegion } from "./region-file.js";
import { planSchemas } from "./schemas-file.js";
import { planSerializers } from "./serializers-file.js";
import { StoredTypes } from "./stored-types.js";
import { planTypes } from "./types-file.js";

/** Decide everything about the output of a schema. */
export function buildPlan(
  model: SchemaModel,
  schemaName: string,
  { table, fingerprints }: Ground = groundOf(model),
): Plan {
  const { namespace, emit: language, types, regions } = model;
  const stored = new StoredTypes(model);
  const keys = keyFunctions(model, table);
  const files = [
    planTypes(types),
    planSchemas(table, stored),
    planSerializers(table, stored, fingerprints),
    planKeys(keys, table),
    ...regions.map((region) =>
      planRegion(region, { namespace, table, stored, keys, fingerprints }),
    ),
    planIndex(model),
    planAccessors(model),
  ];
  // A file without statements would not even be a module.
  const needed = files.filter(({ statements }) => statements.length > 0);
  return { schemaName: commentText(schemaName), language, files: needed };
}
