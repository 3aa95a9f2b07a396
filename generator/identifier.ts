/** What may be a name in generated code: judged where schemas are read, relied on where code is planned. */

/** A name of ASCII letters, digits and `_`. */
export const IDENTIFIER: RegExp = /^[A-Za-z_]\w*$/;

/** A segment of a key's fixed head: it holds no separator. */
export const KEY_SEGMENT: RegExp = /^[A-Za-z0-9][\w.-]*$/;

/** Words that cannot name a value in a module, in JavaScript or TypeScript. */
export const RESERVED_WORDS: ReadonlySet<string> = wordsOf(
  `arguments async await break case catch class const continue debugger default delete do else enum
  eval export extends false finally for function if implements import in instanceof interface let
  new null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield Infinity NaN globalThis`,
);

/** Global names that generated code relies on; nothing it declares may hide one. */
export const GLOBAL_NAMES: ReadonlySet<string> = wordsOf(
  "Date JSON Map ReadonlyMap ReadonlySet RegExp Set Uint8Array",
);

/** The words of a text, each once. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** A word with its first letter in upper case. */
export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
