import type { Scalar } from "../../model.js";
import type { TypeSyntax } from "../../type/syntax.js";
import type { TypeScope } from "../type-scope.js";

/** The scalars of which Python has one text, and we the same. */
const SCALARS: ReadonlySet<Scalar> = new Set([
  "string",
  "int",
  "float",
  "boolean",
  "bigint",
  "date",
  "uuid",
  "null",
]);

/** Tells whether values of a type have the one text in Python that `str()` makes of them. What was reported has. */
export function hasPythonForm(type: TypeSyntax, types: TypeScope): boolean {
  const base = types.underlying(type);
  switch (base.kind) {
    case "scalar":
      return SCALARS.has(base.scalar);
    case "brand":
    case "nullable":
      return hasPythonForm(base.of, types);
    default:
      return ["const", "enum", "faulty"].includes(base.kind);
  }
}

/** Tells whether the texts that a type spells out are free of blanks. */
export function lacksBlanks(type: TypeSyntax, types: TypeScope): boolean {
  const base = types.underlying(type);
  if (base.kind === "nullable") return lacksBlanks(base.of, types);
  if (base.kind === "const") return !String(base.value).includes(" ");
  return base.kind !== "enum" || base.members.every(({ value }) => !value.includes(" "));
}
