/** What is read from a function: a part of a schema, as it is written there. */

/** A named type: fields by name (`name?` may be absent), members of an enum, or a type expression. */
export type AdoptedType = Readonly<Record<string, string>> | readonly string[] | string;

/** An argument: a type expression, with the default that stands in the code. */
export type AdoptedArgument =
  string | { readonly type: string; readonly default: string | number | boolean };

/** A function of the schema, and the named types it needs, in the order they were met. */
export interface Adopted {
  readonly name: string;
  /** Arguments by name; `name?` may be left out. */
  readonly args: Readonly<Record<string, AdoptedArgument>>;
  readonly returns: string;
  /** Of a function of many keys: the argument that takes a list, and what the function gives for it. */
  readonly many?: { readonly multi: string; readonly result: "map" | "list" };
  readonly types: ReadonlyMap<string, AdoptedType>;
  /** Where the function stands, and each of its types: `src/users.ts:3:17`. */
  readonly place: string;
  readonly places: ReadonlyMap<string, string>;
}

/** Something the type language has no words for. */
export interface Obstacle {
  /** Where it stands: `src/users.ts:3:17`. */
  readonly place: string;
  readonly message: string;
  readonly hint: string | undefined;
}
