/** Values of random types, and what becomes of them when somebody has been at them. */
import fc from "../../support/fast-check.js";
import type { Constraints, NamedType, Scalar, ValueType } from "../../../generator/schema/model.js";
import { SCALARS as KINDS } from "../../runtime/value/scalar-kinds.js";
import { wellFormed } from "../../runtime/value/texts.js";

/** How deep values go before what may be empty is. */
const DEPTH = 3;

/** Values of a type. */
export function valuesOf(
  type: ValueType,
  types: readonly NamedType[],
  depth: number = DEPTH,
): fc.Arbitrary<unknown> {
  const inner = (of: ValueType): fc.Arbitrary<unknown> => valuesOf(of, types, depth - 1);
  switch (type.kind) {
    case "scalar":
      return scalarsOf(type.scalar, type.constraints);
    case "const":
      return fc.constant(type.value);
    case "enum":
      return fc.constantFrom(...type.members);
    case "list":
      return many(type.of, type.constraints);
    case "set":
      return many(type.of, type.constraints).map((items) => new Set(items));
    case "map":
      return many({ kind: "tuple", items: [type.key, type.value] }, type.constraints).map(
        (pairs) => new Map(pairs as [unknown, unknown][]),
      );
    case "record":
      return recordOf(type.of, type.constraints);
    case "tuple":
      return fc.tuple(...type.items.map((item) => valuesOf(item, types, depth)));
    case "union":
      return oneOf(type.members.map(({ name }) => name));
    case "nullable":
      return depth <= 0 ? fc.constant(null) : fc.option(inner(type.of));
    case "named":
      return ofName(type.name);
    case "import":
      throw new Error("what a user's own schema takes is not known");
  }

  function many(of: ValueType, limits?: Constraints): fc.Arbitrary<unknown[]> {
    const { min, max } = countOf(limits);
    if (depth <= 0 && min === 0) return fc.constant([]);
    return fc.array(inner(of), { minLength: min, maxLength: depth <= 0 ? min : max });
  }

  function recordOf(of: ValueType, limits?: Constraints): fc.Arbitrary<unknown> {
    const { min, max } = countOf(limits);
    if (depth <= 0 && min === 0) return fc.constant({});
    const maxKeys = depth <= 0 ? min : max;
    return fc.dictionary(names, inner(of), { minKeys: min, maxKeys, noNullPrototype: true });
  }

  /** A member that comes early holds none that comes later but behind what may be empty. */
  function oneOf(members: readonly string[]): fc.Arbitrary<unknown> {
    const [first = ""] = [...members].sort();
    return fc.oneof(...(depth <= 0 ? [first] : members).map(ofName));
  }

  function ofName(name: string): fc.Arbitrary<unknown> {
    const found = types.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no type ${name}`);
    if (found.kind === "enum") return fc.constantFrom(...found.members);
    if (found.kind !== "object") return valuesOf(found.of, types, depth);
    const entries = found.fields.map((field) => [field.name, fieldOf(field)] as const);
    const requiredKeys = found.fields.filter((field) => !field.optional).map((field) => field.name);
    const model = Object.fromEntries(entries.filter(([, values]) => values !== undefined));
    return fc.record(model as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys,
      noNullPrototype: true,
    });
  }

  function fieldOf(field: {
    readonly type: ValueType;
    readonly optional: boolean;
  }): fc.Arbitrary<unknown> | undefined {
    if (!field.optional) return valuesOf(field.type, types, depth);
    return depth <= 0 ? undefined : inner(field.type);
  }
}

/** How many items there may be: as the limits say, and not many. */
function countOf({ min = 0, max = 2, length }: Constraints = {}): { min: number; max: number } {
  return { min: Number(length ?? min), max: Number(length ?? max) };
}

const names = wellFormed.filter((name) => name !== "__proto__");

const letters = fc.constantFrom(..."abcxyz");
const characters = fc.constantFrom("a", "B", ":", ",", "(", "~", "%", "\u00e9", "\u{1f600}", " ");

function scalarsOf(scalar: Scalar, limits: Constraints = {}): fc.Arbitrary<unknown> {
  const { length, pattern } = limits;
  const [min, max] = [limits.min, limits.max].map((limit) =>
    limit === undefined ? limit : Number(limit),
  );
  const isLimited = Object.keys(limits).length > 0;
  if (scalar === "bytes" && isLimited) {
    const { min: minLength, max: maxLength } = countOf(limits);
    return fc.uint8Array({ minLength, maxLength });
  }
  if (scalar === "bigint" && isLimited) {
    return fc.bigInt({ min: BigInt(limits.min ?? -1_000), max: BigInt(limits.max ?? 2n ** 80n) });
  }
  if (scalar === "string" && isLimited) {
    const minLength = length ?? min ?? (pattern === undefined ? 0 : 1);
    const maxLength = length ?? max ?? minLength + 2;
    const unit = pattern === undefined ? characters : letters;
    return fc.array(unit, { minLength, maxLength }).map((parts) => parts.join(""));
  }
  if (scalar === "int" && isLimited) {
    return fc.integer({ min: min ?? -100, max: max ?? 100 });
  }
  if (scalar === "float" && isLimited) {
    return fc.double({ min: min ?? -1e9, max: max ?? 1e9, noNaN: true });
  }
  const kind = KINDS.find(({ name }) => name === (scalar === "null" ? "const(null)" : scalar));
  if (kind === undefined) throw new Error(`no values of ${scalar}`);
  return kind.values;
}

/** What is put where something else stood. */
const JUNK: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 7, 11, 2 ** 53, "", "x", "ABCDEFG", "7", "zero", "red"],
  ...["2024-02-30", "2024-02-29T00:00:00Z", "YQ==", "00000000-0000-0000-0000-000000000000"],
  ...[[], [null], [1, 2], [[], []], {}, { tag: "zero" }, { tag: 1 }, { tag: "1" }, { tag: true }],
  ...[new Date(0), new Date(Number.NaN), new Map(), new Set([1]), 5n, new Uint8Array(1)],
];

/** How somebody has been at a value: where, and what became of that place. */
interface Damage {
  readonly at: number;
  readonly kind: "replace" | "drop" | "add" | "double";
  readonly junk: unknown;
}

const damages: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("replace", "replace", "drop", "add", "double"),
  junk: fc.constantFrom(...JUNK),
});

/** What is left of values that somebody has been at, once or twice. */
export function damaged(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.array(damages, { minLength: 1, maxLength: 2 }))
    .map(([value, done]) => done.reduce(damage, value));
}

function damage(value: unknown, { at, kind, junk }: Damage): unknown {
  const places = placesIn(value, []);
  const path = places[at % places.length] ?? [];
  return changedAt(value, path, (found) => changed(found, kind, junk));
}

type Path = readonly (string | number)[];

/** The paths to everything within arrays and plain objects. */
function placesIn(value: unknown, path: Path): readonly Path[] {
  if (!isOpen(value)) return [path];
  const inner = Object.entries(value).flatMap(([name, item]) =>
    placesIn(item, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inner];
}

function isOpen(value: unknown): value is Record<string, unknown> | unknown[] {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function changedAt(value: unknown, path: Path, change: (found: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || !isOpen(value)) return change(value);
  if (Array.isArray(value)) {
    return value.map((item, at) => (at === first ? changedAt(item, rest, change) : item));
  }
  return { ...value, [first]: changedAt(value[first], rest, change) };
}

function changed(found: unknown, kind: Damage["kind"], junk: unknown): unknown {
  if (kind === "replace" || !isOpen(found)) return junk;
  if (Array.isArray(found)) {
    if (kind === "drop") return found.slice(1);
    return kind === "add" ? [...found, junk] : [...found, ...found];
  }
  const [dropped = "", ...others] = Object.keys(found);
  if (kind === "drop") return Object.fromEntries(others.map((name) => [name, found[name]]));
  return kind === "add" ? { ...found, extra: junk } : { ...found, [dropped]: junk };
}
