import type { SchemaModel, ValueType } from "../schema/model.js";
import { planAccessors } from "./accessors-file.js";
import { Fingerprints } from "./fingerprint.js";
import { planIndex } from "./index-file.js";
import { keyFunctions, planKeys } from "./keys-file.js";
import { commentText } from "./literal.js";
import type { Plan } from "./plan.js";
import { planRegion } from "./region-file.js";
import { planSchemas } from "./schemas-file.js";
import { planSerializers } from "./serializers-file.js";
import { StoredTypes } from "./stored-types.js";
import { TypeTable } from "./type-table.js";
import { planTypes } from "./types-file.js";

/** Decide everything about the output of a schema. */
export function buildPlan(model: SchemaModel, schemaName: string): Plan {
  const { namespace, types, regions } = model;
  const table = new TypeTable(types, expressionsIn(model));
  const stored = new StoredTypes(model);
  const keys = keyFunctions(model, table);
  const fingerprints = new Fingerprints(table);
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
  return { schemaName: commentText(schemaName), files: needed };
}

/** What functions take and return. */
export function expressionsIn({ regions }: SchemaModel): readonly ValueType[] {
  return regions.flatMap(({ functions }) =>
    functions.flatMap(({ args, returns }) => [...args.map(({ type }) => type), returns]),
  );
}
