import { symbolsOf, type Symbols } from "./symbols.js";

/** A set of texts: what a key, or a part of one, can be. */
export type Pattern =
  | { readonly kind: "one"; readonly of: Symbols }
  | { readonly kind: "sequence"; readonly of: readonly Pattern[] }
  | { readonly kind: "either"; readonly of: readonly Pattern[] }
  | { readonly kind: "repeated"; readonly of: Pattern };

/** Any sign of a set. */
export function one(symbols: Symbols | string): Pattern {
  return { kind: "one", of: typeof symbols === "string" ? symbolsOf(symbols) : symbols };
}

/** One after the other. */
export function sequence(...of: readonly Pattern[]): Pattern {
  return { kind: "sequence", of };
}

/** One of several. */
export function either(...of: readonly Pattern[]): Pattern {
  return { kind: "either", of };
}

/** Any number in a row, none included. */
export function repeated(of: Pattern): Pattern {
  return { kind: "repeated", of };
}

/** It, or nothing. */
export function optional(of: Pattern): Pattern {
  return either(of, sequence());
}

/** So many in a row. */
export function times(count: number, of: Pattern): Pattern {
  return sequence(...new Array<Pattern>(count).fill(of));
}

/** One text. */
export function text(value: string): Pattern {
  return sequence(...Array.from(value, one));
}
