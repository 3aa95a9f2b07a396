import { oneOf, quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { nearest, suggestion } from "../../diagnostic/suggest.js";
import { SCALARS, type ValueType } from "../model.js";
import { defined } from "../source/given.js";
import type { Located } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import { FOREIGN_TYPES } from "../type/foreign.js";
import type { TypeSyntax } from "../type/syntax.js";
import { resolveImport } from "./import.js";
import type { TypeScope, Underlying } from "./type-scope.js";
import { resolveUnion } from "./union.js";

/** Joins the names of a type expression; `undefined` when any part of it was reported. */
export function resolveType(type: TypeSyntax, scope: TypeScope): ValueType | undefined {
  switch (type.kind) {
    case "faulty":
      return undefined;
    case "scalar":
      return { kind: "scalar", scalar: type.scalar, ...defined({ constraints: type.constraints }) };
    case "const":
      return resolveConst(type, scope);
    case "enum":
      return resolveEnum(type.members, scope);
    case "named":
      return resolveName(type, scope);
    case "brand":
      return reportBrand(type, scope.report);
    case "import":
      return resolveImportedType(type, scope);
    case "map":
      return resolveMap(type, scope);
    case "tuple":
      return resolveTuple(type, scope);
    case "union":
      return resolveMembersOf(type, scope);
    default:
      return resolveWrapped(type, scope);
  }
}

/** Takes the members of an enum: printable texts without doubles. */
export function resolveMembers(
  members: readonly Located<string>[],
  report: Report,
): readonly string[] | undefined {
  const seen = new Set<string>();
  let isRight = true;
  for (const member of members) {
    if (seen.has(member.value)) {
      const message = `member ${quote(member.value)} is given twice`;
      report.add({ code: "CG3005", span: member.span, message, hint: "remove one of them" });
      isRight = false;
    }
    isRight = checkPlainText(member, { subject: "a member", report }) && isRight;
    seen.add(member.value);
  }
  return isRight ? [...seen] : undefined;
}

type Syntax<Kind extends TypeSyntax["kind"]> = Extract<TypeSyntax, { readonly kind: Kind }>;

function resolveConst(type: Syntax<"const">, scope: TypeScope): ValueType | undefined {
  const { value, span } = type;
  const owner = { subject: "a const", report: scope.report };
  if (typeof value === "string" && !checkPlainText({ value, span }, owner)) return undefined;
  return { kind: "const", value };
}

function resolveEnum(members: readonly Located<string>[], scope: TypeScope): ValueType | undefined {
  const checked = resolveMembers(members, scope.report);
  return checked === undefined ? undefined : { kind: "enum", members: checked };
}

function resolveName({ name, span }: Syntax<"named">, scope: TypeScope): ValueType | undefined {
  const body = scope.bodyOf(name);
  if (body !== undefined) return body.kind === "faulty" ? undefined : { kind: "named", name };
  const hint = scope.report.isLong ? undefined : typeHint(name, scope);
  scope.report.add({ code: "CG3006", span, message: `there is no type ${quote(name)}`, hint });
  return undefined;
}

function typeHint(name: string, scope: TypeScope): string | undefined {
  return FOREIGN_TYPES.get(name.toLowerCase()) ?? suggestion(name, [...scope.names, ...SCALARS]);
}

function reportBrand({ span }: Syntax<"brand">, report: Report): undefined {
  const message = "brand<…> is the whole of a named type, not a part of a type";
  const hint = "declare it under types, such as UserId: brand<string>, and write UserId here";
  report.add({ code: "CG2007", span, message, hint });
  return undefined;
}

function resolveImportedType(type: Syntax<"import">, scope: TypeScope): ValueType | undefined {
  const found = resolveImport(type, { as: "type", span: type.span }, scope);
  return found === undefined ? undefined : { kind: "import", ...found };
}

function resolveMap(type: Syntax<"map">, scope: TypeScope): ValueType | undefined {
  const key = resolveComparable(type.key, "a key of a map", scope);
  const value = resolveType(type.value, scope);
  if (key === undefined || value === undefined) return undefined;
  return { kind: "map", key, value, ...defined({ constraints: type.constraints }) };
}

function resolveTuple(type: Syntax<"tuple">, scope: TypeScope): ValueType | undefined {
  const items = resolveAll(type.items, scope);
  return items === undefined ? undefined : { kind: "tuple", items };
}

/** Names that lead nowhere are reported first, then what makes no union of what they stand for. */
function resolveMembersOf(type: Syntax<"union">, scope: TypeScope): ValueType | undefined {
  const texts = textsOf(type, scope);
  if (texts !== undefined) return reportTexts(texts, type, scope.report);
  const members = resolveAll(type.members, scope);
  const union = resolveUnion(type, scope);
  return members === undefined ? undefined : union;
}

/** The words of a union that are no types at all: `open | paid`. */
function textsOf({ members }: Syntax<"union">, scope: TypeScope): readonly string[] | undefined {
  const words = members.map((member) => (member.kind === "named" ? member.name : ""));
  return words.every((word) => isText(word, scope)) ? words : undefined;
}

/** Names of types begin with a capital; one that is mistyped is like another. */
function isText(word: string, scope: TypeScope): boolean {
  if (word === "" || /^[A-Z]([a-z]|$)/.test(word) || scope.bodyOf(word) !== undefined) return false;
  if (FOREIGN_TYPES.has(word.toLowerCase())) return false;
  return nearest(word, [...scope.names, ...SCALARS]) === undefined;
}

function reportTexts(
  texts: readonly string[],
  { span }: Syntax<"union">,
  report: Report,
): undefined {
  const message = `there are no types ${oneOf(texts.map(quote), "and")}`;
  const hint = `a choice of texts is written enum(${texts.join(", ")})`;
  report.add({ code: "CG3006", span, message, hint });
  return undefined;
}

function resolveAll(
  types: readonly TypeSyntax[],
  scope: TypeScope,
): readonly ValueType[] | undefined {
  const resolved = types.map((type) => resolveType(type, scope));
  const whole = resolved.filter((type) => type !== undefined);
  return whole.length === resolved.length ? whole : undefined;
}

function resolveWrapped(
  type: Syntax<"list" | "set" | "record" | "nullable">,
  scope: TypeScope,
): ValueType | undefined {
  const of =
    type.kind === "set"
      ? resolveComparable(type.of, "an item of a set", scope)
      : resolveType(type.of, scope);
  if (of === undefined) return undefined;
  if (type.kind === "nullable") return { kind: "nullable", of };
  return { kind: type.kind, of, ...defined({ constraints: type.constraints }) };
}

/** Scalars that JavaScript compares by value, so that a Map or Set finds them again. */
const COMPARABLE: readonly string[] = [
  "string",
  "int",
  "float",
  "boolean",
  "bigint",
  "date",
  "uuid",
];

function resolveComparable(
  type: TypeSyntax,
  subject: string,
  scope: TypeScope,
): ValueType | undefined {
  const resolved = resolveType(type, scope);
  if (resolved === undefined || isComparable(scope.underlying(type))) return resolved;
  const message = `${subject} must compare by value, and this type does not`;
  const hint = `a Map or Set would not find it again; use ${oneOf(COMPARABLE)}, an enum or a brand`;
  scope.report.add({ code: "CG3010", span: type.span, message, hint });
  return undefined;
}

function isComparable(type: Underlying): boolean {
  if (type.kind === "scalar") return COMPARABLE.includes(type.scalar);
  return ["enum", "const", "brand", "faulty"].includes(type.kind);
}
