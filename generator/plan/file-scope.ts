import type { ImportedExport } from "../schema/model.js";
import { member, specifier } from "./literal.js";
import { Names } from "./names.js";
import type {
  Code,
  ConstantPlan,
  FilePlan,
  ImportedName,
  ImportPlan,
  StatementPlan,
  Use,
} from "./plan.js";

const RUNTIME = "cachegen/runtime";

/** Values of the runtime that generated code may use. */
const RUNTIME_VALUES = [
  "check",
  "compactSerializer",
  "copy",
  "decode",
  "defineFunction",
  "defineListFunction",
  "defineMapFunction",
  "defineRegion",
  "encode",
  "importedType",
  "key",
  "lazySchema",
  "longerThan",
  "python",
  "sha1",
  "sha256",
  "size",
] as const;

/** Types of the runtime that generated code may use. */
const RUNTIME_TYPES = [
  "Accessor",
  "Brand",
  "Definition",
  "JsonValue",
  "ListAccessor",
  "ListDefinition",
  "MapAccessor",
  "MapDefinition",
  "Region",
  "Schema",
  "Serializer",
] as const;

/** Modules that generated code may use as one name. */
const MODULES = {
  keys: "./keys.js",
  serializers: "./serializers.js",
  types: "./types.js",
  z: "cachegen/zod",
} as const;

/** An export of a user's own module under the name it has in the file. */
interface ForeignName extends ImportedName {
  readonly from: string;
}

export type RuntimeValue = (typeof RUNTIME_VALUES)[number];
export type RuntimeType = (typeof RUNTIME_TYPES)[number];
export type ModuleName = keyof typeof MODULES;
type Importable = RuntimeValue | RuntimeType | ModuleName;

/** The names of one file: what it exports keeps its name, what it imports gets another one on a clash. */
export class FileScope {
  readonly names: Names;
  readonly #locals: ReadonlyMap<string, string>;
  readonly #values = new Set<RuntimeValue>();
  readonly #types = new Set<RuntimeType>();
  readonly #modules = new Map<ModuleName, Use>();
  readonly #constants = new Map<string, ConstantPlan>();
  /** Exports of the user's own modules in use, by where they are from and their name. */
  readonly #foreign = new Map<string, ForeignName>();
  readonly #exported: ReadonlySet<string>;

  constructor(exported: Iterable<string>) {
    this.#exported = new Set(exported);
    this.names = new Names(this.#exported);
    const importable = [...RUNTIME_VALUES, ...RUNTIME_TYPES, ...keysOf(MODULES)];
    this.#locals = new Map(importable.map((name) => [name, this.names.free(name)]));
  }

  /** The name something importable has in this file, imported or not. */
  local(name: Importable): string {
    return this.#locals.get(name) ?? name;
  }

  /** A value every program has, by a name that no export of the file hides. */
  global(name: "RegExp" | "Date" | "Map" | "Set"): string {
    return this.#exported.has(name) ? `globalThis.${name}` : name;
  }

  /** Import a value of the runtime. */
  value(name: RuntimeValue): string {
    this.#values.add(name);
    return this.local(name);
  }

  /** Import a type of the runtime. */
  type(name: RuntimeType): string {
    this.#types.add(name);
    return this.local(name);
  }

  /** Import a module for its values. */
  module(name: ModuleName): string {
    return this.#module(name, "value");
  }

  /** Import a module for its types. */
  moduleType(name: ModuleName): string {
    return this.#module(name, "type");
  }

  #module(name: ModuleName, use: Use): string {
    this.#modules.set(name, joined(this.#modules.get(name), use));
    return this.local(name);
  }

  /** Import a zod schema of the user's own for its value; its name here says that it is one. */
  foreign(exported: ImportedExport): string {
    return this.#take(exported, schemaNames(exported), "value");
  }

  /** Import a zod schema of the user's own for its type. */
  foreignType(exported: ImportedExport): string {
    return this.#take(exported, schemaNames(exported), "type");
  }

  /** Import a function of the user's own. */
  creator(exported: ImportedExport): string {
    return this.#take(exported, [exported.name, `${exported.name}Creator`], "value");
  }

  #take({ from, name }: ImportedExport, wishes: readonly [string, ...string[]], use: Use): string {
    const id = `${from}#${name}`;
    const known = this.#foreign.get(id);
    const local = known?.local ?? this.names.free(...wishes);
    this.#foreign.set(id, { from, name: member(name), local, use: joined(known?.use, use) });
    return local;
  }

  /** A constant of the file; equal ones are declared once, under the first name wished for. */
  constant(wish: string, value: Code, type?: Code): string {
    const text = JSON.stringify(value);
    const known = this.#constants.get(text);
    if (known !== undefined) return known.name;
    const name = this.names.free(wish);
    const plan = { kind: "constant", name, exported: false, value, doc: [] } as const;
    this.#constants.set(text, type === undefined ? plan : { ...plan, type });
    return name;
  }

  /** The file: imports and constants in use, then its statements. */
  file(path: string, statements: readonly StatementPlan[]): FilePlan {
    return {
      path,
      imports: [
        ...this.#runtimeImports(),
        ...this.#moduleImports(["z"]),
        ...this.#foreignImports(),
        ...this.#moduleImports(["keys", "serializers", "types"]),
      ],
      statements: [...this.#constants.values(), ...statements],
    };
  }

  #runtimeImports(): readonly ImportPlan[] {
    const names = [
      ...[...this.#values].sort().map((name) => this.#imported(name, "value")),
      ...[...this.#types].sort().map((name) => this.#imported(name, "type")),
    ];
    return names.length === 0 ? [] : [{ kind: "names", from: RUNTIME, names }];
  }

  #imported(name: Importable, use: Use): ImportedName {
    return { name, local: this.local(name), use };
  }

  /** One import for each module, by where it is from. */
  #foreignImports(): readonly ImportPlan[] {
    const all = [...this.#foreign.values()];
    const modules = [...new Set(all.map(({ from }) => from))].sort();
    return modules.map((from) => {
      const names = all.filter((each) => each.from === from);
      names.sort((one, other) => (one.name < other.name ? -1 : 1));
      return { kind: "names", from: specifier(from), names };
    });
  }

  /** Modules of the output, and the one behind which zod is. */
  #moduleImports(modules: readonly ModuleName[]): readonly ImportPlan[] {
    return modules.flatMap((name) => {
      const use = this.#modules.get(name);
      if (use === undefined) return [];
      return [{ kind: "module", from: MODULES[name], local: this.local(name), use } as const];
    });
  }
}

/** `Product` as `ProductSchema`: in the same file stands what it is the schema of. */
function schemaNames({ name }: ImportedExport): readonly [string, ...string[]] {
  return name.endsWith("Schema") ? [name] : [`${name}Schema`];
}

/** What is taken twice, perhaps once for a type and once for a value. */
function joined(known: Use | undefined, use: Use): Use {
  return known === undefined || known === use ? use : "both";
}

function keysOf(modules: typeof MODULES): readonly ModuleName[] {
  // Object.keys widens to string; the table is closed.
  return Object.keys(modules) as ModuleName[];
}
