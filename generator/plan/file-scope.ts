import { Names } from "./names.js";
import type {
  Code,
  ConstantPlan,
  FilePlan,
  ImportedName,
  ImportPlan,
  StatementPlan,
} from "./plan.js";

const RUNTIME = "cachegen/runtime";

/** Values of the runtime that generated code may use. */
const RUNTIME_VALUES = [
  "check",
  "copy",
  "decode",
  "defineFunction",
  "defineListFunction",
  "defineMapFunction",
  "defineRegion",
  "encode",
  "key",
  "lazySchema",
  "longerThan",
  "sha1",
  "sha256",
  "size",
  "wire",
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
  z: "zod",
} as const;

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
  /** Modules in use, and whether by type only. */
  readonly #modules = new Map<ModuleName, boolean>();
  readonly #constants = new Map<string, ConstantPlan>();
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
  global(name: "RegExp"): string {
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
    this.#modules.set(name, false);
    return this.local(name);
  }

  /** Import a module for its types. */
  moduleType(name: ModuleName): string {
    if (!this.#modules.has(name)) this.#modules.set(name, true);
    return this.local(name);
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
      imports: [...this.#runtimeImports(), ...this.#moduleImports()],
      statements: [...this.#constants.values(), ...statements],
    };
  }

  #runtimeImports(): readonly ImportPlan[] {
    const names = [
      ...[...this.#values].sort().map((name) => this.#imported(name, false)),
      ...[...this.#types].sort().map((name) => this.#imported(name, true)),
    ];
    return names.length === 0 ? [] : [{ kind: "names", from: RUNTIME, names }];
  }

  #imported(name: Importable, typeOnly: boolean): ImportedName {
    return { name, local: this.local(name), typeOnly };
  }

  /** Packages before the files of the output, each by name. */
  #moduleImports(): readonly ImportPlan[] {
    return (["z", "keys", "serializers", "types"] as const).flatMap((name) => {
      const typeOnly = this.#modules.get(name);
      if (typeOnly === undefined) return [];
      return [{ kind: "module", from: MODULES[name], local: this.local(name), typeOnly } as const];
    });
  }
}

function keysOf(modules: typeof MODULES): readonly ModuleName[] {
  // Object.keys widens to string; the table is closed.
  return Object.keys(modules) as ModuleName[];
}
