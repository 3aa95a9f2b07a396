import type { DefaultValue, UnionType, ValueType } from "../schema/model.js";
import { call, enclosed, tuple } from "./code.js";
import type { FileScope } from "./file-scope.js";
import { member, numberText, quote } from "./literal.js";
import type { Code } from "./plan.js";
import type { Shape, TypeTable } from "./type-table.js";
import { literalText } from "./type-text.js";

/** What defaults are written with. */
export interface DefaultSite {
  readonly scope: FileScope;
  readonly table: TypeTable;
}

/** A default as an expression of its type; each evaluation makes a value of its own, which the creator may change. */
export function defaultCode(value: DefaultValue, type: ValueType, site: DefaultSite): Code {
  const shape = shapeOf(type, site.table);
  if (value === null) return "null";
  if (shape.kind === "nullable") return defaultCode(value, shape.of, site);
  if (shape.kind === "scalar") return branded(scalarText(value, shape, site), shape, site);
  if (isList(value)) return listCode(value, shape, site);
  return typeof value === "object" ? membersCode(value, shape, site) : plainText(value);
}

/** What a type comes down to, also one that holds itself: only objects and unions stay a name. */
function shapeOf(type: ValueType, table: TypeTable): Shape {
  const shape = table.shapeOf(type);
  if (shape.kind !== "named") return shape;
  const named = table.get(shape.name);
  const isTransparent = named.kind === "alias" && named.of.kind !== "union";
  return isTransparent ? shapeOf(named.of, table) : shape;
}

/** Unlike `Array.isArray`, leaves what is no list something else. */
function isList(value: DefaultValue): value is readonly DefaultValue[] {
  return Array.isArray(value);
}

function plainText(value: DefaultValue): string {
  if (typeof value === "bigint") return numberText(value);
  if (typeof value === "object" && value !== null) throw unfit();
  return literalText(value);
}

type ScalarShape = Shape & { readonly kind: "scalar" };

function scalarText(value: DefaultValue, { scalar }: ScalarShape, { scope }: DefaultSite): string {
  const isMoment = scalar === "datetime" || scalar === "epoch";
  return isMoment ? `new ${scope.global("Date")}(${plainText(value)})` : plainText(value);
}

function branded(text: string, { brand }: ScalarShape, { scope }: DefaultSite): string {
  return brand === undefined ? text : `${scope.module("types")}.${brand}(${text})`;
}

function listCode(items: readonly DefaultValue[], shape: Shape, site: DefaultSite): Code {
  const codes = items.map((item, at) => defaultCode(item, itemType(shape, at), site));
  const list = tuple(codes);
  return shape.kind === "set" ? call(`new ${site.scope.global("Set")}`, list) : list;
}

function itemType(shape: Shape, at: number): ValueType {
  const type = shape.kind === "tuple" ? shape.items[at] : "of" in shape ? shape.of : undefined;
  if (type === undefined) throw unfit();
  return type;
}

type Members = Readonly<Record<string, DefaultValue>>;

function membersCode(members: Members, shape: Shape, site: DefaultSite): Code {
  const codes = Object.entries(members).map(([name, value]): Code => {
    const code = defaultCode(value, memberType(name, members, shape, site.table), site);
    return [`${shape.kind === "record" ? quote(name) : member(name)}: `, code];
  });
  return codes.length === 0 ? "{}" : enclosed("{ ", codes, " }");
}

function memberType(name: string, members: Members, shape: Shape, table: TypeTable): ValueType {
  if (shape.kind === "record") return shape.of;
  const type = shape.kind === "named" ? table.get(shape.name) : undefined;
  if (type?.kind === "object") {
    const field = type.fields.find((each) => each.name === name);
    if (field !== undefined) return field.type;
  }
  if (type?.kind !== "alias" || type.of.kind !== "union") throw unfit();
  return memberType(name, members, table.shapeOf(chosen(type.of, members)), table);
}

/** The member of a union that has the tag of the data. */
function chosen({ tag, members }: UnionType, data: Members): ValueType {
  const found = members.find(({ value }) => value === data[tag]);
  if (found === undefined) throw unfit();
  return { kind: "named", name: found.name };
}

/** The schema's reader takes no default that is not of its type. */
function unfit(): Error {
  return new Error("a default is not of its type");
}
