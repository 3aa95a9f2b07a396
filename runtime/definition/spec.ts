/** What generated functions say of themselves. */
import type { FunctionPolicy } from "../region/policy.js";
import type { Region } from "../region/region.js";
import type { Serializer } from "../value/serializer.js";
import type { List } from "./list.js";

/** What every generated function says of itself: `Key` are the arguments of one entry, `Given` those of a call. */
export interface FunctionSpec<
  Key extends List,
  Given extends List,
  Full extends List,
  V,
> extends FunctionPolicy {
  readonly region: Region;
  readonly name: string;
  /** The key of one entry. Throws a `Misfit` that names the argument when there is none. */
  key(...args: Key): string;
  /** Exactly the declared arguments, defaults filled in. */
  args(...args: Given): Full;
  readonly serializer: Serializer<V>;
  /** Whether programs with dogpile.cache share the entries: the key is theirs, and so are layout and lock in a shared store. */
  readonly python?: true;
  /** Changes whenever the stored type or its wire form does. */
  readonly fingerprint: string;
}

/**
 * A {@link FunctionSpec} of any function. Generated code declares its functions from this one: the declaration says what
 * they are, and to compare that with each specification would take the compiler as long as all else in the file. That
 * they agree is for the tests of the generator to show.
 */
export type AnyFunctionSpec = FunctionSpec<never, never, List, unknown>;

/** What a generated multi function says of itself. */
export interface MultiSpec<
  Many extends List,
  One extends List,
  Full extends List,
  V,
> extends FunctionSpec<One, Many, Full, V> {
  /** The place of the argument that takes a list. */
  readonly varying: number;
}

/** A {@link MultiSpec} of any function: see {@link AnyFunctionSpec}. */
export type AnyMultiSpec = MultiSpec<never, never, List, unknown>;
