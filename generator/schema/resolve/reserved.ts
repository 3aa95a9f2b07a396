import { GLOBAL_NAMES, wordsOf } from "../../identifier.js";

/** Words that mean something else in the place of a type, here or in TypeScript. */
export const TYPE_WORDS: ReadonlySet<string> = wordsOf(
  `abstract any as asserts bigint boolean float infer int is keyof never number object out readonly
  satisfies string symbol undefined unique unknown void`,
);

/** Names every object has, and the one that makes a promise of any object. */
export const ANY_OBJECT: ReadonlySet<string> = wordsOf(
  `__proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ constructor
  hasOwnProperty isPrototypeOf propertyIsEnumerable prototype then toJSON toLocaleString toString
  valueOf`,
);

/** Names of the language that a type must not hide: what generated code uses, and what its readers expect. */
export const BUILT_INS: ReadonlySet<string> = new Set([
  ...GLOBAL_NAMES,
  ...wordsOf(
    `Array ArrayBuffer AsyncIterable BigInt Boolean Brand Buffer Error Exclude Extract Function
    Intl Iterable Iterator Math NoValue NonNullable Number Object Omit Partial Pick Promise
    PromiseLike Proxy Readonly ReadonlyArray Record Reflect Required String Symbol WeakMap WeakSet`,
  ),
]);

/** Generated files that are not regions, in lower case since file systems may not tell case. */
export const TAKEN_REGIONS: ReadonlySet<string> = wordsOf(
  "types schemas serializers keys index accessors",
);

/** Names that no file may have under Windows, whatever its ending, in lower case. */
export const DEVICES: ReadonlySet<string> = wordsOf(
  `aux com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 con lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6
  lpt7 lpt8 lpt9 nul prn`,
);

/** Exports of the generated index that are no types: a type of the name would be hidden by them. */
export const TAKEN_TYPES: ReadonlySet<string> = new Set(["regions"]);
