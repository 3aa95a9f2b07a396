/** What generated functions offer. Types only: the shapes that infer best on TypeScript 5.9 to 7.0. */
import type { ValueMetadata } from "../region/entries.js";
import type { CreationContext } from "../region/lead.js";
import type { NoValue } from "../value/no-value.js";
import type { List } from "./list.js";
import type { CallOptions, MultiCallOptions } from "./options.js";

/** What a creator of many values is told, after its arguments. */
export interface MultiCreationContext {
  /** The keys of the values asked for, in the order of the items, before mangling. */
  readonly keys: readonly string[];
  /** Aborts when nobody waits for any of the results any more. */
  readonly signal: AbortSignal;
}

/** The application's function that makes a value; it gets every argument, defaults filled in, then the context. */
export type Creator<Full extends List, V> = (
  ...args: [...Full, context: CreationContext<V>]
) => V | Promise<V>;

/** The application's function that makes many values at once. */
export type MultiCreator<Full extends List, Result> = (
  ...args: [...Full, context: MultiCreationContext]
) => Result | Promise<Result>;

/** A method that can be decorated. */
export type Method<This, A extends List, V> = (this: This, ...args: A) => Promise<V>;

/** One function's entries, usable without a creator: the write side of a cache. */
export interface Entry<A extends List, V> {
  /** The key of these arguments. Throws a `CacheError` when they have none. */
  key(...args: A): string;
  /** The fresh value, or `NO_VALUE`; never creates. */
  get(...args: A): Promise<V | NoValue>;
  /** Store a value; a creation under way can no longer store its own. */
  set(value: V, ...args: A): Promise<void>;
  /** Drop the entry; nothing created before this resolves is stored or served after it. */
  invalidate(...args: A): Promise<void>;
  /** The fresh value with its creation time, or `null`; never creates. */
  getValueMetadata(...args: A): Promise<ValueMetadata<V> | null>;
  /** Whether the value is being made, here or elsewhere. */
  isLocked(...args: A): Promise<boolean>;
}

/** What `cacheOnArguments` returns: the creator, cached. */
export interface Accessor<A extends List, V> extends Entry<A, V> {
  /** The cached value, made by the creator when there is none. */
  (...args: A): Promise<V>;
  /** Make the value now, whatever is cached, store it and return it. */
  refresh(...args: A): Promise<V>;
  /** Call the creator past the cache. */
  original(...args: A): Promise<V>;
  /** The same under other options. Make it once, not for every call. */
  with(options: CallOptions<A, V>): Accessor<A, V>;
}

/** One generated function: its entries, and the ways to bind a creator. */
export interface Definition<A extends List, V, Bound, Full extends List = A> extends Entry<A, V> {
  /** The same under other options. */
  with(options: CallOptions<A, V>): Definition<A, V, Bound, Full>;
  /** Cache a function. */
  cacheOnArguments(creator: Creator<Full, V>): Bound;
  /** Cache a method, as a standard decorator: `this` reaches the method and is no part of the key. */
  cacheOnArguments<This>(
    method: Method<This, Full, V>,
    context: ClassMethodDecoratorContext<This, Method<This, Full, V>>,
  ): Method<This, A, V>;
  /** Cache a method, as a legacy decorator (`experimentalDecorators`). */
  cacheOnArguments(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<(...args: Full) => Promise<V>>,
  ): void;
}

/** The entries of a multi function: `Many` are its arguments, `One` those of one entry, `Fixed` those that do not vary. */
export interface MultiEntry<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Readings,
> {
  /** The key of one item. Throws a `CacheError` when it has none. */
  key(...args: One): string;
  /** The fresh values; never creates. A map holds those found; a list has `NO_VALUE` in the holes. */
  get(...args: Many): Promise<Readings>;
  /** Store values; creations of these items under way can no longer store theirs. */
  set(values: ReadonlyMap<Item, V>, ...fixed: Fixed): Promise<void>;
  /** Drop the entries; nothing created before this resolves is stored or served after it. */
  invalidate(...args: Many): Promise<void>;
  /** The fresh value of one item with its creation time, or `null`; never creates. */
  getValueMetadata(...args: One): Promise<ValueMetadata<V> | null>;
  /** Whether the value of one item is being made, here or elsewhere. */
  isLocked(...args: One): Promise<boolean>;
}

/** What `cacheMultiOnArguments` returns: the creator, cached item by item. */
export interface MultiAccessor<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Result,
  Readings,
> extends MultiEntry<Many, One, Fixed, Item, V, Readings> {
  /** The cached values; the creator is called once, with the items that have none. */
  (...args: Many): Promise<Result>;
  /** Make all values now, whatever is cached, store and return them. */
  refresh(...args: Many): Promise<Result>;
  /** Call the creator past the cache. */
  original(...args: Many): Promise<Result>;
  /** The same under other options. Make it once, not for every call. */
  with(
    options: MultiCallOptions<One, V>,
  ): MultiAccessor<Many, One, Fixed, Item, V, Result, Readings>;
}

/** A multi function's way to bind a creator. `FullMany` has the defaults filled in. */
export interface MultiBinder<Many extends List, Result, Bound, FullMany extends List, Made> {
  /** Cache a function. */
  cacheMultiOnArguments(creator: MultiCreator<FullMany, Made>): Bound;
  /** Cache a method, as a standard decorator: `this` reaches the method and is no part of the keys. */
  cacheMultiOnArguments<This>(
    method: Method<This, FullMany, Made>,
    context: ClassMethodDecoratorContext<This, Method<This, FullMany, Made>>,
  ): Method<This, Many, Result>;
  /** Cache a method, as a legacy decorator (`experimentalDecorators`). */
  cacheMultiOnArguments<Own extends Made>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<(...args: FullMany) => Promise<Own>>,
  ): void;
}

/** A multi function with `result: map`: what is absent from the map was not found. */
export type MapAccessor<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
> = MultiAccessor<Many, One, Fixed, Item, V, Map<Item, V>, Map<Item, V>>;

/** A multi function with `result: list`: aligned with the items asked for. */
export type ListAccessor<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
> = MultiAccessor<Many, One, Fixed, Item, V, V[], (V | NoValue)[]>;

/** One generated multi function with `result: map`. */
export interface MapDefinition<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Bound,
  FullMany extends List = Many,
>
  extends
    MultiEntry<Many, One, Fixed, Item, V, Map<Item, V>>,
    MultiBinder<Many, Map<Item, V>, Bound, FullMany, ReadonlyMap<Item, V>> {
  /** The same under other options. */
  with(
    options: MultiCallOptions<One, V>,
  ): MapDefinition<Many, One, Fixed, Item, V, Bound, FullMany>;
}

/** One generated multi function with `result: list`. */
export interface ListDefinition<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Bound,
  FullMany extends List = Many,
>
  extends
    MultiEntry<Many, One, Fixed, Item, V, (V | NoValue)[]>,
    MultiBinder<Many, V[], Bound, FullMany, readonly V[]> {
  /** The same under other options. */
  with(
    options: MultiCallOptions<One, V>,
  ): ListDefinition<Many, One, Fixed, Item, V, Bound, FullMany>;
}
