/** Schemas of random types: every kind of type, in each other, limited, holding themselves. */
import fc from "../../support/fast-check.js";
import {
  SCALARS,
  type Constraints,
  type FieldModel,
  type NamedType,
  type Scalar,
  type SchemaModel,
  type ValueType,
} from "../../../generator/schema/model.js";
import {
  args,
  list,
  map,
  named,
  nullable,
  record,
  region,
  scalar,
  schema,
  set,
  single,
  tuple,
  union,
} from "../../cases/model-parts.js";

/** How many object types a schema has, and how many expressions its functions take and return. */
const OBJECTS = 4;
const FUNCTIONS = 6;

/** Names that a type may hold at its surface, and those it may hold behind what can be empty or null. */
interface Reach {
  readonly surface: readonly string[];
  readonly behind: readonly string[];
}

/** Types that compare by value. */
const comparable: fc.Arbitrary<ValueType> = fc.oneof(
  fc
    .constantFrom<Scalar>("string", "int", "float", "boolean", "bigint", "date", "uuid")
    .map((name) => scalar(name)),
  fc.constantFrom(named("Color"), named("Slug"), named("Count")),
  fc.constant<ValueType>({ kind: "enum", members: ["a", "b,c", "~null"] }),
);

const STRING_LIMITS: readonly Constraints[] = [
  { min: 1, max: 5 },
  { length: 2 },
  { max: 3 },
  { pattern: "^[a-z]+$" },
  { min: 2, max: 4, pattern: "^[a-z]*$" },
];

const limitedScalar: fc.Arbitrary<ValueType> = fc.oneof(
  fc.constantFrom(...STRING_LIMITS).map((limits) => scalar("string", limits)),
  fc.constantFrom({ min: -5, max: 10 }, { min: 3 }).map((limits) => scalar("int", limits)),
  fc.constantFrom({ min: 0, max: 1 }, { max: -0.5 }).map((limits) => scalar("float", limits)),
  fc
    .constantFrom<Constraints>({ min: -5n, max: 2n ** 64n }, { min: 2n ** 53n + 1n }, { max: 7n })
    .map((limits) => scalar("bigint", limits)),
  fc
    .constantFrom<Constraints>({ min: 1, max: 2 }, { length: 3 }, { max: 1 })
    .map((limits) => scalar("bytes", limits)),
);

const literal: fc.Arbitrary<ValueType> = fc
  .constantFrom<string | number | boolean>("on", "7", 7, -1.5, true, "a:b,(c)")
  .map((value) => ({ kind: "const", value }));

/** Any type of values. */
function expressions({ surface, behind }: Reach, depth: number): fc.Arbitrary<ValueType> {
  const leaves = [
    fc.constantFrom(...SCALARS).map((name) => scalar(name)),
    ...[limitedScalar, literal, comparable],
    fc.constantFrom(...surface, "Color", "Slug", "Count", "Name").map(named),
    ...unions(surface),
  ];
  if (depth === 0) return fc.oneof(...leaves);
  const inner = expressions({ surface: behind, behind }, depth - 1);
  const here = expressions({ surface, behind }, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...leaves) },
    { weight: 6, arbitrary: containers(inner, here) },
  );
}

/** @param here what a value may always hold: a list with a least length, or a tuple, is never without. */
function containers(
  inner: fc.Arbitrary<ValueType>,
  here: fc.Arbitrary<ValueType>,
): fc.Arbitrary<ValueType> {
  return fc.oneof(
    inner.map((of) => list(of)),
    here.map((of) => list(of, { min: 1, max: 3 })),
    comparable.map((of) => set(of)),
    comparable.map((of) => set(of, { max: 2 })),
    fc.tuple(comparable, inner).map(([key, value]) => map(key, value)),
    fc.tuple(comparable, inner).map(([key, value]) => map(key, value, { max: 1 })),
    fc.tuple(comparable, here).map(([key, value]) => map(key, value, { length: 1 })),
    inner.map((of) => record(of)),
    inner.map((of) => record(of, { max: 1 })),
    here.map((of) => record(of, { min: 1, max: 2 })),
    inner.map((of) => nullable(of)),
    fc.array(here, { minLength: 2, maxLength: 3 }).map((items) => tuple(...items)),
  );
}

/** Unions of some of the objects among these names, where there are enough. */
function unions(names: readonly string[]): readonly fc.Arbitrary<ValueType>[] {
  const objects = names.filter((name) => name.startsWith("Object"));
  if (objects.length < 2) return [];
  return [fc.subarray(objects, { minLength: 2 }).map(unionOf)];
}

const TAGS: readonly (string | number | boolean)[] = ["zero", 1, true, "a,b=(c):~null"];

function tagOf(name: string): string | number | boolean {
  return TAGS[Number(name.replace("Object", ""))] ?? name;
}

function unionOf(names: readonly string[]): ValueType {
  return union("tag", Object.fromEntries(names.map((name) => [name, tagOf(name)])));
}

/** An object that holds objects before it at its surface, and any others behind what may be empty. */
function objects(index: number, behind: readonly string[]): fc.Arbitrary<NamedType> {
  const name = `Object${index}`;
  const surface = Array.from({ length: index }, (_, at) => `Object${at}`);
  const required = expressions({ surface, behind }, 2);
  const optional = expressions({ surface: behind, behind }, 2);
  const members = fc.array(
    fc.oneof(
      required.map((type) => ({ type, optional: false })),
      optional.map((type) => ({ type, optional: true })),
    ),
    { minLength: 1, maxLength: 4 },
  );
  return fc.tuple(members, fc.nat({ max: 4 })).map(([made, at]) => {
    const fields = made.map((member, position) => ({ name: `field${position}`, ...member }));
    const tag: FieldModel = {
      name: "tag",
      type: { kind: "const", value: tagOf(name) },
      optional: false,
    };
    return { kind: "object", name, fields: fields.toSpliced(at, 0, tag) };
  });
}

const objectNames = Array.from({ length: OBJECTS }, (_, at) => `Object${at}`);
const allNames = [...objectNames, "Some", "MaybeSome", "Nest", "Chain"];

/** Named types beside the objects: of every kind. */
const NAMED: readonly NamedType[] = [
  { kind: "enum", name: "Color", members: ["red", "green", "caf\u00e9"] },
  { kind: "brand", name: "Slug", of: scalar("string") },
  { kind: "brand", name: "Count", of: scalar("bigint") },
  { kind: "alias", name: "Name", of: nullable(scalar("string")) },
  { kind: "alias", name: "Some", of: unionOf(["Object1", "Object3", "Object2"]) },
  { kind: "alias", name: "MaybeSome", of: nullable(unionOf(["Object0", "Object3"])) },
  { kind: "alias", name: "Nest", of: list(named("Nest")) },
  { kind: "alias", name: "Chain", of: tuple(scalar("int"), nullable(named("Chain"))) },
];

/** Schemas with one region `all`, whose functions `f0`, `f1`, … each take what they return. */
export const models: fc.Arbitrary<SchemaModel> = fc
  .tuple(
    fc.tuple(...objectNames.map((_, index) => objects(index, allNames))),
    fc.array(expressions({ surface: allNames, behind: allNames }, 3), {
      minLength: FUNCTIONS,
      maxLength: FUNCTIONS,
    }),
  )
  .map(([types, made]) => {
    const returned = [...allNames.map(named), ...made];
    const functions = returned.map((type, at) =>
      single(`f${at}`, type, { args: args({ value: type }) }),
    );
    return schema([...NAMED, ...types], [region("all", functions)]);
  });
