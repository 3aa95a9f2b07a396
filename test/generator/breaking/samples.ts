/** Values of the types of a schema. */
import type { Scalar, SchemaModel, ValueType } from "../../../generator/schema/model.js";

const MOMENT = new Date(1_700_000_000_000);

const SCALARS: Readonly<Record<Scalar, unknown>> = {
  // A text that is a UUID too.
  string: "6f1c1b34-6c6c-4f0e-9d5e-3a1f0e8f4b11",
  uuid: "6f1c1b34-6c6c-4f0e-9d5e-3a1f0e8f4b11",
  int: 7,
  float: 7,
  bigint: 7n,
  boolean: true,
  datetime: MOMENT,
  epoch: MOMENT,
  date: "2024-02-29",
  bytes: new Uint8Array([7]),
  json: { a: 7 },
  null: null,
};

/** A value of a type; of an object with all its members, or with those that are always there. */
export function sampleOf(type: ValueType, { types }: SchemaModel, isFull: boolean): unknown {
  const of = (inner: ValueType): unknown => sampleOf(inner, { types } as SchemaModel, isFull);
  switch (type.kind) {
    case "scalar":
      return type.constraints?.length === undefined
        ? SCALARS[type.scalar]
        : "x".repeat(type.constraints.length);
    case "const":
      return type.value;
    case "enum":
      return type.members[0];
    case "list":
      return [of(type.of)];
    case "set":
      return new Set([of(type.of)]);
    case "map":
      return new Map([[of(type.key), of(type.value)]]);
    case "record":
      return { a: of(type.of) };
    case "tuple":
      return type.items.map(of);
    case "union":
      return of({ kind: "named", name: type.members[0]?.name ?? "" });
    case "nullable":
      return of(type.of);
    case "import":
      throw new Error("what a user's own schema takes is not known");
    case "named":
      return named(type.name);
  }

  function named(name: string): unknown {
    const found = types.find((each) => each.name === name);
    if (found?.kind === "object") {
      const fields = found.fields.filter(({ optional }) => isFull || !optional);
      return Object.fromEntries(fields.map((field) => [field.name, of(field.type)]));
    }
    if (found?.kind === "enum") return found.members[0];
    if (found === undefined) throw new Error(`there is no type ${name}`);
    return of(found.of);
  }
}
