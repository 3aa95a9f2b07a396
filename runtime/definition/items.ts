/** The arguments of a multi function: taken apart item by item, and put together again. */
import types from "node:util/types";
import { Misfit } from "../value/serializer.js";
import type { FunctionSite } from "./function-site.js";
import type { List } from "./list.js";
import { isObject } from "./own-copy.js";
import type { Asked } from "./result-form.js";
import type { MultiSpec } from "./spec.js";

/** The arguments of a call, taken apart. */
export interface Question<Item> {
  readonly full: List;
  readonly asked: readonly Asked<Item>[];
  /** Each key once. */
  readonly keys: readonly string[];
}

/** Knows which argument is the list, and the key of each of its items. */
export class Items<Many extends List, One extends List, Item> {
  readonly #spec: MultiSpec<Many, One, List, unknown>;
  readonly #site: Pick<FunctionSite<One, unknown>, "keyOf" | "ownCopies" | "refusal">;

  constructor(
    spec: MultiSpec<Many, One, List, unknown>,
    site: Pick<FunctionSite<One, unknown>, "keyOf" | "ownCopies" | "refusal">,
  ) {
    this.#spec = spec;
    this.#site = site;
  }

  /**
   * What a call asks for.
   *
   * @throws CacheError `argument-invalid`.
   */
  of(given: Many): Question<Item> {
    const { varying, args } = this.#spec;
    const full = args(...given);
    const items: unknown = full[varying];
    if (!Array.isArray(items)) throw this.#site.refusal(new Misfit("with the items", "a list"));
    const asked = Array.from(items, (item: Item) => ({ item, key: this.keyOf(full, item) }));
    return { full, asked, keys: [...new Set(asked.map(({ key }) => key))] };
  }

  /** The same question for the creator, who answers later: what its asker changes by then is not seen. */
  ownCopy({ full, asked, keys }: Question<Item>): Question<Item> {
    return {
      // The list is the only argument that is not kept: the creator gets the items it is asked for.
      full: this.#site.ownCopies(this.#with(full, undefined)),
      asked: asked.some(({ item }) => isObject(item)) ? this.#ownAsked(asked) : asked,
      keys,
    };
  }

  /**
   * Values by their keys.
   *
   * @throws CacheError `argument-invalid`.
   */
  entries<V>(values: ReadonlyMap<Item, V>, fixed: List): Map<string, V> {
    const entries = new Map<string, V>();
    if (!types.isMap(values)) throw this.#site.refusal(new Misfit("with the values", "a Map"));
    const full = fixed.toSpliced(this.#spec.varying, 0, undefined);
    for (const [item, value] of values) entries.set(this.keyOf(full, item), value);
    return entries;
  }

  /** The arguments of a creator that is to make these. */
  many(full: List, wanted: readonly Asked<Item>[]): List {
    return this.#with(
      full,
      wanted.map(({ item }) => item),
    );
  }

  /** The arguments of one item, which takes the place of the list. */
  one(full: List, item: Item): One {
    // The generator declares the same types for the arguments of one item and for those of a list.
    return this.#with(full, item) as One;
  }

  keyOf(full: List, item: Item): string {
    return this.#site.keyOf(this.one(full, item));
  }

  #ownAsked(asked: readonly Asked<Item>[]): readonly Asked<Item>[] {
    const items = this.#site.ownCopies(asked.map(({ item }) => item));
    return asked.map(({ key, item }, at) => ({ key, item: items[at] ?? item }));
  }

  #with(full: List, varying: unknown): List {
    return full.with(this.#spec.varying, varying);
  }
}
