import type {
  Constraints,
  ImportedExport,
  NamedType,
  Scalar,
  UnionType,
  ValueType,
} from "../schema/model.js";
import { unionText } from "./type-name.js";

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
      readonly kind: "list" | "set" | "record";
      readonly of: ValueType;
      readonly constraints: Constraints;
    }
  | {
      readonly kind: "map";
      readonly key: ValueType;
      readonly value: ValueType;
      readonly constraints: Constraints;
    }
  | { readonly kind: "tuple"; readonly items: readonly ValueType[] }
  | { readonly kind: "nullable"; readonly of: ValueType }
  | { readonly kind: "named"; readonly name: string }
  | ({ readonly kind: "import" } & ImportedExport);

/** The schema's named types: who they are, whom they reach, and what an expression comes down to. */
export class TypeTable {
  readonly all: readonly NamedType[];
  /** Unions that the schema gives no name, each once, as if it were called by its members: `Circle | Square`. */
  readonly #unnamed: readonly NamedType[];
  readonly #byName: ReadonlyMap<string, NamedType>;
  /** For the members of each union, the name of the first type that is made of them. */
  readonly #unions = new Map<string, string>();
  readonly #reach = new Map<string, ReadonlySet<string>>();

  /** @param expressions what functions take and return, where further unions may stand. */
  constructor(types: readonly NamedType[], expressions: readonly ValueType[] = []) {
    this.all = types;
    for (const type of types) {
      if (type.kind === "alias" && type.of.kind === "union") this.#nameUnion(type.of, type.name);
    }
    this.#unnamed = [...types.flatMap(partsOf), ...expressions]
      .flatMap(unionsIn)
      .flatMap((union) => this.#unnamedUnion(union));
    this.#byName = new Map([...types, ...this.#unnamed].map((type) => [type.name, type]));
  }

  #unnamedUnion(union: UnionType): readonly NamedType[] {
    const name = unionText(union.members.map((member) => member.name));
    return this.#nameUnion(union, name) ? [{ kind: "alias", name, of: union }] : [];
  }

  /** Whether it is the first of its members: of two names the first is taken. */
  #nameUnion(union: UnionType, name: string): boolean {
    const identity = identityOf(union);
    if (this.#unions.has(identity)) return false;
    this.#unions.set(identity, name);
    return true;
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
    const open = types.flatMap((type) => this.#namesIn(type));
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      open.push(...partsOf(this.get(name)).flatMap((type) => this.#namesIn(type)));
    }
    return reached;
  }

  /** Whether each of two types reaches the other. */
  inOneCycle(one: string, other: string): boolean {
    return this.reachOf(one).has(other) && this.reachOf(other).has(one);
  }

  /** Whether generated code handles this type by a function of its own: objects, unions, aliases that hold themselves. */
  ownsFunction(type: NamedType): boolean {
    if (type.kind === "object") return true;
    if (type.kind !== "alias") return false;
    return type.of.kind === "union" || this.inOneCycle(type.name, type.name);
  }

  /** The types with a function of their own that expressions reach: in the order of the schema, unions without a name last. */
  functionTypes(types: readonly ValueType[]): readonly string[] {
    const reached = this.reachFrom(types);
    return [...this.all, ...this.#unnamed]
      .filter((type) => reached.has(type.name) && this.ownsFunction(type))
      .map(({ name }) => name);
  }

  /** A type that {@link functionTypes} names as an expression: that of a union without a name is the union. */
  expressionOf(name: string): ValueType {
    const type = this.get(name);
    const isUnnamed = this.#unnamed.includes(type);
    return isUnnamed && type.kind === "alias" ? type.of : { kind: "named", name };
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
      case "record":
      case "map":
        return { ...type, constraints: type.constraints ?? {} };
      case "union":
        return { kind: "named", name: this.#nameOfUnion(type) };
      case "nullable":
        return this.#nullableShape(type.of);
      case "named":
        return this.#namedShape(this.get(type.name));
      default:
        return type;
    }
  }

  #nameOfUnion(union: UnionType): string {
    const name = this.#unions.get(identityOf(union));
    if (name === undefined) throw new Error("a union that the table was not told of");
    return name;
  }

  #namesIn(type: ValueType): readonly string[] {
    const own = type.kind === "union" ? [this.#nameOfUnion(type)] : [];
    return [...own, ...namesIn(type), ...childrenOf(type).flatMap((of) => this.#namesIn(of))];
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

/** An expression and all within it. */
export function expressionsIn(type: ValueType): readonly ValueType[] {
  return [type, ...childrenOf(type).flatMap(expressionsIn)];
}

/** The expressions right within an expression. */
function childrenOf(type: ValueType): readonly ValueType[] {
  switch (type.kind) {
    case "list":
    case "set":
    case "record":
    case "nullable":
      return [type.of];
    case "map":
      return [type.key, type.value];
    case "tuple":
      return type.items;
    default:
      return [];
  }
}

function namesIn(type: ValueType): readonly string[] {
  if (type.kind === "named") return [type.name];
  return type.kind === "union" ? type.members.map(({ name }) => name) : [];
}

function unionsIn(type: ValueType): readonly UnionType[] {
  return type.kind === "union" ? [type] : childrenOf(type).flatMap(unionsIn);
}

/** Equal for unions of the same members, in whichever order. */
function identityOf({ members }: UnionType): string {
  return members
    .map(({ name }) => name)
    .sort()
    .join("|");
}
