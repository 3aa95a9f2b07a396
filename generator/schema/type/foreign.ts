/** What other languages and libraries call a type, in lower case, and what to write instead. */
export const FOREIGN_TYPES: ReadonlyMap<string, string> = new Map([
  ["any", "use json"],
  ["array", "write T[] or list<T>"],
  ["blob", "use bytes"],
  ["bool", "use boolean"],
  ["buffer", "use bytes"],
  ["date", "use datetime, or date for a day without a time"],
  ["char", "use string"],
  ["datetime", "use datetime"],
  ["decimal", "use string, or bigint for whole units"],
  ["dict", "use record<T>, or map<K, V>"],
  ["double", "use float"],
  ["integer", "use int"],
  ["long", "use bigint"],
  ["number", "use int or float"],
  ["object", "give the object a name under types, or use json"],
  ["short", "use int"],
  ["str", "use string"],
  ["text", "use string"],
  ["time", "use datetime"],
  ["timestamp", "use datetime, or epoch"],
  ["uint8array", "use bytes"],
  ["undefined", "write name?: type for what may be absent"],
  ["unknown", "use json"],
  ["void", "use null"],
]);

/** What other languages call a type with types in < >, in lower case, and what to write instead. */
export const FOREIGN_GENERICS: ReadonlyMap<string, string> = new Map([
  ["array", "write T[] or list<T>"],
  ["dict", "use record<T>, or map<K, V>"],
  ["maybe", "write T?"],
  ["nullable", "write T?"],
  ["option", "write T?"],
  ["optional", "write T?"],
  ["promise", "write the type it comes to"],
  ["readonlyarray", "write T[] or list<T>"],
]);
