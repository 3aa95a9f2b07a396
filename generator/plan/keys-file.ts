import type { SchemaModel } from "../schema/model.js";
import { FileScope } from "./file-scope.js";
import { Names } from "./names.js";
import type { FilePlan } from "./plan.js";
import { typeFunction } from "./type-function.js";
import { composedName } from "./type-name.js";
import type { TypeTable } from "./type-table.js";
import { KEY, type ValueContext } from "./value-code.js";

/** Names that mean something inside the functions of the file. */
const INNER_NAMES = ["item", "place", "text", "value"];

/** The key functions of types that arguments hold: a type's name to its function's. */
export type KeyFunctions = ReadonlyMap<string, string>;

/** Names the key functions of the types that arguments reach, in the order of the schema. */
export function keyFunctions(model: SchemaModel, table: TypeTable): KeyFunctions {
  const args = model.regions.flatMap(({ functions }) => functions.flatMap((each) => each.args));
  const names = new Names(INNER_NAMES);
  const types = table.functionTypes(args.map((argument) => argument.type));
  return new Map(types.map((type) => [type, names.free(composedName(table.expressionOf(type)))]));
}

/** `keys.ts`: the key part of every object type that an argument holds. */
export function planKeys(functions: KeyFunctions, table: TypeTable): FilePlan {
  const scope = new FileScope(functions.values());
  const context: ValueContext = {
    verb: KEY,
    scope,
    table,
    functionOf: (type) => functions.get(type) ?? type,
  };
  const statements = [...functions.keys()].map((type) =>
    typeFunction(type, context, { exported: true, doc: [`Key part of \`${type}\`.`] }),
  );
  return scope.file("keys.ts", statements);
}
