/** The three ways to bind a creator: a function, a standard decorator, a legacy decorator. */
import { CacheError, nameOf, type Owner } from "../errors.js";
import { assertCreator } from "../region/creator-answer.js";
import type { List } from "./list.js";

/** A function of the application, told its `this`. */
export type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** What {@link bindAny} needs to know of a kind of function. */
export interface Binding<A extends List, Bound> {
  /** Who asks, for error messages. */
  readonly owner: Owner;
  /** Cache a free function. */
  bind(creator: Callable): Bound;
  /** Call through the cache with a creator that belongs to `self`. */
  call(creator: Callable, self: unknown, args: A): Promise<unknown>;
}

/** Bind whatever `cacheOnArguments` and `cacheMultiOnArguments` were given. */
export function bindAny<A extends List, Bound>(binding: Binding<A, Bound>, given: List): unknown {
  const [target, second, descriptor] = given;
  if (isDescriptor(descriptor)) return decorateLegacy(binding, descriptor);
  assertCreator(target, binding.owner);
  const creator = target as Callable;
  if (second === undefined) return binding.bind(creator);
  if (isMethodContext(second)) return cachedMethod(binding, creator);
  throw invalid(
    binding,
    "only a function or a method can be cached; decorate a method, without parentheses",
  );
}

/** A method that goes through the cache; `this` reaches the creator and is no part of the key. */
function cachedMethod<A extends List>(binding: Binding<A, unknown>, method: Callable): unknown {
  return function (this: unknown, ...args: A) {
    return binding.call(method, this, args);
  };
}

function decorateLegacy<A extends List>(
  binding: Binding<A, unknown>,
  descriptor: PropertyDescriptor,
): void {
  const method: unknown = descriptor.value;
  if (typeof method !== "function") throw invalid(binding, "only a method can be decorated");
  descriptor.value = cachedMethod(binding, method as Callable);
}

function isDescriptor(value: unknown): value is PropertyDescriptor {
  return typeof value === "object" && value !== null;
}

function isMethodContext(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "method";
}

function invalid({ owner }: { readonly owner: Owner }, message: string): CacheError {
  return new CacheError("creator-invalid", `${nameOf(owner)}: ${message}`, owner);
}
