/** Words that JavaScript or TypeScript do not take as the name of a variable. */
export const RESERVED_WORDS: ReadonlySet<string> = setOf(
  `arguments await break case catch class const continue debugger default delete do else enum
  eval export extends false finally for function if implements import in instanceof
  interface let NaN new null package private protected public return static super switch this throw
  true try typeof undefined var void while with yield Infinity globalThis`,
);

/** Words that mean something else in the place of a type, here or in TypeScript. */
export const TYPE_WORDS: ReadonlySet<string> = setOf(
  `abstract any asserts bigint boolean float infer int is keyof never number object out readonly
  string symbol undefined unique unknown void`,
);

/** Names every object has, and the one that makes a promise of any object. */
export const ANY_OBJECT: ReadonlySet<string> = setOf(
  `__proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ constructor
  hasOwnProperty isPrototypeOf propertyIsEnumerable prototype then toJSON toLocaleString toString
  valueOf`,
);

/** Names of the language that a type must not hide from generated code. */
export const BUILT_INS: ReadonlySet<string> = setOf(
  `Array ArrayBuffer AsyncIterable BigInt Boolean Brand Buffer Date Error Exclude Extract Function
  Infinity Intl Iterable Iterator JSON Map Math NaN NoValue NonNullable Number Object Omit Partial
  Pick Promise PromiseLike Proxy Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Reflect RegExp
  Required Set String Symbol Uint8Array WeakMap WeakSet`,
);

/** Generated files that are not regions, in lower case since file systems may not tell case. */
export const TAKEN_REGIONS: ReadonlySet<string> = setOf(
  "types schemas serializers keys index accessors regions",
);

/** Exports of the generated index that are no types: a type of the name would be hidden by them. */
export const TAKEN_TYPES: ReadonlySet<string> = setOf("regions");

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}
