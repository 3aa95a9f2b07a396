import type { Constraints, UnionType, ValueType } from "../schema/model.js";
import { call, enclosed, tuple } from "./code.js";
import type { FileScope } from "./file-scope.js";
import { patternConstant } from "./limits.js";
import { literalText, numberText, stringText } from "./literal.js";
import type { Code } from "./plan.js";
import type { Shape, TypeTable } from "./type-table.js";

/** What zod code is written with. */
export interface SchemaContext {
  readonly scope: FileScope;
  readonly table: TypeTable;
  /** The named type that is being declared: what leads back to it is looked up late. */
  readonly owner?: string;
  /** What constants are named after. */
  readonly hint: string;
}

/** The zod schema of a value type: its input is the parsed wire form, its output the value. */
export function schemaCode(type: ValueType, context: SchemaContext): Code {
  if (type.kind === "named") return reference(type.name, context);
  if (type.kind === "union") return unionSchema(type, context);
  return shapeSchema(context.table.shapeOf(type), context);
}

/** The zod schema of what a type comes down to, its own name left aside. */
export function shapeSchema(shape: Shape, context: SchemaContext): Code {
  const { scope } = context;
  const schema = (kind: string, ...parts: readonly Code[]): Code =>
    call(`${scope.module("z")}.${kind}`, ...parts, ...limitsOf(shape, context));
  switch (shape.kind) {
    case "scalar":
      return schema(shape.scalar);
    case "literal":
      return schema("literal", literalText(shape.value));
    case "member":
      return schema("member", membersCode(shape, scope));
    case "map":
      return schema("map", schemaCode(shape.key, context), schemaCode(shape.value, context));
    case "tuple":
      return schema("tuple", ...shape.items.map((item) => schemaCode(item, context)));
    case "list":
    case "set":
    case "record":
    case "nullable":
      return schema(shape.kind, schemaCode(shape.of, context));
    case "named":
      return reference(shape.name, context);
    case "import":
      return scope.foreign(shape);
  }
}

function reference(name: string, { scope, table, owner }: SchemaContext): Code {
  const late = owner !== undefined && table.inOneCycle(owner, name);
  return late ? enclosed(`${scope.module("z")}.lazy(() => `, [`${name}()`], ")") : `${name}()`;
}

function unionSchema({ tag, members }: UnionType, context: SchemaContext): Code {
  const options = members.map(({ name }) => reference(name, context));
  return call(`${context.scope.module("z")}.union`, stringText(tag), ...options);
}

function membersCode({ enumName, members }: Shape & { kind: "member" }, scope: FileScope): Code {
  return enumName === undefined
    ? tuple(members.map(stringText))
    : `${scope.module("types")}.${enumName}`;
}

/** The limits of a shape, as the schema says them: the last argument, where there are any. */
function limitsOf(shape: Shape, context: SchemaContext): readonly Code[] {
  if (!("constraints" in shape)) return [];
  const { pattern } = shape.constraints;
  const counts = COUNTS.flatMap((name) => {
    const limit = shape.constraints[name];
    return limit === undefined ? [] : [`${name}: ${numberText(limit)}`];
  });
  const texts = pattern === undefined ? [] : [`pattern: ${patternConstant(pattern, context)}`];
  const limits = [...counts, ...texts];
  return limits.length === 0 ? [] : [enclosed("{ ", limits, " }")];
}

const COUNTS = ["min", "max", "length"] as const satisfies readonly (keyof Constraints)[];
