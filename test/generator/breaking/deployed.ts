import { generateOutput, type Output } from "../../../generator/generate.js";
import type { FunctionModel, SchemaModel } from "../../../generator/schema/model.js";
import { isNoValue, type PlainBackend, type Region } from "../../../runtime/index.js";
import { loaderOf } from "../emit/generated-module.js";

/** Values of arguments by their names; one that is left out is not there. */
export type Given = Readonly<Record<string, unknown>>;

/** What of a generated function is used here, whatever its types. */
interface AnyDefinition {
  key(...args: unknown[]): string;
  get(...args: unknown[]): Promise<unknown>;
  set(value: unknown, ...args: unknown[]): Promise<void>;
}

/** What was generated of a schema already. */
const generated = new WeakMap<SchemaModel, Promise<Output>>();

/** The generated code of a schema, running on a store of text that others may share. */
export class Deployed {
  readonly model: SchemaModel;
  readonly files: ReadonlyMap<string, string>;
  readonly #load: (name: string) => object;
  readonly #asked: string[] = [];
  readonly #store: Map<string, string>;

  private constructor(
    model: SchemaModel,
    files: ReadonlyMap<string, string>,
    store: Map<string, string>,
  ) {
    this.model = model;
    this.files = files;
    this.#store = store;
    this.#load = loaderOf(files);
    for (const { name } of model.regions) {
      const { region } = this.#load(`./${name}.js`) as { readonly region: Region };
      region.configure({ backend: this.#backend() });
    }
  }

  static async of(model: SchemaModel, store: Map<string, string>): Promise<Deployed> {
    const output = generated.get(model) ?? generateOutput(model, "cache.schema.yaml");
    generated.set(model, output);
    return new Deployed(model, (await output).files, store);
  }

  /** The functions by `region.function`. */
  get functions(): ReadonlyMap<string, FunctionModel> {
    const { regions } = this.model;
    return new Map(
      regions.flatMap(({ name, functions }) =>
        functions.map((model) => [`${name}.${model.name}`, model] as const),
      ),
    );
  }

  /** Whether a function has a key for these arguments. */
  takes(name: string, given: Given): boolean {
    try {
      this.#definition(name).key(...this.#one(name, given));
      return true;
    } catch {
      return false;
    }
  }

  /** The names that a store is asked for when the entry is read: its key as stored, and those of its region's ages. */
  async namesAsked(name: string, given: Given): Promise<readonly string[]> {
    this.#asked.length = 0;
    await this.#definition(name).get(...this.#many(name, given));
    return [...new Set(this.#asked)].sort();
  }

  /** Whether the entry is found. */
  async finds(name: string, given: Given): Promise<boolean> {
    const found = await this.#definition(name).get(...this.#many(name, given));
    if (this.#model(name).kind === "single") return !isNoValue(found);
    const all = found as Map<unknown, unknown> | readonly unknown[];
    return [...all.values()].some((value) => !isNoValue(value));
  }

  /** Stores a value; gives the fingerprint that the entry bears. */
  async stores(name: string, given: Given, value: unknown): Promise<string> {
    const model = this.#model(name);
    const before = new Map(this.#store);
    if (model.kind === "single") {
      await this.#definition(name).set(value, ...this.#one(name, given));
    } else {
      const fixed = model.args.filter((argument) => argument.name !== model.varying);
      const pairs = new Map([[given[model.varying], value]]);
      await this.#definition(name).set(pairs, ...fixed.map((argument) => given[argument.name]));
    }
    const written = [...this.#store].filter(
      ([key, text]) => !key.startsWith("@") && before.get(key) !== text,
    );
    return /(?:"fp": |\[)"([0-9a-f]{16})"/.exec(written[0]?.[1] ?? "")?.[1] ?? "none";
  }

  #definition(name: string): AnyDefinition {
    const [region = "", own = ""] = name.split(".");
    const exported = this.#load(`./${region}.js`) as Readonly<Record<string, AnyDefinition>>;
    const definition = exported[own];
    if (definition === undefined) throw new Error(`${name} is not generated`);
    return definition;
  }

  #model(name: string): FunctionModel {
    const model = this.functions.get(name);
    if (model === undefined) throw new Error(`there is no function ${name}`);
    return model;
  }

  #one(name: string, given: Given): unknown[] {
    return this.#model(name).args.map((argument) => given[argument.name]);
  }

  #many(name: string, given: Given): unknown[] {
    const model = this.#model(name);
    return model.args.map((argument) => {
      const value = given[argument.name];
      return model.kind === "multi" && argument.name === model.varying ? [value] : value;
    });
  }

  #backend(): PlainBackend {
    return {
      form: "text",
      get: (key) => {
        this.#asked.push(key);
        return this.#store.get(key);
      },
      set: (key, stored) => void this.#store.set(key, String(stored)),
      delete: (key) => void this.#store.delete(key),
    };
  }
}
