/** What types without a name are called, in comments and in generated names. */
import type { ValueType } from "../schema/model.js";
import { literalText } from "./literal.js";
import { pascalCase } from "./names.js";

/** A value type as the schema writes it, constraints left out. */
export function expressionText(type: ValueType): string {
  switch (type.kind) {
    case "scalar":
      return type.scalar;
    case "const":
      return `const(${literalText(type.value)})`;
    case "enum":
      return `enum(${type.members.join(",")})`;
    case "list":
      return isUnion(type.of) ? `list<${expressionText(type.of)}>` : `${expressionText(type.of)}[]`;
    case "set":
      return `set<${expressionText(type.of)}>`;
    case "map":
      return `map<${expressionText(type.key)},${expressionText(type.value)}>`;
    case "record":
      return `record<${expressionText(type.of)}>`;
    case "tuple":
      return `tuple<${type.items.map(expressionText).join(",")}>`;
    case "union":
      return unionText(type.members.map(({ name }) => name));
    case "nullable":
      return isUnion(type.of) ? `${expressionText(type.of)} | null` : `${expressionText(type.of)}?`;
    case "named":
      return type.name;
    case "import":
      return `import(${type.path}#${type.name})`;
  }
}

/** Text that is the same for equal types, constraints and all. */
export function textOf(type: ValueType): string {
  return JSON.stringify(type, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}

/** The members of a union as the schema writes them. */
export function unionText(names: readonly string[]): string {
  return names.join(" | ");
}

/** Whether a type is written as several names in a row. */
function isUnion(type: ValueType): boolean {
  return type.kind === "union" || (type.kind === "nullable" && isUnion(type.of));
}

/** `UserOrNull`, `StringDatetimeMap`, `CircleOrSquare`: the parts first, the container last. */
export function composedName(type: ValueType): string {
  switch (type.kind) {
    case "scalar":
      return pascalCase(type.scalar);
    case "const":
    case "enum":
      return pascalCase(type.kind);
    case "map":
      return `${composedName(type.key)}${composedName(type.value)}Map`;
    case "tuple":
      return `${abridged(type.items.map(composedName)).join("")}Tuple`;
    case "union":
      return abridged(type.members.map(({ name }) => name)).join("Or");
    case "nullable":
      return `${composedName(type.of)}OrNull`;
    case "list":
    case "set":
    case "record":
      return `${composedName(type.of)}${pascalCase(type.kind)}`;
    case "named":
      return type.name;
    case "import":
      return pascalCase(type.name) || "Imported";
  }
}

/** Most parts that a name is made of. */
const MOST_PARTS = 4;

function abridged(names: readonly string[]): readonly string[] {
  if (names.length <= MOST_PARTS) return names;
  return [...names.slice(0, MOST_PARTS - 1), `${names.length - MOST_PARTS + 1}More`];
}
