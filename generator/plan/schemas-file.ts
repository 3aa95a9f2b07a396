import type { NamedType } from "../schema/model.js";
import { enclosed, generic, object } from "./code.js";
import { FileScope } from "./file-scope.js";
import { commentText, declarableType, member } from "./literal.js";
import type { Code, FilePlan, StatementPlan } from "./plan.js";
import { schemaCode, shapeSchema, type SchemaContext } from "./schema-code.js";
import type { StoredTypes } from "./stored-types.js";
import { expressionText } from "./type-name.js";
import type { TypeTable } from "./type-table.js";
import { typeText, valueStyle } from "./type-text.js";

/** `schemas.ts`: a zod schema behind a thunk for every named type, and for every stored one. */
export function planSchemas(table: TypeTable, stored: StoredTypes): FilePlan {
  const composed = stored.all.filter(({ type }) => type.kind !== "named");
  const names = [...table.all, ...composed].map(({ name }) => declarableType(name));
  const scope = new FileScope(names);
  return scope.file("schemas.ts", [
    ...table.all.map((type) =>
      namedSchema(type, { scope, table, owner: type.name, hint: type.name }),
    ),
    ...composed.map(({ name, type }) => {
      const schema = schemaCode(type, { scope, table, hint: name });
      return declaration(
        { name, of: expressionText(type), type: typeText(type, valueStyle(scope)) },
        schema,
        scope,
      );
    }),
  ]);
}

function namedSchema(type: NamedType, context: SchemaContext): StatementPlan {
  const { scope } = context;
  const { name } = type;
  const typeName = typeText({ kind: "named", name }, valueStyle(scope));
  return declaration({ name, of: name, type: typeName }, ownSchema(type, context), scope);
}

function ownSchema(type: NamedType, context: SchemaContext): Code {
  const { scope, table } = context;
  if (type.kind === "enum")
    return shapeSchema(table.shapeOf({ kind: "named", name: type.name }), context);
  if (type.kind !== "object") return schemaCode(type.of, context);
  const z = scope.module("z");
  const members = type.fields.map((field) => {
    const schema = schemaCode(field.type, { ...context, hint: `${type.name} ${field.name}` });
    const code = field.optional ? enclosed(`${z}.optional(`, [schema], ")") : schema;
    return [member(field.name), code] as const;
  });
  return object(`${z}.object({`, members, "})");
}

function declaration(
  { name, of, type }: { readonly name: string; readonly of: string; readonly type: string },
  schema: Code,
  scope: FileScope,
): StatementPlan {
  return {
    kind: "constant",
    name,
    exported: true,
    type: ["() => ", generic(scope.type("Schema"), type)],
    value: enclosed(`${scope.value("lazySchema")}(() => `, [schema], ")"),
    doc: [`zod schema of \`${commentText(of)}\`.`],
  };
}
