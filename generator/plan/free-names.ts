import type { ValueType } from "../schema/model.js";
import { expressionsIn, partsOf, type TypeTable } from "./type-table.js";

/**
 * Whether objects in the parsed JSON of a type may have names that no schema says: those of records, of the `json` type
 * and of what a schema of the user's own makes.
 */
export function hasFreeNames(type: ValueType, table: TypeTable): boolean {
  const reached = [...table.reachFrom([type])].flatMap((name) => partsOf(table.get(name)));
  return [type, ...reached].flatMap(expressionsIn).some((each) => {
    if (each.kind === "scalar") return each.scalar === "json";
    return each.kind === "record" || each.kind === "import";
  });
}
