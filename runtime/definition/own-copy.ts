import type { List } from "./list.js";

/** Arguments nobody else can change: the key was made of them, and the creator is called later. */
export function ownCopies<A extends List>(args: A): A {
  if (!args.some(isObject)) return args;
  // A list of copies has the type of the list.
  return args.map(ownCopy) as unknown as A;
}

/** One argument, or one item of a list, that nobody else can change. */
export function ownCopy<T>(arg: T): T {
  // What has a key is plain data, of which a copy has the same type.
  return isObject(arg) ? structuredClone(arg) : arg;
}

/** Whether a value may be changed by whoever has it. */
export function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
