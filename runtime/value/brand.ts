declare const brand: unique symbol;

/** A `Base` that the compiler tells from every other: a `UserId` is a string, a string is no `UserId`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
