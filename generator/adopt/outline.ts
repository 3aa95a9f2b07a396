import type { NamedType, ValueType } from "../schema/model.js";

/**
 * What TypeScript sees of a named type, as a text to compare: words of one TypeScript type count as one, limits and
 * comments not at all, nor the order of members, nor whether a list of words or another name stands by itself.
 */
export function outlineOf(type: NamedType, types: ReadonlyMap<string, NamedType>): string {
  return JSON.stringify(ofNamed(type, new Outliner(types)));
}

function ofNamed(type: NamedType, outliner: Outliner): unknown {
  if (type.kind === "enum") return outliner.of(type);
  if (type.kind !== "object") return [type.kind === "brand" && type.name, outliner.of(type.of)];
  const fields = type.fields.map((field) => [field.name, field.optional, outliner.of(field.type)]);
  return fields.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

/** Words with one TypeScript type. */
const ALIKE: ReadonlyMap<string, string> = new Map([
  ["int", "float"],
  ["epoch", "datetime"],
  ["date", "string"],
  ["uuid", "string"],
]);

class Outliner {
  readonly #types: ReadonlyMap<string, NamedType>;
  readonly #within = new Set<string>();

  constructor(types: ReadonlyMap<string, NamedType>) {
    this.#types = types;
  }

  of(type: ValueType): unknown {
    switch (type.kind) {
      case "scalar":
        return ALIKE.get(type.scalar) ?? type.scalar;
      case "named":
        return this.#named(type.name);
      case "enum":
        return ["enum", ...[...type.members].sort()];
      case "union":
        return ["union", ...type.members.map(({ name }) => name).sort()];
      case "tuple":
        return ["tuple", ...type.items.map((item) => this.of(item))];
      case "map":
        return ["map", this.of(type.key), this.of(type.value)];
      case "const":
        return ["const", type.value];
      case "import":
        return ["import", type.path, type.name];
      default:
        return [type.kind, this.of(type.of)];
    }
  }

  #named(name: string): unknown {
    const type = this.#types.get(name);
    if (type?.kind === "enum") return this.of(type);
    if (type?.kind !== "alias" || this.#within.has(name)) return ["named", name];
    this.#within.add(name);
    const outline = this.of(type.of);
    this.#within.delete(name);
    return outline;
  }
}
