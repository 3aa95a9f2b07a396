import type { Scalar, ValueType } from "../schema/model.js";
import type { FileScope } from "./file-scope.js";
import { literalText, member, stringText } from "./literal.js";

/** The TypeScript types of scalars; that of `json` comes from the runtime. */
export const SCALAR_TYPES: Readonly<Record<Exclude<Scalar, "json">, string>> = {
  string: "string",
  int: "number",
  float: "number",
  boolean: "boolean",
  bigint: "bigint",
  datetime: "Date",
  date: "string",
  epoch: "Date",
  bytes: "Uint8Array",
  uuid: "string",
  null: "null",
};

/** How a file writes types. */
export interface TypeStyle {
  readonly scope: FileScope;
  /** The file declares the named types itself. */
  readonly own: boolean;
  /** Collections as callers may pass them: only ever read. */
  readonly readonly: boolean;
}

/** How files other than the one that declares the types write a value's type. */
export function valueStyle(scope: FileScope): TypeStyle {
  return { scope, own: false, readonly: false };
}

/** A value type as a TypeScript type. */
export function typeText(type: ValueType, style: TypeStyle): string {
  switch (type.kind) {
    case "scalar":
      return type.scalar === "json" ? style.scope.type("JsonValue") : SCALAR_TYPES[type.scalar];
    case "const":
      return literalText(type.value);
    case "enum":
      return type.members.map(stringText).join(" | ");
    case "list":
      return `${style.readonly ? "readonly " : ""}${operandText(type.of, style)}[]`;
    case "set":
      return `${readonlyPrefix(style)}Set<${typeText(type.of, style)}>`;
    case "map":
      return `${readonlyPrefix(style)}Map<${typeText(type.key, style)}, ${typeText(type.value, style)}>`;
    case "record":
      return recordText(typeText(type.of, style), style);
    case "tuple":
      return `${style.readonly ? "readonly " : ""}[${type.items.map((item) => typeText(item, style)).join(", ")}]`;
    case "union":
      return type.members.map(({ name }) => namedText(name, style)).join(" | ");
    case "nullable":
      return `${typeText(type.of, style)} | null`;
    case "named":
      return namedText(type.name, style);
    case "import":
      return `${style.scope.moduleType("z")}.output<typeof ${style.scope.foreignType(type)}>`;
  }
}

/** The named type as this file calls it. */
export function namedText(name: string, style: TypeStyle): string {
  return style.own ? member(name) : `${style.scope.moduleType("types")}.${member(name)}`;
}

/** An index signature and not `Record`: an alias may hold itself only behind the former. */
function recordText(of: string, style: TypeStyle): string {
  return `{ ${style.readonly ? "readonly " : ""}[name: string]: ${of} }`;
}

function readonlyPrefix(style: TypeStyle): string {
  return style.readonly ? "Readonly" : "";
}

/** A type before `[]`, in parentheses where the brackets would take only its end. */
function operandText(type: ValueType, style: TypeStyle): string {
  const text = typeText(type, style);
  const loose =
    type.kind === "nullable" ||
    type.kind === "union" ||
    (type.kind === "enum" && type.members.length > 1) ||
    ((type.kind === "list" || type.kind === "tuple") && style.readonly);
  return loose ? `(${text})` : text;
}
