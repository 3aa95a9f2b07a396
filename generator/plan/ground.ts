import type { SchemaModel, ValueType } from "../schema/model.js";
import { Fingerprints } from "./fingerprint.js";
import { TypeTable } from "./type-table.js";

/** What is worked out once of all types of a schema, whatever is made of it. */
export interface Ground {
  readonly table: TypeTable;
  readonly fingerprints: Fingerprints;
}

/** The ground of a schema. */
export function groundOf(model: SchemaModel): Ground {
  const table = new TypeTable(model.types, expressionsIn(model));
  return { table, fingerprints: new Fingerprints(table) };
}

/** What functions take and return. */
function expressionsIn({ regions }: SchemaModel): readonly ValueType[] {
  return regions.flatMap(({ functions }) =>
    functions.flatMap(({ args, returns }) => [...args.map(({ type }) => type), returns]),
  );
}
