import types from "node:util/types";
import type { List } from "./list.js";

/** Arguments nobody else can change: the key was made of them, and the creator is called later. */
export function ownCopies<A extends List>(args: A): A {
  if (!args.some(isObject)) return args;
  const copies: List = args.map(ownCopy);
  // A list of copies has the type of the list.
  return copies as A;
}

/** One argument, or one item of a list, that nobody else can change. */
export function ownCopy<T>(arg: T): T {
  if (!isObject(arg)) return arg;
  try {
    // What has a key is plain data, of which a copy has the same type.
    return structuredClone(arg);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // Beside its data it holds code, or is a proxy; the declared members are plain data all the same.
    return dataOf(arg, new Map()) as T;
  }
}

/** Whether a value may be changed by whoever has it. */
export function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** A copy of the data in a value, read as any reader would; code in it is left out. */
function dataOf(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return isCode(value) ? undefined : value;
  if (known.has(value)) return known.get(value);
  if (types.isDate(value) || types.isUint8Array(value)) return structuredClone(value);
  if (Array.isArray(value)) return value.map((item) => dataOf(item, known));
  if (types.isSet(value)) return new Set(Array.from(value, (item) => dataOf(item, known)));
  if (types.isMap(value)) {
    return new Map(Array.from(value, ([key, item]) => [dataOf(key, known), dataOf(item, known)]));
  }
  const copy = {};
  known.set(value, copy);
  for (const [name, member] of Object.entries(value)) define(copy, name, dataOf(member, known));
  return copy;
}

function isCode(value: unknown): boolean {
  return typeof value === "function" || typeof value === "symbol";
}

/** A member may be called `__proto__`; one that was code is not there. */
function define(target: object, name: string, value: unknown): void {
  if (value === undefined) return;
  const open = { configurable: true, enumerable: true, writable: true };
  Object.defineProperty(target, name, { value, ...open });
}
