/** Values of the types of a model, at random. */
import fc from "./fast-check.js";
import type { Scalar, SchemaModel, ValueType } from "../../generator/schema/model.js";

const SCALAR_VALUES: Readonly<Record<Scalar, fc.Arbitrary<unknown>>> = {
  string: fc.string({ unit: "binary", maxLength: 5 }),
  int: fc.maxSafeInteger(),
  float: fc.double({ noNaN: true, noDefaultInfinity: true, min: -80, max: 80 }),
  boolean: fc.boolean(),
  bigint: fc.bigInt(),
  datetime: datesFrom("0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"),
  date: datesFrom("0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z").map((value) =>
    value.toISOString().slice(0, "YYYY-MM-DD".length),
  ),
  epoch: fc.date({ noInvalidDate: true }),
  bytes: fc.uint8Array({ maxLength: 4 }),
  uuid: fc.uuid(),
  json: fc.jsonValue({ maxDepth: 2 }),
  null: fc.constant(null),
};

/** Values of a type; nothing is deeper than so many levels of named types. */
export function valuesOf(type: ValueType, model: SchemaModel, levels = 3): fc.Arbitrary<unknown> {
  const inside = (of: ValueType): fc.Arbitrary<unknown> => valuesOf(of, model, levels);
  switch (type.kind) {
    case "scalar":
      return SCALAR_VALUES[type.scalar];
    case "const":
      return fc.constant(type.value);
    case "enum":
      return fc.constantFrom(...type.members);
    case "list":
      return fc.array(inside(type.of), { maxLength: 3 });
    case "set":
      return fc.array(inside(type.of), { maxLength: 3 }).map((items) => new Set(items));
    case "map":
      return fc
        .array(fc.tuple(inside(type.key), inside(type.value)), { maxLength: 3 })
        .map((entries) => new Map(entries));
    case "record":
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), inside(type.of), {
        maxKeys: 3,
        noNullPrototype: true,
      });
    case "nullable":
      return fc.option(inside(type.of), { nil: null });
    case "named":
      return namedValues(type.name, model, levels - 1);
    case "tuple":
      return fc.tuple(...type.items.map(inside));
    case "union":
      return fc.oneof(...type.members.map(({ name }) => namedValues(name, model, levels - 1)));
    default:
      throw new Error(`no values of ${type.kind}`);
  }
}

function namedValues(name: string, model: SchemaModel, levels: number): fc.Arbitrary<unknown> {
  const type = model.types.find((each) => each.name === name);
  if (type === undefined) throw new Error(`no type is called ${name}`);
  if (type.kind === "enum") return fc.constantFrom(...type.members);
  if (type.kind !== "object") {
    const end = type.of.kind === "nullable" && levels <= 0;
    return end ? fc.constant(null) : valuesOf(type.of, model, levels);
  }
  const fields = type.fields.filter(({ optional }) => !optional || levels > 0);
  const values = fields.map((field) => [field.name, valuesOf(field.type, model, levels)] as const);
  const requiredKeys = type.fields.filter(({ optional }) => !optional).map((field) => field.name);
  return fc.record(Object.fromEntries(values), { requiredKeys, noNullPrototype: true });
}

function datesFrom(min: string, max: string): fc.Arbitrary<Date> {
  return fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
}
