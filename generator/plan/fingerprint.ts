import { createHash } from "node:crypto";
import type { Constraints, UnionType, ValueType } from "../schema/model.js";
import type { WireForm } from "./stored-types.js";
import type { TypeTable } from "./type-table.js";
import { partsOf } from "./type-table.js";
import { textOf } from "./type-name.js";

/** Raised when the wire form of any type changes, so that no stored value is mistaken for one of today's. */
const WIRE_REVISION = 1;

/** As {@link WIRE_REVISION}, for the compact form alone. */
const COMPACT_REVISION = 1;

/** Plain data whose JSON text is the same for equal types. */
type Canonical = string | number | boolean | null | readonly Canonical[];

/**
 * What the stored form of a type is recognised by: 16 hex digits over its structure, its field names and its
 * constraints. Names of types, descriptions and the order of fields and members leave it as it is.
 */
export function fingerprintOf(type: ValueType, table: TypeTable, wire: WireForm = "json"): string {
  const form = wire === "compact" ? ["compact", COMPACT_REVISION] : [];
  const text = JSON.stringify([WIRE_REVISION, ...new Outline(table).of(type), ...form]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** The fingerprints of stored types, each worked out once: many functions return one type. */
export class Fingerprints {
  readonly #table: TypeTable;
  readonly #known = new Map<string, string>();

  constructor(table: TypeTable) {
    this.#table = table;
  }

  /** As {@link fingerprintOf}. */
  of(type: ValueType, wire: WireForm = "json"): string {
    const text = `${wire} ${textOf(type)}`;
    const fingerprint = this.#known.get(text) ?? fingerprintOf(type, this.#table, wire);
    this.#known.set(text, fingerprint);
    return fingerprint;
  }
}

/** A type as data: its expression, then every named type it reaches, referred to by number. */
class Outline {
  readonly #table: TypeTable;
  readonly #numbers = new Map<string, number>();
  readonly #definitions: Canonical[] = [];

  constructor(table: TypeTable) {
    this.#table = table;
  }

  of(type: ValueType): readonly Canonical[] {
    return [this.#expression(type), this.#definitions];
  }

  #expression(type: ValueType): Canonical {
    const shape = this.#table.shapeOf(type);
    switch (shape.kind) {
      case "scalar":
        return [shape.scalar, limits(shape.constraints)];
      case "literal":
        return ["literal", shape.value];
      case "member":
        return ["member", [...shape.members].sort()];
      case "list":
      case "set":
        return [shape.kind, limits(shape.constraints), this.#expression(shape.of)];
      case "map":
        return [
          "map",
          ...limitsIfAny(shape.constraints),
          this.#expression(shape.key),
          this.#expression(shape.value),
        ];
      case "record":
        return ["record", ...limitsIfAny(shape.constraints), this.#expression(shape.of)];
      case "nullable":
        return ["nullable", this.#expression(shape.of)];
      case "tuple":
        return ["tuple", ...shape.items.map((item) => this.#expression(item))];
      case "named":
        return ["named", this.#number(shape.name)];
      case "import":
        // What the schema there says is not looked into: its owner says when it changes.
        return ["import", `${shape.path}#${shape.name}`];
    }
  }

  /** Numbers follow the order in which types are met: the same for equal structures under other names. */
  #number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    this.#definitions[number] = null;
    this.#definitions[number] = this.#definition(name);
    return number;
  }

  #definition(name: string): Canonical {
    const type = this.#table.get(name);
    if (type.kind === "alias" && type.of.kind === "union") return this.#union(type.of);
    if (type.kind !== "object") return partsOf(type).map((part) => this.#expression(part));
    const fields = [...type.fields].sort((one, other) => (one.name < other.name ? -1 : 1));
    return fields.map((field) => [field.name, field.optional, this.#expression(field.type)]);
  }

  /** Members in the order of their tags: that of the schema means nothing. */
  #union({ members }: UnionType): Canonical {
    const sorted = [...members].sort((one, other) =>
      String(one.value) < String(other.value) ? -1 : 1,
    );
    return ["union", ...sorted.map(({ name }) => this.#number(name))];
  }
}

function limits(constraints: Constraints): Canonical {
  const { min, max, length, pattern } = constraints;
  const bounds = [min ?? length ?? null, max ?? length ?? null].map(plain);
  return [...bounds, pattern ?? null];
}

/** What could not be limited once has the fingerprint it had then, unless it is. */
function limitsIfAny(constraints: Constraints): readonly Canonical[] {
  return Object.keys(constraints).length === 0 ? [] : [limits(constraints)];
}

/** JSON has no bigint: its digits. */
function plain(bound: number | bigint | null): Canonical {
  return typeof bound === "bigint" ? String(bound) : bound;
}
