import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { TEXT } from "../option/kind.js";
import { checkKeys, isNothing, refuse } from "../source/expect.js";
import { defined, given } from "../source/given.js";
import {
  valueOf,
  type Entry,
  type Located,
  type MapNode,
  type SourceNode,
} from "../source/node.js";
import { CONSTRAINTS, constrain } from "../type/constraint.js";
import { parseTypeExpression } from "../type/expression.js";
import type { TypeSyntax } from "../type/syntax.js";
import type { ArgumentDeclaration, FieldDeclaration } from "./declaration.js";

/** Shapes a member of an object type: `name: type`, `name?: type`, or the long form. */
export function shapeField(entry: Entry, report: Report): FieldDeclaration {
  return shapeMember(entry, { named: "field", extraKeys: [] }, report);
}

/** Shapes an argument of a function; its long form may have a default. */
export function shapeArgument(entry: Entry, report: Report): ArgumentDeclaration {
  const member = shapeMember(entry, { named: "argument", extraKeys: ["default"] }, report);
  const value = entry.value.kind === "map" ? valueOf(entry.value, "default") : undefined;
  return { ...member, ...defined({ default: value && shapeDefault(value, member, report) }) };
}

interface MemberKind {
  readonly named: "field" | "argument";
  readonly extraKeys: readonly string[];
}

function shapeMember(entry: Entry, kind: MemberKind, report: Report): FieldDeclaration {
  const { key, value } = entry;
  const optional = key.value.endsWith("?");
  const name = optional ? { value: key.value.slice(0, -1), span: key.span } : key;
  const subject = `${kind.named} ${quote(name.value)}`;
  if (value.kind !== "map") {
    return { name, optional, type: shapeExpression(value, subject, report) };
  }
  const known = ["type", ...CONSTRAINTS, "description", ...kind.extraKeys];
  return { name, optional, ...shapeLongForm(value, { subject, known, at: key }, report) };
}

/** What other schema languages call what a member has, and what to write instead. */
const OTHER_KEYS: ReadonlyMap<string, string> = new Map([
  ["minLength", "use min"],
  ["maxLength", "use max"],
  ["minItems", "use min"],
  ["maxItems", "use max"],
  ["minSize", "use min"],
  ["maxSize", "use max"],
  ["minProperties", "use min"],
  ["maxProperties", "use max"],
  ["minimum", "use min"],
  ["maximum", "use max"],
  ["regex", "use pattern"],
  ["regexp", "use pattern"],
  ["match", "use pattern"],
  ["format", "use pattern, or a type such as uuid or datetime"],
  ["items", "write the type as T[]"],
  ["enum", "write the type as enum(a, b)"],
  ["nullable", "write the type as T?"],
  ["optional", "write the name as name?"],
  ["required", "every member is required, unless its name is written name?"],
  ["properties", "give the object a name under types, and write that name here"],
]);

interface LongForm {
  readonly subject: string;
  readonly known: readonly string[];
  readonly at: Located<string>;
}

function shapeLongForm(
  map: MapNode,
  form: LongForm,
  report: Report,
): { readonly type: TypeSyntax; readonly description?: string } {
  const { subject, known, at } = form;
  const node = valueOf(map, "type");
  if (node === undefined && !map.entries.some(({ key }) => known.includes(key.value))) {
    return { type: reportNested(at, subject, report) };
  }
  const elsewhere = (key: string): string | undefined => OTHER_KEYS.get(key);
  checkKeys(map, { subject, known, required: ["type"], at: at.span, elsewhere }, report);
  if (node === undefined) return { type: { kind: "faulty", span: at.span } };
  const type = constrain(shapeExpression(node, `type of ${subject}`, report), map, report);
  const described = valueOf(map, "description");
  const description = described && TEXT.read(described, { subject: "description", report });
  return { type, ...given({ description }, ["description"]) };
}

/** Where an object has no name, it needs one. */
const NAME_HINT = "give the object a name under types, and write that name here";

/** What to write instead of what is no type, by what it is. */
const TYPE_HINTS: Readonly<Record<SourceNode["kind"], string | undefined>> = {
  map: NAME_HINT,
  list: "a list is T[]; a tuple is tuple<string, int>; an enum is enum(a, b)",
  scalar: "write a type, such as string",
  faulty: undefined,
};

/** A map without any key of the long form was meant as an object inside an object. */
function reportNested(at: Located<string>, subject: string, report: Report): TypeSyntax {
  const message = `${subject} cannot hold the fields of an object`;
  report.add({ code: "CG2001", span: at.span, message, hint: NAME_HINT });
  return { kind: "faulty", span: at.span };
}

/** Shapes what must be a type expression; `null` is one, and nothing is not. */
export function shapeExpression(node: SourceNode, subject: string, report: Report): TypeSyntax {
  if (node.kind === "scalar" && !isNothing(node) && node.text !== "~") {
    return parseTypeExpression(node, report);
  }
  const isLongForm = node.kind === "map" && valueOf(node, "type") !== undefined;
  const hint = TYPE_HINTS[isLongForm ? "scalar" : node.kind];
  refuse(node, { subject, wanted: "a type", hint }, report);
  return { kind: "faulty", span: node.span };
}

function shapeDefault(
  node: SourceNode,
  member: FieldDeclaration,
  report: Report,
): SourceNode | undefined {
  if (isNothing(node)) {
    const subject = `the default of argument ${quote(member.name.value)}`;
    return refuse(node, { subject, wanted: "data" }, report);
  }
  if (!member.optional) return node;
  const message = `argument ${quote(member.name.value)} has a default and a "?"`;
  const hint = 'remove the "?": an argument with a default may be left out as it is';
  report.add({ code: "CG2010", span: member.name.span, message, hint });
  return undefined;
}
