import type { Constraints, ImportedExport, NamedType, Scalar, ValueType } from "../schema/model.js";

/** A value type seen without its aliases: what generated code does with a value depends on this alone. */
export type Shape =
  | {
      readonly kind: "scalar";
      readonly scalar: Exclude<Scalar, "null">;
      readonly constraints: Constraints;
      /** Name of the brand the scalar wears. */
      readonly brand?: string;
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "member"; readonly members: readonly string[]; readonly enumName?: string }
  | {
      readonly kind: "list" | "set";
      readonly of: ValueType;
      readonly constraints: Constraints;
    }
  | { readonly kind: "map"; readonly key: ValueType; readonly value: ValueType }
  | { readonly kind: "record"; readonly of: ValueType }
  | { readonly kind: "nullable"; readonly of: ValueType }
  | { readonly kind: "named"; readonly name: string }
  | ({ readonly kind: "import" } & ImportedExport);

/** The schema's named types: who they are, whom they reach, and what an expression comes down to. */
export class TypeTable {
  readonly all: readonly NamedType[];
  readonly #byName: ReadonlyMap<string, NamedType>;
  readonly #reach = new Map<string, ReadonlySet<string>>();

  constructor(types: readonly NamedType[]) {
    this.all = types;
    this.#byName = new Map(types.map((type) => [type.name, type]));
  }

  /** Throws when there is no such type: the schema's reader joins every name. */
  get(name: string): NamedType {
    const type = this.#byName.get(name);
    if (type === undefined) throw new Error(`no type is called ${JSON.stringify(name)}`);
    return type;
  }

  /** The names a type reaches through any number of others; itself only where it is recursive. */
  reachOf(name: string): ReadonlySet<string> {
    const known = this.#reach.get(name);
    if (known !== undefined) return known;
    const reached = this.reachFrom(partsOf(this.get(name)));
    this.#reach.set(name, reached);
    return reached;
  }

  /** The names that expressions reach. */
  reachFrom(types: readonly ValueType[]): ReadonlySet<string> {
    const reached = new Set<string>();
    const open = types.flatMap(namesIn);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      open.push(...partsOf(this.get(name)).flatMap(namesIn));
    }
    return reached;
  }

  /** Whether each of two types reaches the other. */
  inOneCycle(one: string, other: string): boolean {
    return this.reachOf(one).has(other) && this.reachOf(other).has(one);
  }

  /** Whether generated code handles this type by a function of its own: objects, and aliases that hold themselves. */
  ownsFunction(type: NamedType): boolean {
    return (
      type.kind === "object" || (type.kind === "alias" && this.inOneCycle(type.name, type.name))
    );
  }

  /** What an expression comes down to. */
  shapeOf(type: ValueType): Shape {
    switch (type.kind) {
      case "scalar":
        if (type.scalar === "null") return { kind: "literal", value: null };
        return { kind: "scalar", scalar: type.scalar, constraints: type.constraints ?? {} };
      case "const":
        return { kind: "literal", value: type.value };
      case "enum":
        return { kind: "member", members: type.members };
      case "list":
      case "set":
        return { kind: type.kind, of: type.of, constraints: type.constraints ?? {} };
      case "nullable":
        return this.#nullableShape(type.of);
      case "named":
        return this.#namedShape(this.get(type.name));
      default:
        return type;
    }
  }

  /** `T??` is `T?`, also where an alias stands between. */
  #nullableShape(of: ValueType): Shape {
    const shape = this.shapeOf(of);
    return shape.kind === "nullable" ? shape : { kind: "nullable", of };
  }

  #namedShape(type: NamedType): Shape {
    if (this.ownsFunction(type)) return { kind: "named", name: type.name };
    switch (type.kind) {
      case "enum":
        return { kind: "member", members: type.members, enumName: type.name };
      case "brand": {
        const shape = this.shapeOf(type.of);
        return shape.kind === "scalar" ? { ...shape, brand: type.name } : shape;
      }
      case "alias":
        return this.shapeOf(type.of);
      case "object":
        return { kind: "named", name: type.name };
    }
  }
}

/** The expressions a named type is made of. */
export function partsOf(type: NamedType): readonly ValueType[] {
  if (type.kind === "object") return type.fields.map((field) => field.type);
  return type.kind === "enum" ? [] : [type.of];
}

function namesIn(type: ValueType): readonly string[] {
  switch (type.kind) {
    case "scalar":
    case "const":
    case "enum":
    case "import":
      return [];
    case "map":
      return [...namesIn(type.key), ...namesIn(type.value)];
    case "named":
      return [type.name];
    default:
      return namesIn(type.of);
  }
}
