import type { Located } from "./node.js";

type ValueOf<Given> = Given extends Located<infer Value> ? Value : never;

/** The values of some of what was written, without their places; what was not given is left out. */
export function given<
  const Name extends string,
  All extends { readonly [Each in Name]?: Located<unknown> | undefined },
>(all: All, names: readonly Name[]): { readonly [Each in Name]?: ValueOf<All[Each]> } {
  const entries = names.flatMap((name) => {
    const located: Located<unknown> | undefined = all[name];
    return located === undefined ? [] : [[name, located.value]];
  });
  // An object made of entries no longer knows which value stands under which name.
  return Object.fromEntries(entries) as { readonly [Each in Name]?: ValueOf<All[Each]> };
}

/** The members that have a value; the others are left out. */
export function defined<Members extends object>(
  members: Members,
): { readonly [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  // As above.
  return Object.fromEntries(entries) as {
    readonly [Name in keyof Members]?: Exclude<Members[Name], undefined>;
  };
}
