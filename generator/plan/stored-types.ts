import type { SchemaModel, ValueType } from "../schema/model.js";
import { declarableType } from "./literal.js";
import { Names } from "./names.js";
import { composedName, expressionText } from "./type-name.js";

/** A type some function returns: it has a serializer, and a schema of the same name. */
export interface StoredType {
  readonly name: string;
  readonly type: ValueType;
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
    for (const { returns } of model.regions.flatMap((region) => region.functions)) {
      const text = JSON.stringify(returns);
      if (!byText.has(text)) byText.set(text, { name: nameOf(returns, names), type: returns });
    }
    this.#byText = byText;
    this.all = [...byText.values()];
  }

  /** The name of a stored type. */
  nameOf(type: ValueType): string {
    const stored = this.#byText.get(JSON.stringify(type));
    if (stored === undefined) throw new Error(`no function returns ${expressionText(type)}`);
    return stored.name;
  }
}

function nameOf(type: ValueType, names: Names): string {
  if (type.kind === "named") return type.name;
  const name = composedName(type);
  const alone = ["scalar", "const", "enum", "import"].includes(type.kind);
  return alone ? names.free(`${name}Value`, `Any${name}`) : names.free(name);
}
