import type { NamedType, ValueType } from "../schema/model.js";
import { literalText, stringText } from "../plan/literal.js";
import { unionText } from "../plan/type-name.js";
import type { TypeTable } from "../plan/type-table.js";
import { SCALAR_TYPES } from "../plan/type-text.js";
import type { TypeSurface } from "./surface.js";

/**
 * A value type as callers see it: equal for types that are one to TypeScript, whatever they are called on the way and
 * in whichever order a union has its members. Only what can be told apart in a program is told apart.
 */
export function signatureOf(type: ValueType, table: TypeTable): string {
  const of = (inner: ValueType): string => signatureOf(inner, table);
  const shape = table.shapeOf(type);
  switch (shape.kind) {
    case "scalar":
      if (shape.brand !== undefined) return shape.brand;
      return shape.scalar === "json" ? "JsonValue" : SCALAR_TYPES[shape.scalar];
    case "literal":
      return literalText(shape.value);
    case "member":
      return shape.enumName ?? [...shape.members].sort().map(stringText).join(" | ");
    case "list":
      return `${isLoose(shape.of, table) ? `(${of(shape.of)})` : of(shape.of)}[]`;
    case "set":
      return `Set<${of(shape.of)}>`;
    case "map":
      return `Map<${of(shape.key)}, ${of(shape.value)}>`;
    case "record":
      return `{ [name: string]: ${of(shape.of)} }`;
    case "tuple":
      return `[${shape.items.map(of).join(", ")}]`;
    case "nullable":
      return `${of(shape.of)} | null`;
    case "named":
      return nameOf(shape.name, table);
    case "import":
      // What the schema there makes of a value is not looked into.
      return `import(${shape.path}#${shape.name})`;
  }
}

/** A union without a name is called by its members. */
function nameOf(name: string, table: TypeTable): string {
  const type = table.expressionOf(name);
  return type.kind === "union" ? membersText(type) : name;
}

function membersText({ members }: ValueType & { readonly kind: "union" }): string {
  return unionText(members.map(({ name }) => name).sort());
}

/** Whether brackets behind the text would take only its end. */
function isLoose(type: ValueType, table: TypeTable): boolean {
  const shape = table.shapeOf(type);
  if (shape.kind === "named") return table.expressionOf(shape.name).kind === "union";
  const isInline = shape.kind === "member" && shape.enumName === undefined;
  return shape.kind === "nullable" || (isInline && shape.members.length > 1);
}

/** What is exported of a named type. */
export function typeSurface(type: NamedType, table: TypeTable): TypeSurface {
  switch (type.kind) {
    case "object": {
      const members = type.fields.map(({ name, optional, type: of }) => {
        return [optional ? `${name}?` : name, signatureOf(of, table)] as const;
      });
      return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
    }
    case "enum":
      // The members are exported as a list too, in this order.
      return `[${type.members.map(stringText).join(", ")}]`;
    case "brand":
      return `Brand<${signatureOf(type.of, table)}>`;
    case "alias":
      return type.of.kind === "union" ? membersText(type.of) : signatureOf(type.of, table);
  }
}
