import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { Asking } from "../source/asking.js";
import { describe, expectMap, isNothing, refuse } from "../source/expect.js";
import type { Entry, ListNode, Located, MapNode, SourceNode } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import { parseTypeExpression } from "../type/expression.js";
import type { TypeSyntax } from "../type/syntax.js";
import type { TypeBody, TypeDeclaration } from "./declaration.js";
import { shapeField } from "./field.js";

const FORMS_HINT = "a map is an object, a list an enum of texts, a text a type expression";

/** Shapes the section `types`. */
export function shapeTypes(node: SourceNode, report: Report): readonly TypeDeclaration[] {
  const map = expectMap(node, { subject: "types", hint: "write name: type" }, report);
  return (map?.entries ?? []).map((entry) => shapeType(entry, report));
}

function shapeType(entry: Entry, report: Report): TypeDeclaration {
  return { name: entry.key, body: shapeBody(entry, report) };
}

function shapeBody({ key, value }: Entry, report: Report): TypeBody {
  const subject = `type ${quote(key.value)}`;
  if (value.kind === "map") return shapeObject(value, { subject, report });
  if (value.kind === "list") return shapeEnum(value, { subject, report });
  if (value.kind === "faulty") return { kind: "faulty" };
  if (isNothing(value) || value.text === "~") {
    refuse(value, { subject, wanted: "a map, a list or text", hint: FORMS_HINT }, report);
    return { kind: "faulty" };
  }
  return bodyOf(parseTypeExpression(value, report));
}

function bodyOf(type: TypeSyntax): TypeBody {
  if (type.kind === "brand") return { kind: "brand", of: type.of };
  if (type.kind === "enum") return { kind: "enum", members: type.members };
  return type.kind === "faulty" ? { kind: "faulty" } : { kind: "alias", of: type };
}

function shapeObject(map: MapNode, { subject, report }: Asking): TypeBody {
  if (isNumbered(map)) {
    const message = `${subject} has numbers where the types of its fields should stand`;
    report.add({ code: "CG2001", span: map.span, message, hint: enumHint(map) });
    return { kind: "faulty" };
  }
  if (map.entries.length > 0) {
    return { kind: "object", fields: map.entries.map((entry) => shapeField(entry, report)) };
  }
  const hint = "an object without fields holds nothing; for any data use json";
  report.add({ code: "CG2011", span: map.span, message: `${subject} has no fields`, hint });
  return { kind: "faulty" };
}

/** `{ open: 1, paid: 2 }` is how other languages write an enum. */
function isNumbered({ entries }: MapNode): boolean {
  return entries.length > 0 && entries.every(({ value }) => isNumber(value));
}

function isNumber(node: SourceNode): boolean {
  return node.kind === "scalar" && typeof node.value === "number";
}

function enumHint({ entries }: MapNode): string {
  const names = entries.map(({ key }) => key.value).join(", ");
  const isPlain = names.length <= LONGEST_HINT && /^[\w, ]+$/.test(names);
  return `an enum is a list of texts: [${isPlain ? names : "a, b"}]`;
}

/** Most characters of an enum that is written out in a hint. */
const LONGEST_HINT = 60;

function shapeEnum(list: ListNode, { subject, report }: Asking): TypeBody {
  if (list.items.length === 0) {
    report.add({ code: "CG2011", span: list.span, message: `${subject} has no members` });
    return { kind: "faulty" };
  }
  const members = list.items.map((item) => shapeMember(item, { subject, report }));
  const whole = members.filter((member) => member !== undefined);
  return whole.length === members.length ? { kind: "enum", members: whole } : { kind: "faulty" };
}

function shapeMember(node: SourceNode, { subject, report }: Asking): Located<string> | undefined {
  if (node.kind === "scalar" && typeof node.value === "string") {
    const member = { value: node.value, span: node.span };
    return checkPlainText(member, { subject: "a member", report }) ? member : undefined;
  }
  const written = node.kind === "scalar" ? `; for the text, quote it: "${describe(node)}"` : "";
  const hint = `the members of ${subject} are texts${written}`;
  return refuse(node, { subject: "a member of an enum", wanted: "text", hint }, report);
}
