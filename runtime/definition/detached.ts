import type { List } from "./list.js";

/** Arguments nobody else can change: the key was made of them, and the creator is called later. */
export function detached<A extends List>(args: A): A {
  if (!args.some(isObject)) return args;
  // Arguments that have a key are plain data, of which a copy has the same type.
  return args.map((arg) => (isObject(arg) ? structuredClone(arg) : arg)) as unknown as A;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
