import { oneOf } from "../../diagnostic/quote.js";
import type { FieldModel, NamedType } from "../model.js";
import type { FieldDeclaration, TypeDeclaration } from "../shape/declaration.js";
import { defined } from "../source/given.js";
import type { TypeSyntax } from "../type/syntax.js";
import { checkNames } from "./names.js";
import type { TypeScope } from "./type-scope.js";
import { resolveMembers, resolveType } from "./type.js";

/** What a brand may be made of. */
const BRANDABLE: readonly string[] = ["string", "int", "bigint", "uuid"];

/** Joins the names of a named type; `undefined` when any part of it was reported. */
export function resolveNamedType(type: TypeDeclaration, scope: TypeScope): NamedType | undefined {
  const name = type.name.value;
  const { body } = type;
  switch (body.kind) {
    case "faulty":
      return undefined;
    case "object":
      return resolveObject(name, body.fields, scope);
    case "enum": {
      const members = resolveMembers(body.members, scope.report);
      return members === undefined ? undefined : { kind: "enum", name, members };
    }
    case "brand":
      return resolveBrand(name, body.of, scope);
    case "alias": {
      const of = resolveType(body.of, scope);
      return of === undefined ? undefined : { kind: "alias", name, of };
    }
  }
}

function resolveObject(
  name: string,
  declarations: readonly FieldDeclaration[],
  scope: TypeScope,
): NamedType | undefined {
  checkNames(
    declarations.map((field) => field.name),
    "field",
    scope.report,
  );
  const fields = declarations.map((field) => resolveField(field, scope));
  const whole = fields.filter((field) => field !== undefined);
  return whole.length === fields.length ? { kind: "object", name, fields: whole } : undefined;
}

function resolveField(field: FieldDeclaration, scope: TypeScope): FieldModel | undefined {
  const type = resolveType(field.type, scope);
  if (type === undefined) return undefined;
  const { name, optional, description } = field;
  return { name: name.value, type, optional, ...defined({ description }) };
}

function resolveBrand(name: string, type: TypeSyntax, scope: TypeScope): NamedType | undefined {
  if (type.kind === "faulty") return undefined;
  if (type.kind === "scalar" && BRANDABLE.includes(type.scalar)) {
    return { kind: "brand", name, of: { kind: "scalar", scalar: type.scalar } };
  }
  const message = `brand<…> takes ${oneOf(BRANDABLE)}`;
  scope.report.add({ code: "CG2007", span: type.span, message });
  return undefined;
}
