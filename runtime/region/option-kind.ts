/** What the values of options must be, and how that is said. */
import { CacheError, described, nameOf, type Owner } from "../errors.js";

/** What a value must be, in the words of the error. */
export interface Kind {
  readonly expected: string;
  allows(value: unknown): boolean;
}

/** A time in milliseconds. */
export const DURATION: Kind = {
  expected: "milliseconds, 0 or more, or Infinity",
  allows: (value) => typeof value === "number" && value >= 0,
};

const HOUR_MS = 3_600_000;

/** A time for which somebody can wait, in milliseconds. */
export const MOMENT: Kind = {
  expected: `milliseconds from 1 to ${HOUR_MS}`,
  allows: (value) => typeof value === "number" && value >= 1 && value <= HOUR_MS,
};

/** A number of things. */
export const COUNT: Kind = {
  expected: "a whole number from 1, or Infinity",
  allows: (value) => value === Infinity || (Number.isInteger(value) && Number(value) >= 1),
};

/** A part of something. */
export const FRACTION: Kind = {
  expected: "a number from 0 to 1",
  allows: (value) => typeof value === "number" && value >= 0 && value <= 1,
};

/** Yes or no. */
export const FLAG: Kind = {
  expected: "true or false",
  allows: (value) => typeof value === "boolean",
};

/** A name. */
export const TEXT: Kind = { expected: "a text", allows: (value) => typeof value === "string" };

/** What stands for a backend. */
export const BACKEND_TEXT: Kind = {
  expected: "a text; a backend that is an object goes into configure",
  allows: (value) => typeof value === "string",
};

/** Code of the application. */
export const FUNCTION: Kind = { expected: "a function", allows: isFunction };

/** What calls a caller off; it may come of another realm. */
export const SIGNAL: Kind = objectWith("an AbortSignal", ["aborted", "addEventListener"]);

/** One of a few words. */
export function oneOf(...words: readonly unknown[]): Kind {
  return { expected: `one of ${words.join(", ")}`, allows: (value) => words.includes(value) };
}

/** A kind, or one word. */
export function either(kind: Kind, word: string): Kind {
  return {
    expected: `${kind.expected}, or ${word}`,
    allows: (value) => value === word || kind.allows(value),
  };
}

/** An object of the application, known by its members. */
export function objectWith(expected: string, members: readonly string[]): Kind {
  return {
    expected,
    allows: (value) => isObject(value) && members.every((member) => member in value),
  };
}

/**
 * Refuse a value that is not of its option's kind; what is left undefined is.
 *
 * @throws CacheError `option-invalid` with the option, what was found, and what was expected.
 */
export function checkKind(
  { expected, allows }: Kind,
  [name, value]: readonly [string, unknown],
  owner: Owner,
): void {
  if (value === undefined || allows(value)) return;
  const message = `${nameOf(owner)}: ${name} is ${described(value)}; give ${expected}`;
  throw new CacheError("option-invalid", message, owner);
}

/** Whether a value can be called. */
export function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

/** Whether a value has members. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
