/** Functions whose result is kept: what `defineFunction` makes of a generated specification. */
import type { Awaitable, Held } from "../backend/backend.js";
import type { CreationContext, Demand } from "../region/creation.js";
import {
  dropEntries,
  freshValue,
  lookUpOne,
  readEntries,
  writeEntries,
  type Site,
} from "../region/entries.js";
import { getOrCreate } from "../region/get-or-create.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";
import { bindAny, type Binding, type Callable } from "./decorate.js";
import type { Accessor, Definition, Entry, List } from "./definition.js";
import { FunctionSite, namedAs, type FunctionSpec } from "./site.js";

/**
 * Declare a function whose result is kept. Called by generated code.
 *
 * @see dogpile.cache `CacheRegion.cache_on_arguments`
 */
export function defineFunction<A extends List, V, Bound extends Accessor<A, V>, Full extends List>(
  spec: FunctionSpec<A, A, Full, V>,
): Definition<A, V, Bound, Full> {
  const single = new SingleFunction(spec);
  const cacheOnArguments = (...given: List): unknown => bindAny(single, given);
  // Which overload was meant shows in what was given, and `bindAny` answers accordingly.
  return { ...single.entry(), cacheOnArguments } as Definition<A, V, Bound, Full>;
}

/** A call through the cache that found nothing fresh. */
interface Call<A extends List> {
  readonly key: string;
  readonly creator: Callable;
  readonly self: unknown;
  readonly given: A;
}

class SingleFunction<A extends List, V> implements Binding<A, Accessor<A, V>> {
  readonly owner: string;
  readonly #spec: FunctionSpec<A, A, List, V>;
  readonly #site: FunctionSite<V>;

  constructor(spec: FunctionSpec<A, A, List, V>) {
    this.#spec = spec;
    this.#site = new FunctionSite(spec);
    this.owner = this.#site.owner;
  }

  /** The verbs that need no creator. */
  entry(): Entry<A, V> {
    return {
      key: (...args) => this.#key(args),
      get: async (...args) => {
        const key = this.#key(args);
        const values = await readEntries(await this.#site.open(), [key]);
        return values.get(key) as V | NoValue;
      },
      set: async (value, ...args) => {
        const key = this.#key(args);
        await writeEntries(await this.#site.open(), new Map([[key, value]]));
      },
      invalidate: async (...args) => {
        const key = this.#key(args);
        await dropEntries((await this.#site.open()).ground, [key]);
      },
    };
  }

  bind(creator: Callable): Accessor<A, V> {
    const call = (...given: A): Promise<V> => this.call(creator, undefined, given);
    return Object.assign(namedAs(this.#spec.name, call), {
      ...this.entry(),
      refresh: (...given: A) => this.#refresh(creator, given),
      original: (...given: A) => this.#original(creator, given),
    });
  }

  /** The way of every call: no promise but the caller's, and no closure, when a local store has the value. */
  call(creator: Callable, self: unknown, given: A): Promise<V> {
    try {
      const key = this.#key(given);
      const site = this.#site.open();
      if (site instanceof Promise) return this.#callLater(site, { key, creator, self, given });
      const held = lookUpOne(site.ground, key);
      if (held instanceof Promise)
        return this.#callLater(site, { key, creator, self, given }, held);
      const value = freshValue(site, key, held);
      if (!isNoValue(value)) return Promise.resolve(value);
      return this.#create(site, { key, creator, self, given }, [held]);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The same when the region is opening, or its store answers later. */
  async #callLater(
    opening: Awaitable<Site<V>>,
    call: Call<A>,
    reading?: Promise<Held | undefined>,
  ): Promise<V> {
    const site = await opening;
    const held = await (reading ?? lookUpOne(site.ground, call.key));
    const value = freshValue(site, call.key, held);
    return isNoValue(value) ? this.#create(site, call, [held]) : value;
  }

  async #create(
    site: Site<V>,
    call: Call<A>,
    firstLook?: readonly (Held | undefined)[],
  ): Promise<V> {
    const demand = this.#demand(site, call, firstLook === undefined);
    const keys = [call.key];
    const values = await getOrCreate(site.ground, demand, { keys, firstLook });
    // "Not found" is no answer to a single call, so this is a V.
    return values.get(call.key) as V;
  }

  #demand({ rules }: Site<V>, { creator, self, given }: Call<A>, anew: boolean): Demand<V> {
    const args = this.#spec.args(...given);
    const make = async (context: CreationContext<V>): Promise<V> =>
      // What the application returns is checked before it is stored.
      (await creator.call(self, ...args, context)) as V;
    return { rules, anew, mayBeAbsent: false, create: (wanted) => Promise.all(wanted.map(make)) };
  }

  async #refresh(creator: Callable, given: A): Promise<V> {
    const call = { key: this.#key(given), creator, self: undefined, given };
    return this.#create(await this.#site.open(), call);
  }

  async #original(creator: Callable, given: A): Promise<V> {
    const { signal } = new AbortController();
    const context = { key: this.#key(given), previous: NO_VALUE, signal };
    return (await creator.call(undefined, ...this.#spec.args(...given), context)) as V;
  }

  #key(given: A): string {
    try {
      return this.#spec.key(...given);
    } catch (error) {
      throw this.#site.refusal(error);
    }
  }
}
