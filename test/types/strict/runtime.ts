/**
 * `cachegen/runtime` as it would be if a declaration were held to the specification it is made of, as it is for code that
 * names all type arguments.
 */
import type {
  Accessor,
  Definition,
  FunctionSpec,
  List,
  ListAccessor,
  ListDefinition,
  MapAccessor,
  MapDefinition,
  MultiSpec,
} from "../../../runtime/generated.js";

export * from "../../../runtime/generated.js";

export declare function defineFunction<
  A extends List,
  V,
  Bound extends Accessor<A, V>,
  Full extends List,
>(spec: FunctionSpec<A, A, Full, V>): Definition<A, V, Bound, Full>;

export declare function defineMapFunction<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Bound extends MapAccessor<Many, One, Fixed, Item, V>,
  Full extends List,
>(spec: MultiSpec<Many, One, Full, V>): MapDefinition<Many, One, Fixed, Item, V, Bound, Full>;

export declare function defineListFunction<
  Many extends List,
  One extends List,
  Fixed extends List,
  Item,
  V,
  Bound extends ListAccessor<Many, One, Fixed, Item, V>,
  Full extends List,
>(spec: MultiSpec<Many, One, Full, V>): ListDefinition<Many, One, Fixed, Item, V, Bound, Full>;
