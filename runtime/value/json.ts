/** The `json` type: values that JSON has a form for, and nothing else. */
import { isList, isPlainObject, memberOf, type UnknownRecord } from "./container.js";
import { Misfit } from "./serializer.js";

/** A value that JSON has a form for. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** An object of JSON values. */
export interface JsonObject {
  [name: string]: JsonValue;
}

/** What JSON writes without brackets. */
export type JsonScalar = null | boolean | number | string;

/** How many arrays and objects may lie in one another. A cycle always goes deeper. */
export const MAX_DEPTH = 512;

/** Whether a value is null, a boolean, a string or a finite number. */
export function isJsonScalar(value: unknown): value is JsonScalar {
  const kind = typeof value;
  return value === null || kind === "string" || kind === "boolean" || Number.isFinite(value);
}

/**
 * The value as an array or a plain object, of which the members are still unknown.
 * Throws a `Misfit` for any other value and for one that lies too deep; `depth` counts the brackets around it.
 */
export function nested(
  value: unknown,
  place: string,
  depth: number,
): readonly unknown[] | UnknownRecord {
  if (!isList(value) && !isPlainObject(value)) throw new Misfit(place, "a JSON value");
  if (depth >= MAX_DEPTH)
    throw new Misfit(place, `JSON of at most ${MAX_DEPTH} levels, free of cycles`);
  return value;
}

/** Asserts a JSON value: no `undefined`, no hole, no function, no instance of a class, no cycle. Throws a `Misfit`. */
export function json<T extends JsonValue = JsonValue>(
  value: unknown,
  place: string,
): asserts value is T {
  checkJson(value, place, 0);
}

/** A copy that shares nothing with its original. Throws a `Misfit` when it is no JSON value. */
export function copyJson(value: unknown, place: string, depth: number = 0): JsonValue {
  if (isJsonScalar(value)) return value;
  const inner = nested(value, place, depth);
  return isList(inner) ? copyItems(inner, place, depth) : copyMembers(inner, place, depth);
}

function checkJson(value: unknown, place: string, depth: number): void {
  if (isJsonScalar(value)) return;
  const inner = nested(value, place, depth);
  if (isList(inner)) for (const item of inner) checkJson(item, place, depth + 1);
  else for (const name of Object.keys(inner)) checkJson(inner[name], place, depth + 1);
}

function copyItems(items: readonly unknown[], place: string, depth: number): JsonValue[] {
  const result: JsonValue[] = [];
  for (const item of items) result.push(copyJson(item, place, depth + 1));
  return result;
}

function copyMembers(members: UnknownRecord, place: string, depth: number): JsonObject {
  const result: JsonObject = {};
  for (const name of Object.keys(members)) {
    const value = copyJson(memberOf(members, name), place, depth + 1);
    if (name === "__proto__") defineMember(result, name, value);
    else result[name] = value;
  }
  return result;
}

/** Assigning to `__proto__` would change the prototype; defining makes it data, as `JSON.parse` does. */
function defineMember(target: JsonObject, name: string, value: JsonValue): void {
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
