import type { DefaultValue, UnionType, ValueType } from "../schema/model.js";
import { annotation, call, enclosed, generic, tuple } from "./code.js";
import type { FileScope } from "./file-scope.js";
import { literalText, member, numberText, stringText } from "./literal.js";
import type { Code } from "./plan.js";
import type { Shape, TypeTable } from "./type-table.js";
import { typeText, valueStyle } from "./type-text.js";

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
  if (shape.kind === "scalar") return branded(scalarCode(value, shape, site), shape, site);
  if (shape.kind === "map") return mapCode(value, shape, site);
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

function scalarCode(value: DefaultValue, { scalar }: ScalarShape, { scope }: DefaultSite): Code {
  switch (scalar) {
    case "datetime":
    case "epoch":
      return `new ${scope.global("Date")}(${plainText(value)})`;
    case "bytes":
      return call(`${scope.value("decode")}.bytes`, plainText(value), stringText("default"));
    case "json":
      return jsonCode(value);
    default:
      return plainText(value);
  }
}

function jsonCode(value: DefaultValue): Code {
  if (isList(value)) return tuple(value.map(jsonCode));
  if (typeof value !== "object" || value === null) return plainText(value);
  return membersOf(
    Object.entries(value).map(([name, inner]) => [stringText(name), jsonCode(inner)]),
  );
}

function branded(code: Code, { brand }: ScalarShape, { scope }: DefaultSite): Code {
  return brand === undefined ? code : call(`${scope.module("types")}.${brand}`, code);
}

/** Its types are told: those of values that differ from each other would not be found. */
function mapCode(value: DefaultValue, shape: Shape & { kind: "map" }, site: DefaultSite): Code {
  if (!isList(value)) throw unfit();
  const pairs = value.map((pair) => {
    const [key, held] = isList(pair) ? pair : [];
    if (key === undefined || held === undefined) throw unfit();
    return tuple([defaultCode(key, shape.key, site), defaultCode(held, shape.value, site)]);
  });
  const style = valueStyle(site.scope);
  const types = [shape.key, shape.value].map((type) => typeText(type, style));
  const made = [`new ${site.scope.global("Map")}`, annotation(generic("", ...types))];
  return call(made, ...(pairs.length === 0 ? [] : [tuple(pairs)]));
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
  const codes = Object.entries(members).map(([name, value]): readonly [string, Code] => {
    const code = defaultCode(value, memberType(name, members, shape, site.table), site);
    return [shape.kind === "record" ? stringText(name) : member(name), code];
  });
  return membersOf(codes);
}

function membersOf(members: readonly (readonly [name: string, value: Code])[]): Code {
  const codes = members.map(([name, value]): Code => [`${name}: `, value]);
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
