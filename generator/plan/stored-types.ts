import type { SchemaModel, ValueType } from "../schema/model.js";
import { declarableType } from "./literal.js";
import { Names } from "./names.js";
import { composedName, expressionText, textOf } from "./type-name.js";

/** How stored values are written: by the names of their members, or by position. */
export type WireForm = "json" | "compact";

/** A type some function returns: it has a serializer, and a schema of the same name. */
export interface StoredType {
  readonly name: string;
  readonly type: ValueType;
  /** The name of its serializer by position, where a region asks for one. */
  readonly compactName?: string;
}

/** A type of the runtime that would otherwise meet a serializer of its name. */
const TAKEN = ["JsonValue"];

/** The stored types, in the order of the functions, each once. */
export class StoredTypes {
  readonly all: readonly StoredType[];
  readonly #byText: ReadonlyMap<string, StoredType>;

  constructor(model: SchemaModel) {
    const names = new Names([...TAKEN, ...model.types.map((type) => declarableType(type.name))]);
    const byText = new Map<string, StoredType>();
    const compact = new Set<string>();
    for (const { functions, wire } of model.regions) {
      for (const { returns } of functions) {
        const text = textOf(returns);
        if (!byText.has(text)) byText.set(text, { name: nameOf(returns, names), type: returns });
        if (wire === "compact") compact.add(text);
      }
    }
    // Named after all others, whose names stay what they are without them.
    for (const [text, stored] of byText) {
      if (!compact.has(text)) continue;
      byText.set(text, { ...stored, compactName: names.free(`${stored.name}Compact`) });
    }
    this.#byText = byText;
    this.all = [...byText.values()];
  }

  /** The name of a stored type's serializer. */
  nameOf(type: ValueType, wire: WireForm = "json"): string {
    const stored = this.#byText.get(textOf(type));
    const name = wire === "compact" ? stored?.compactName : stored?.name;
    if (name === undefined) throw new Error(`no function returns ${expressionText(type)}`);
    return name;
  }
}

function nameOf(type: ValueType, names: Names): string {
  if (type.kind === "named") return type.name;
  const name = composedName(type);
  const alone = ["scalar", "const", "enum", "import"].includes(type.kind);
  return alone ? names.free(`${name}Value`, `Any${name}`) : names.free(name);
}
