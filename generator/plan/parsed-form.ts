import type { ValueType } from "../schema/model.js";
import { partsOf, type TypeTable } from "./type-table.js";

/** Scalars that JSON has no form for: parsing does not give them back. */
const REVIVED: ReadonlySet<string> = new Set(["bigint", "datetime", "epoch", "bytes"]);

/** What is known of named types. */
const answers = new WeakMap<TypeTable, Map<string, boolean>>();

/**
 * Whether parsed JSON is the value itself, all through: a text that is known to be of such a type needs nothing but to be
 * parsed.
 */
export function isParsed(type: ValueType, table: TypeTable): boolean {
  return isParsedWith(type, table, (name) => isNamedParsed(name, table));
}

/** Types that hold themselves, or one another, are as parsed as all they reach. */
function isNamedParsed(name: string, table: TypeTable): boolean {
  const known = answers.get(table) ?? new Map<string, boolean>();
  answers.set(table, known);
  const answer =
    known.get(name) ??
    [name, ...table.reachOf(name)]
      .flatMap((reached) => partsOf(table.get(reached)))
      .every((part) => isParsedWith(part, table, () => true));
  known.set(name, answer);
  return answer;
}

function isParsedWith(
  type: ValueType,
  table: TypeTable,
  isNameParsed: (name: string) => boolean,
): boolean {
  const shape = table.shapeOf(type);
  switch (shape.kind) {
    case "named":
      return isNameParsed(shape.name);
    case "scalar":
      return !REVIVED.has(shape.scalar);
    case "set":
    case "map":
    // What a schema of the user's own makes of JSON is not known.
    case "import":
      return false;
    case "literal":
    case "member":
      return true;
    case "tuple":
      return shape.items.every((item) => isParsedWith(item, table, isNameParsed));
    default:
      return isParsedWith(shape.of, table, isNameParsed);
  }
}
