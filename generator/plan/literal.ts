/** The one door through which text of a schema reaches generated code. */
import { GLOBAL_NAMES, IDENTIFIER, KEY_SEGMENT, RESERVED_WORDS } from "../identifier.js";

/** Text as a string literal. */
export function stringText(text: string): string {
  return JSON.stringify(text)
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\u2029", String.raw`\u2029`);
}

/** Text as it stands between the backticks of a template literal. */
export function templateText(text: string): string {
  return stringText(text)
    .slice(1, -1)
    .replace(/\\(.)/g, (escape, character: string) => (character === '"' ? '"' : escape))
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${");
}

/** A number as a literal, thousands apart. Throws on what no literal can write. */
export function numberText(value: number | bigint): string {
  if (typeof value === "bigint") return `${thousandsApart(String(value))}n`;
  if (value === Infinity) return "Infinity";
  if (!Number.isFinite(value)) throw new Error(`no literal writes the number ${value}`);
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  return /^-?\d+$/.test(text) ? thousandsApart(text) : text;
}

function thousandsApart(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, "_");
}

/** A constant of the schema as a literal, which is its type too. */
export function literalText(value: string | number | boolean | null): string {
  if (typeof value === "string") return stringText(value);
  return typeof value === "number" ? numberText(value) : String(value);
}

/** Text as one line of a comment: it can neither end the comment nor speak to a tool. */
export function commentText(text: string): string {
  return (
    text
      .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
      .trim()
      .replaceAll("*/", String.raw`*\/`)
      .replace(/(?<![\w\\])@/g, String.raw`\@`)
      // A lone surrogate would not come back from the file as it went in.
      .replace(/\p{Cs}/gu, "\ufffd")
  );
}

/** A name that may be declared. Throws when it is none: the schema's reader lets no such name pass. */
export function declarable(name: string): string {
  if (!IDENTIFIER.test(name) || RESERVED_WORDS.has(name)) throw badName(name);
  return name;
}

/** A name that a type may bear without hiding a global one. Throws when it is none. */
export function declarableType(name: string): string {
  if (GLOBAL_NAMES.has(name)) throw badName(name);
  return declarable(name);
}

/** A name that may stand behind a dot. Throws when it is none. */
export function member(name: string): string {
  if (!IDENTIFIER.test(name) || name === "__proto__") throw badName(name);
  return name;
}

/** A segment of a key's fixed head: it holds no separator. Throws when it does. */
export function keySegment(name: string): string {
  if (!KEY_SEGMENT.test(name)) throw badName(name);
  return name;
}

/** Where a module is imported from. Throws on a character that could end the text around it. */
export function specifier(from: string): string {
  if (!/^[\p{L}\p{N}_@.$+~ /-]+$/u.test(from)) throw badName(from);
  return from;
}

function badName(name: string): Error {
  return new Error(`${stringText(name)} cannot be a name in generated code`);
}
