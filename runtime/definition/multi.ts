/** Functions that make many results at once: what `defineMapFunction` and `defineListFunction` make of a specification. */
import type { Owner } from "../errors.js";
import { allAborted } from "../region/abort.js";
import type { CreationContext, Demand } from "../region/lead.js";
import { isLocked, readEntries, readMetadata } from "../region/entries.js";
import { getOrCreate } from "../region/get-or-create.js";
import { dropEntries, writeEntries } from "../region/overtaking.js";
import type { Site } from "../region/site.js";
import type { NoValue } from "../value/no-value.js";
import { bindAny, type Binding, type Callable } from "./bind.js";
import type {
  ListAccessor,
  ListDefinition,
  MapAccessor,
  MapDefinition,
  MultiAccessor,
  MultiEntry,
} from "./definition.js";
import type { List } from "./list.js";
import { byKey, listForm, mapForm, type Asked, type ResultForm } from "./result-form.js";
import type { MultiCallOptions } from "./options.js";
import { FunctionSite, namedAs } from "./function-site.js";
import { Items, type Question } from "./items.js";
import type { AnyMultiSpec, MultiSpec } from "./spec.js";

/**
 * Declare a multi function whose creator answers a map. Called by generated code.
 *
 * @see dogpile.cache `CacheRegion.cache_multi_on_arguments` with `asdict`
 */
export function defineMapFunction<Declared>(spec: AnyMultiSpec): Declared;
/** The same, its specification held to its type arguments. */
export function defineMapFunction<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Bound extends MapAccessor<Many, One, Fixed, Item, V>,
  Full extends List,
>(spec: MultiSpec<Many, One, Full, V>): MapDefinition<Many, One, Fixed, Item, V, Bound, Full>;
export function defineMapFunction(spec: AnyMultiSpec): unknown {
  return define(new MultiFunction(spec, mapForm(), {}));
}

/**
 * Declare a multi function whose creator answers a list. Called by generated code.
 *
 * @see dogpile.cache `CacheRegion.cache_multi_on_arguments`
 */
export function defineListFunction<Declared>(spec: AnyMultiSpec): Declared;
/** The same, its specification held to its type arguments. */
export function defineListFunction<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Bound extends ListAccessor<Many, One, Fixed, Item, V>,
  Full extends List,
>(spec: MultiSpec<Many, One, Full, V>): ListDefinition<Many, One, Fixed, Item, V, Bound, Full>;
export function defineListFunction(spec: AnyMultiSpec): unknown {
  return define(new MultiFunction(spec, listForm(), {}));
}

function define<Many extends List, One extends List, Item, V, Result, Readings, Definition>(
  multi: MultiFunction<Many, One, Item, V, Result, Readings>,
): Definition {
  const cacheMultiOnArguments = (...given: List): unknown => bindAny(multi, given);
  const withOptions = (options: MultiCallOptions<One, V>): Definition =>
    define(multi.under(options));
  const definition = { ...multi.entry(), cacheMultiOnArguments, with: withOptions };
  // Which overload was meant shows in what was given, and `bindAny` answers accordingly.
  return definition as Definition;
}

/** A call through the cache. */
interface Call<Many extends List> {
  readonly creator: Callable;
  readonly self: unknown;
  readonly given: Many;
  readonly anew: boolean;
}

class MultiFunction<
  Many extends List,
  One extends List,
  Item,
  V,
  Result,
  Readings,
> implements Binding<Many, MultiAccessor<Many, One, List, Item, V, Result, Readings>> {
  readonly owner: Owner;
  readonly #spec: MultiSpec<Many, One, List, V>;
  readonly #form: ResultForm<Item, V, Result, Readings>;
  readonly #options: MultiCallOptions<One, V>;
  readonly #site: FunctionSite<One, V>;
  readonly #items: Items<Many, One, Item>;

  constructor(
    spec: MultiSpec<Many, One, List, V>,
    form: ResultForm<Item, V, Result, Readings>,
    options: MultiCallOptions<One, V>,
  ) {
    this.#spec = spec;
    this.#form = form;
    this.#options = options;
    this.#site = new FunctionSite(spec, options);
    this.#items = new Items(spec, this.#site);
    this.owner = this.#site.owner;
  }

  /** The same function with these options over its own. */
  under(options: MultiCallOptions<One, V>): MultiFunction<Many, One, Item, V, Result, Readings> {
    return new MultiFunction(this.#spec, this.#form, { ...this.#options, ...options });
  }

  /** The verbs that need no creator. */
  entry(): MultiEntry<Many, One, List, Item, V, Readings> {
    return {
      key: (...one) => this.#site.keyOf(one),
      get: (...given) => this.#get(given),
      set: (values, ...fixed) => this.#set(values, fixed),
      getValueMetadata: async (...one) =>
        readMetadata(await this.#site.open(), this.#site.keyOf(one), this.#options),
      isLocked: async (...one) => isLocked((await this.#site.open()).ground, this.#site.keyOf(one)),
      invalidate: async (...given) => {
        const { keys } = this.#items.of(given);
        await dropEntries(await this.#site.open(), keys);
      },
    };
  }

  bind(creator: Callable): MultiAccessor<Many, One, List, Item, V, Result, Readings> {
    const call = (...given: Many): Promise<Result> => this.call(creator, undefined, given);
    return Object.assign(namedAs(this.#spec.name, call), {
      ...this.entry(),
      refresh: (...given: Many) => this.#create({ creator, self: undefined, given, anew: true }),
      original: (...given: Many) => this.#original(creator, given),
      with: (options: MultiCallOptions<One, V>) => this.under(options).bind(creator),
    });
  }

  call(creator: Callable, self: unknown, given: Many): Promise<Result> {
    return this.#create({ creator, self, given, anew: false });
  }

  async #create(call: Call<Many>): Promise<Result> {
    const question = this.#items.of(call.given);
    const own = this.#items.ownCopy(question);
    const demand = this.#demand(await this.#site.open(), own, call);
    const values = await getOrCreate(demand, question.keys);
    return this.#form.result(question.asked, values);
  }

  /** The creator is asked once for all items without a value, in the order of their keys. */
  #demand({ ground, rules }: Site<V>, question: Question<Item>, call: Call<Many>): Demand<V> {
    const itemOf = byKey(question.asked);
    const create = async (contexts: readonly CreationContext<V>[]): Promise<(V | NoValue)[]> => {
      const wanted = contexts.flatMap(({ key }) => itemOf(key) ?? []);
      return this.#ask(call, question.full, {
        wanted,
        signal: allAborted(contexts.map(({ signal }) => signal)),
      });
    };
    const { shouldCache, signal } = this.#options;
    const isToBeKept = (value: V, key: string): boolean => {
      const asked = itemOf(key);
      if (asked === undefined || shouldCache === undefined) return true;
      return shouldCache(value, ...this.#items.one(question.full, asked.item));
    };
    return {
      ground,
      rules,
      create,
      shouldCache: shouldCache && isToBeKept,
      signal,
      anew: call.anew,
      mayBeAbsent: this.#form.mayBeAbsent,
    };
  }

  async #ask(
    { creator, self }: Call<Many>,
    full: List,
    { wanted, signal }: { readonly wanted: readonly Asked<Item>[]; readonly signal: AbortSignal },
  ): Promise<(V | NoValue)[]> {
    const context = { keys: wanted.map(({ key }) => key), signal };
    const answer = await creator.call(self, ...this.#items.many(full, wanted), context);
    const keyOf = (item: Item): string => this.#items.keyOf(full, item);
    return this.#form.made(answer, { wanted, keyOf, owner: this.owner });
  }

  async #original(creator: Callable, given: Many): Promise<Result> {
    const { full, asked } = this.#items.of(given);
    const { signal } = new AbortController();
    const context = { keys: asked.map(({ key }) => key), signal };
    return (await creator.call(undefined, ...full, context)) as Result;
  }

  async #get(given: Many): Promise<Readings> {
    const { asked, keys } = this.#items.of(given);
    return this.#form.readings(
      asked,
      await readEntries(await this.#site.open(), keys, this.#options),
    );
  }

  async #set(values: ReadonlyMap<Item, V>, fixed: List): Promise<void> {
    const entries = this.#items.entries(values, fixed);
    await writeEntries(await this.#site.open(), entries);
  }
}
