/** What each container is, whatever it holds: asserts that a value is one, or throws a `Misfit`. */
import types from "node:util/types";
import { Misfit } from "./serializer.js";

/** An object read by its members' names, about which nothing else is known. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an array; unlike `Array.isArray`, leaves its items unknown. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether a value is an object that is no array. */
export function isObject(value: unknown): value is UnknownRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is an object literal, of this realm or another, rather than an instance of some class. */
export function isPlainObject(value: unknown): value is UnknownRecord {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === Object.prototype ||
    prototype === null ||
    // Another realm's Object.prototype is the one that has nothing above it.
    Object.getPrototypeOf(prototype) === null
  );
}

/** Asserts an array. Throws a `Misfit`. */
export function list(value: unknown, place: string): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) throw new Misfit(place, "an array");
}

/** Asserts an array of so many items. Throws a `Misfit`. */
export function tuple(
  value: unknown,
  length: number,
  place: string,
): asserts value is readonly unknown[] {
  if (Array.isArray(value) && value.length === length) return;
  throw new Misfit(place, `an array of ${length} items`);
}

/** What a value of a named type ended in: a misfit, which names the type, is told of at the value's place. */
export function inNamed(error: unknown, place: string): unknown {
  return error instanceof Misfit ? error.inNamed(place) : error;
}

/** What an item of an array ended in: a misfit is told of with the number of the item, counted from 0. */
export function inItem(error: unknown, place: string, at: number): unknown {
  return error instanceof Misfit ? error.inItem(place, at) : error;
}

/** Asserts a `Set`. Throws a `Misfit`. */
export function set(value: unknown, place: string): asserts value is ReadonlySet<unknown> {
  if (!types.isSet(value)) throw new Misfit(place, "a Set");
}

/** Asserts a `Map`. Throws a `Misfit`. */
export function map(value: unknown, place: string): asserts value is ReadonlyMap<unknown, unknown> {
  if (!types.isMap(value)) throw new Misfit(place, "a Map");
}

/**
 * Asserts a plain object with data under its own names.
 * Throws a `Misfit`, also for a member called `__proto__`: assigned, it would change the object instead of its data.
 */
export function record(value: unknown, place: string): asserts value is UnknownRecord {
  if (!isPlainObject(value)) throw new Misfit(place, "a plain object");
  if (Object.hasOwn(value, "__proto__")) throw new Misfit(place, "free of a member __proto__");
}

/** The member under one of an object's own names. */
export function memberOf<T>(value: Readonly<Record<string, T>>, name: string): T {
  // The name is the object's own, so the member is there and undefined only if T allows it.
  return value[name] as T;
}
