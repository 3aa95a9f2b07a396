/** Functions whose result is kept: what `defineFunction` makes of a generated specification. */
import type { Owner } from "../errors.js";
import type { Awaitable } from "../awaitable.js";
import type { Held } from "../backend/backend.js";
import { isLocked, judged, lookUpOne, readEntries, readMetadata } from "../region/entries.js";
import type { Look } from "../region/freshness.js";
import { getOrCreate } from "../region/get-or-create.js";
import { joinOthers, type Finding } from "../region/joining.js";
import type { CreationContext, Demand } from "../region/lead.js";
import { dropEntries, writeEntries } from "../region/overtaking.js";
import type { Site } from "../region/site.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { bindAny, type Binding, type Callable } from "./bind.js";
import type { Accessor, Definition, Entry } from "./definition.js";
import type { List } from "./list.js";
import type { CallOptions } from "./options.js";
import { FunctionSite, namedAs } from "./function-site.js";
import type { AnyFunctionSpec, FunctionSpec } from "./spec.js";

/**
 * Declare a function whose result is kept. Called by generated code.
 *
 * @see dogpile.cache `CacheRegion.cache_on_arguments`
 */
export function defineFunction<Declared>(spec: AnyFunctionSpec): Declared;
/** Declare a function whose result is kept. Its specification is held to its type arguments. */
export function defineFunction<A extends List, V, Bound extends Accessor<A, V>, Full extends List>(
  spec: FunctionSpec<A, A, Full, V>,
): Definition<A, V, Bound, Full>;
export function defineFunction(spec: AnyFunctionSpec): unknown {
  return define(new SingleFunction(spec, {}));
}

function define<A extends List, V, Bound extends Accessor<A, V>, Full extends List>(
  single: SingleFunction<A, V>,
): Definition<A, V, Bound, Full> {
  const cacheOnArguments = (...given: List): unknown => bindAny(single, given);
  const withOptions = (options: CallOptions<A, V>): Definition<A, V, Bound, Full> =>
    define(single.under(options));
  // Which overload was meant shows in what was given, and `bindAny` answers accordingly.
  const definition = { ...single.entry(), cacheOnArguments, with: withOptions };
  return definition as Definition<A, V, Bound, Full>;
}

/** A call through the cache. */
interface Call<A extends List, V> extends Finding<V, Call<A, V>> {
  readonly creator: Callable;
  readonly self: unknown;
  readonly given: A;
}

class SingleFunction<A extends List, V> implements Binding<A, Accessor<A, V>> {
  readonly owner: Owner;
  readonly #spec: FunctionSpec<A, A, List, V>;
  readonly #options: CallOptions<A, V>;
  readonly #site: FunctionSite<A, V>;
  /** Made once: a call carries it, and may be one of thousands that wait. */
  readonly #again = (site: Site<V>, call: Call<A, V>): Promise<V> => this.create(site, call);

  constructor(spec: FunctionSpec<A, A, List, V>, options: CallOptions<A, V>) {
    this.#spec = spec;
    this.#options = options;
    this.#site = new FunctionSite(spec, options);
    this.owner = this.#site.owner;
  }

  /** The same function with these options over its own. */
  under(options: CallOptions<A, V>): SingleFunction<A, V> {
    return new SingleFunction(this.#spec, { ...this.#options, ...options });
  }

  /** The verbs that need no creator. */
  entry(): Entry<A, V> {
    const site = this.#site;
    return {
      key: (...args) => site.keyOf(args),
      get: async (...args) => this.#get(site.keyOf(args)),
      set: async (value, ...args) =>
        writeEntries(await site.open(), new Map([[site.keyOf(args), value]])),
      invalidate: async (...args) => dropEntries(await site.open(), [site.keyOf(args)]),
      getValueMetadata: async (...args) =>
        readMetadata(await site.open(), site.keyOf(args), this.#options),
      isLocked: async (...args) => isLocked((await site.open()).ground, site.keyOf(args)),
    };
  }

  bind(creator: Callable): Accessor<A, V> {
    const call = (...given: A): Promise<V> => this.call(creator, undefined, given);
    return Object.assign(namedAs(this.#spec.name, call), {
      ...this.entry(),
      refresh: (...given: A) => this.#refresh(creator, given),
      original: (...given: A) => this.#original(creator, given),
      with: (options: CallOptions<A, V>) => this.under(options).bind(creator),
    });
  }

  /** The way of every call. Most have a fresh value in this process: then it ends in its second line. */
  call(creator: Callable, self: unknown, given: A): Promise<V> {
    const { signal } = this.#options;
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    try {
      const value = this.#site.peek(given);
      if (!isNoValue(value)) return Promise.resolve(value);
    } catch {
      // What is kept is none of ours: the longer way makes a miss of it, and says so.
    }
    return this.#lookUp(creator, self, given);
  }

  #lookUp(creator: Callable, self: unknown, given: A): Promise<V> {
    try {
      const key = this.#site.keyOf(given);
      // What the caller does with its objects from here on is no concern of this call.
      const call = { key, creator, self, given: this.#site.ownCopies(given), again: this.#again };
      const site = this.#site.open();
      if (site instanceof Promise) return this.#callLater(site, call);
      const held = lookUpOne(site, key);
      if (held instanceof Promise) return this.#callLater(site, call, held);
      const { look, value } = judged(site, key, held);
      return isNoValue(value) ? this.#find(site, call, look) : Promise.resolve(value);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The same when the region is opening, or its store answers later. */
  async #callLater(
    opening: Awaitable<Site<V>>,
    call: Call<A, V>,
    reading?: Promise<Held | undefined>,
  ): Promise<V> {
    const site = await opening;
    const isLimited = this.#options.signal !== undefined || site.rules.hardTimeoutMs !== Infinity;
    // A call that may not wait for ever looks where it can be called off.
    if (isLimited) return this.create(site, call);
    const held = await (reading ?? lookUpOne(site, call.key));
    const { look, value } = judged(site, call.key, held);
    return isNoValue(value) ? this.#find(site, call, look) : value;
  }

  /** Where there is no fresh value. */
  #find(site: Site<V>, call: Call<A, V>, look: Look): Promise<V> {
    const isFree = this.#options.signal === undefined;
    const joined = isFree ? joinOthers(site, call, look) : undefined;
    return joined ?? this.create(site, call, { look });
  }

  /** Make the value, or wait for whoever does. */
  async create(
    site: Site<V>,
    call: Call<A, V>,
    { look, anew = false }: { readonly look?: Look; readonly anew?: boolean } = {},
  ): Promise<V> {
    const demand = this.#demand(site, call, anew);
    const values = await getOrCreate(demand, [call.key], look && [look]);
    // "Not found" is no answer to a single call, so this is a V.
    return values.get(call.key) as V;
  }

  #demand(
    { ground, rules }: Site<V>,
    { creator, self, given }: Call<A, V>,
    anew: boolean,
  ): Demand<V> {
    const args = this.#spec.args(...given);
    const { shouldCache, signal, asyncCreationRunner: runner } = this.#options;
    const make = async (context: CreationContext<V>): Promise<V> =>
      // What the application returns is checked before it is stored.
      (await creator.call(self, ...args, context)) as V;
    return {
      ground,
      rules,
      create: (wanted) => Promise.all(wanted.map(make)),
      // The declared arguments, as a call that leaves out no default would give them.
      shouldCache: shouldCache && ((value) => shouldCache(value, ...(args as A))),
      signal,
      runner,
      anew,
      mayBeAbsent: false,
    };
  }

  async #get(key: string): Promise<V | NoValue> {
    const values = await readEntries(await this.#site.open(), [key], this.#options);
    return values.get(key) as V | NoValue;
  }

  async #refresh(creator: Callable, given: A): Promise<V> {
    const key = this.#site.keyOf(given);
    const own = { key, creator, self: undefined, given: this.#site.ownCopies(given) };
    const call = { ...own, again: this.#again };
    return this.create(await this.#site.open(), call, { anew: true });
  }

  async #original(creator: Callable, given: A): Promise<V> {
    const { signal } = new AbortController();
    const context = { key: this.#site.keyOf(given), previous: NO_VALUE, signal };
    return (await creator.call(undefined, ...this.#spec.args(...given), context)) as V;
  }
}
