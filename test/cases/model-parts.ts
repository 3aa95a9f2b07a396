import type {
  ArgumentModel,
  Constraints,
  FieldModel,
  FunctionModel,
  MultiModel,
  NamedType,
  RegionModel,
  Scalar,
  SchemaModel,
  SingleModel,
  UnionMember,
  UnionType,
  ValueType,
} from "../../generator/schema/model.js";

/** A scalar, with its limits. */
export function scalar(name: Scalar, constraints?: Constraints): ValueType {
  const type = { kind: "scalar", scalar: name } as const;
  return constraints === undefined ? type : { ...type, constraints };
}

/** A reference to a named type. */
export function named(name: string): ValueType {
  return { kind: "named", name };
}

/** A list, with its limits. */
export function list(of: ValueType, constraints?: Constraints): ValueType {
  return constraints === undefined ? { kind: "list", of } : { kind: "list", of, constraints };
}

/** A set, with its limits. */
export function set(of: ValueType, constraints?: Constraints): ValueType {
  return constraints === undefined ? { kind: "set", of } : { kind: "set", of, constraints };
}

/** A map, with its limits. */
export function map(key: ValueType, value: ValueType, constraints?: Constraints): ValueType {
  const type = { kind: "map", key, value } as const;
  return constraints === undefined ? type : { ...type, constraints };
}

/** A record, with its limits. */
export function record(of: ValueType, constraints?: Constraints): ValueType {
  return constraints === undefined ? { kind: "record", of } : { kind: "record", of, constraints };
}

/** An array of so many items, each of its own type. */
export function tuple(...items: readonly ValueType[]): ValueType {
  return { kind: "tuple", items };
}

/** One of several object types, by name, each with its value in the tag. */
export function union(tag: string, values: Readonly<Record<string, UnionMember["value"]>>): UnionType {
  const members = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { kind: "union", tag, members };
}

/** What may be null. */
export function nullable(of: ValueType): ValueType {
  return { kind: "nullable", of };
}

/** An object type of members that are always there, but those whose name ends in `?`. */
export function object(name: string, fields: Readonly<Record<string, ValueType>>): NamedType {
  return { kind: "object", name, fields: Object.entries(fields).map(field) };
}

function field([name, type]: readonly [string, ValueType]): FieldModel {
  return { name: name.replace("?", ""), type, optional: name.endsWith("?") };
}

/** Arguments, left out at will where the name ends in `?`. */
export function args(types: Readonly<Record<string, ValueType>>): readonly ArgumentModel[] {
  return Object.entries(types).map(field);
}

/** A function that makes one value. */
export function single(
  name: string,
  returns: ValueType,
  more: Partial<SingleModel> = {},
): SingleModel {
  return { kind: "single", name, args: [], returns, policy: {}, ...more };
}

/** A function that makes many values, found by the first argument unless said otherwise. */
export function multi(
  name: string,
  returns: ValueType,
  more: Partial<MultiModel> & Pick<MultiModel, "args">,
): MultiModel {
  const varying = more.args[0]?.name ?? "";
  return { kind: "multi", name, varying, returns, result: "map", policy: {}, ...more };
}

/** A region in memory that keeps everything. */
export function region(
  name: string,
  functions: readonly FunctionModel[],
  more: Partial<RegionModel> = {},
): RegionModel {
  return { name, backend: "memory", policy: {}, functions, ...more };
}

/** A schema called `test`. */
export function schema(
  types: readonly NamedType[],
  regions: readonly RegionModel[],
  more: Partial<SchemaModel> = {},
): SchemaModel {
  return { namespace: "test", output: "./generated", emit: "ts", types, regions, ...more };
}
