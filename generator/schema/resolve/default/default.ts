import { oneOf, quote } from "../../../diagnostic/quote.js";
import { suggestion } from "../../../diagnostic/suggest.js";
import type { DefaultValue } from "../../model.js";
import { describe, isNothing } from "../../source/expect.js";
import { valueOf, type Entry, type MapNode, type SourceNode } from "../../source/node.js";
import { checkPlainText } from "../../source/plain-text.js";
import type { TypeSyntax } from "../../type/syntax.js";
import type { TypeScope, Underlying } from "../type-scope.js";
import { resolveUnion } from "../union.js";
import { brokenCount } from "./limit.js";
import { hasKeyTwice, keyDefault } from "./map-key.js";
import { plainDefault } from "./plain.js";

/** A default that was taken; in an object, since `null` and `false` are defaults too. */
export interface TakenDefault {
  readonly default: DefaultValue;
}

/** Takes the default of an argument if the runtime will take it for its type, or reports why not. */
export function takeDefault(
  node: SourceNode,
  type: TypeSyntax,
  scope: TypeScope,
): TakenDefault | undefined {
  if (isTooLong(node, scope)) return undefined;
  const value = dataOf(node, type, scope);
  return value === undefined ? undefined : { default: value };
}

/** Longest default as it is written, in UTF-16 units: it stands in the generated code twice, and is made anew in each call. */
const LONGEST = 10_000;

function isTooLong({ span }: SourceNode, { report }: TypeScope): boolean {
  const length = span.end - span.start;
  if (length <= LONGEST) return false;
  const message = `the default is ${length} characters long, more than ${LONGEST}`;
  const hint = "add ? to the name instead; the creator then fills in what is absent";
  report.add({ code: "CG2010", span: { start: span.start, end: span.start + 1 }, message, hint });
  return true;
}

type Kind<Name extends Underlying["kind"]> = Extract<Underlying, { readonly kind: Name }>;

/** A default, or a part of one, as data; `undefined` when it was reported. */
function dataOf(node: SourceNode, type: TypeSyntax, scope: TypeScope): DefaultValue | undefined {
  const base = scope.underlying(type);
  if (node.kind === "faulty" || base.kind === "faulty") return undefined;
  if (isNothing(node)) return refuseNothing(node, scope);
  switch (base.kind) {
    case "nullable":
      return isNull(node) ? null : dataOf(node, base.of, scope);
    case "brand":
      return dataOf(node, base.of, scope);
    case "list":
    case "set":
    case "tuple":
      return itemsOf(node, base, scope);
    case "record":
      return recordOf(node, base, scope);
    case "map":
      return mapOf(node, base, scope);
    case "object":
      return objectOf(node, base, scope);
    case "union":
      return memberOf(node, base, scope);
    case "scalar":
      return base.scalar === "json" ? jsonOf(node, base, scope) : plainDefault(node, base, scope);
    default:
      return plainDefault(node, base, scope);
  }
}

/** A list or a map holds JSON again. */
function jsonOf(
  node: SourceNode,
  type: Kind<"scalar">,
  scope: TypeScope,
): DefaultValue | undefined {
  if (node.kind === "list") return whole(node.items.map((item) => dataOf(item, type, scope)));
  if (node.kind === "map") return recordOf(node, { of: type }, scope);
  return plainDefault(node, type, scope);
}

function refuseNothing(node: SourceNode, { report }: TypeScope): undefined {
  const message = "a part of the default has no value";
  report.add({ code: "CG2010", span: node.span, message });
}

function isNull(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

function itemsOf(
  node: SourceNode,
  type: Kind<"list" | "set" | "tuple">,
  scope: TypeScope,
): DefaultValue | undefined {
  const length = type.kind === "tuple" ? type.items.length : undefined;
  const isFitting = node.kind === "list" && node.items.length === (length ?? node.items.length);
  if (!isFitting) {
    const wanted = length === undefined ? "a list" : `a list of ${length} items`;
    const found = node.kind === "list" ? `of ${node.items.length}` : describe(node);
    return refuseDefault(node, wanted, scope, found);
  }
  const items = whole(
    node.items.map((item, at) => {
      const of = type.kind === "tuple" ? type.items[at] : type.of;
      return of && dataOf(item, of, scope);
    }),
  );
  if (items === undefined || type.kind === "tuple") return items;
  const held = type.kind === "set" ? new Set(items) : items;
  return brokenCount(held, type.constraints, { node, scope }) ? undefined : items;
}

function recordOf(
  node: SourceNode,
  { of, constraints }: Pick<Kind<"record">, "of" | "constraints">,
  scope: TypeScope,
): DefaultValue | undefined {
  if (node.kind !== "map") return refuseDefault(node, "a map", scope);
  const names = node.entries.filter(({ key }) => isMemberName(key, scope));
  const members = membersOf(node.entries, () => of, scope);
  if (members === undefined || names.length < node.entries.length) return undefined;
  return brokenCount(members, constraints, { node, scope }) ? undefined : members;
}

/** A map of YAML as pairs of key and value. */
function mapOf(
  node: SourceNode,
  { key, value, constraints }: Kind<"map">,
  scope: TypeScope,
): DefaultValue | undefined {
  if (node.kind !== "map") return refuseDefault(node, "a map", scope);
  const pairs = whole(
    node.entries.map((entry) =>
      whole([keyDefault(entry.key, key, scope), dataOf(entry.value, value, scope)]),
    ),
  );
  if (pairs === undefined || hasKeyTwice(node, key, scope)) return undefined;
  return brokenCount(new Map(node.entries.entries()), constraints, { node, scope })
    ? undefined
    : pairs;
}

function isMemberName(key: Entry["key"], { report }: TypeScope): boolean {
  if (key.value !== "__proto__") return checkPlainText(key, { subject: "a default", report });
  const message = `a record has no member ${quote(key.value)}`;
  report.add({ code: "CG2010", span: key.span, message, hint: "choose another name" });
  return false;
}

function objectOf(
  node: SourceNode,
  { name, fields }: Kind<"object">,
  scope: TypeScope,
): DefaultValue | undefined {
  if (node.kind !== "map") return refuseDefault(node, `a map with the fields of ${name}`, scope);
  const typeOf = (key: string): TypeSyntax | undefined =>
    fields.find((field) => field.name.value === key)?.type;
  const members = membersOf(node.entries, typeOf, scope);
  return hasFields(node, { name, fields }, scope) ? members : undefined;
}

/** Whether the data has all the fields it must have, and no others. */
function hasFields(
  map: MapNode,
  { name, fields }: Pick<Kind<"object">, "name" | "fields">,
  { report }: TypeScope,
): boolean {
  const known = fields.map((field) => field.name.value);
  const unknown = map.entries.filter(({ key }) => !known.includes(key.value));
  for (const { key } of unknown) {
    const message = `the default is of type ${name}, which has no field ${quote(key.value)}`;
    const hint = suggestion(key.value, known);
    report.add({ code: "CG2010", span: key.span, message, hint });
  }
  const missing = fields.filter(
    (field) => !field.optional && valueOf(map, field.name.value) === undefined,
  );
  for (const field of missing) {
    const message = `the default is of type ${name}, and lacks the field ${quote(field.name.value)}`;
    report.add({ code: "CG2010", span: map.span, message });
  }
  return unknown.length === 0 && missing.length === 0;
}

function memberOf(
  node: SourceNode,
  type: Kind<"union">,
  scope: TypeScope,
): DefaultValue | undefined {
  const union = resolveUnion(type, scope);
  if (union === undefined) return undefined;
  if (node.kind !== "map") return refuseDefault(node, "a map", scope);
  const tag = valueOf(node, union.tag);
  const member = union.members.find(({ value }) => tag?.kind === "scalar" && tag.value === value);
  if (member === undefined) {
    const values = union.members.map(({ value }) => String(value));
    return refuseTag(
      tag ?? node,
      `${quote(union.tag)} of the default must be ${oneOf(values)}`,
      scope,
    );
  }
  return dataOf(node, { kind: "named", name: member.name, span: node.span }, scope);
}

function refuseTag(node: SourceNode, demand: string, { report }: TypeScope): undefined {
  const message = node.kind === "scalar" ? `${demand}, not ${describe(node)}` : demand;
  const hint = "it says which of the union's types the default is";
  report.add({ code: "CG2010", span: node.span, message, hint });
}

function membersOf(
  entries: readonly Entry[],
  typeOf: (name: string) => TypeSyntax | undefined,
  scope: TypeScope,
): Readonly<Record<string, DefaultValue>> | undefined {
  const values = whole(
    entries.map(({ key, value }) => {
      const type = typeOf(key.value);
      return type && dataOf(value, type, scope);
    }),
  );
  if (values === undefined) return undefined;
  const named = entries.flatMap(({ key }, at) => {
    const value = values[at];
    return value === undefined ? [] : [[key.value, value] as const];
  });
  return Object.fromEntries(named);
}

function whole(values: readonly (DefaultValue | undefined)[]): readonly DefaultValue[] | undefined {
  const found = values.filter((value) => value !== undefined);
  return found.length === values.length ? found : undefined;
}

function refuseDefault(
  node: SourceNode,
  wanted: string,
  { report }: TypeScope,
  found: string = describe(node),
): undefined {
  const message = `the default must be ${wanted}, not ${found}`;
  report.add({ code: "CG2010", span: node.span, message });
}
