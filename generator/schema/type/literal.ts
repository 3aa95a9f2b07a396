import { quote } from "../../diagnostic/quote.js";
import type { Located } from "../source/node.js";
import type { Parsing } from "./parsing.js";
import type { TypeForm } from "./syntax.js";

const BARE = /[A-Za-z0-9_.$+-]+/y;
const QUOTED = /"(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*'/y;

/** A literal as written; one in quotes is always text. */
interface Literal extends Located<string> {
  readonly quoted: boolean;
}

/** Reads what follows `enum(`. */
export function parseEnum(parsing: Parsing): TypeForm | undefined {
  const members: Located<string>[] = [];
  for (;;) {
    const literal = parseLiteral(parsing);
    if (literal === undefined) return undefined;
    members.push({ value: literal.value, span: literal.span });
    if (parsing.cursor.take(")")) return { kind: "enum", members };
    if (!parsing.cursor.take(",")) return failClose(parsing, literal, '"," or ")"');
  }
}

/** Reads what follows `const(`: `true` and `false`, a number, or text. */
export function parseConst(parsing: Parsing): TypeForm | undefined {
  const from = parsing.cursor.at;
  const literal = parseLiteral(parsing);
  if (literal === undefined) return undefined;
  const { value } = literal;
  if (!parsing.cursor.take(")")) return failClose(parsing, literal, '")"');
  if (literal.quoted || !isNumber(value)) return { kind: "const", value: constOf(literal) };
  const number = Number(value);
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return { kind: "const", value: number };
  const message = `${quote(value)} is too large to be exact`;
  return parsing.fail("CG2005", { message, hint: "quote it to make it text", from });
}

function constOf(literal: Literal): string | boolean {
  if (literal.quoted || !/^(true|false)$/.test(literal.value)) return literal.value;
  return literal.value === "true";
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
}

function parseLiteral(parsing: Parsing): Literal | undefined {
  const start = parsing.cursor.at;
  const quoted = parsing.cursor.match(QUOTED);
  if (quoted !== undefined) {
    const value = quoted.slice(1, -1).replace(/\\(.)/g, "$1");
    return { value, span: parsing.spanFrom(start), quoted: true };
  }
  const bare = parsing.cursor.match(BARE);
  if (bare !== undefined) return { value: bare, span: parsing.spanFrom(start), quoted: false };
  const isQuote = /["']/.test(parsing.cursor.next);
  const message = isQuote
    ? "this text in quotes does not end"
    : `expected a word, found ${parsing.found}`;
  return parsing.fail("CG2005", { message, hint: isQuote ? IN_QUOTES : OTHER_TEXT });
}

const OTHER_TEXT = 'put other text in quotes, such as "b c"';
const SEVERAL_TEXTS = "one of several texts is written enum(a, b)";
const IN_QUOTES = String.raw`within quotes write \" or \' for a quote and \\ for a backslash; nothing else is escaped`;

function failClose(parsing: Parsing, last: Literal, wanted: string): undefined {
  const message = `expected ${wanted}, found ${parsing.found}`;
  return parsing.fail("CG2005", { message, hint: closeHint(parsing.cursor.next, last) });
}

function closeHint(next: string, { quoted }: Literal): string | undefined {
  if (next === "") return undefined;
  if (next === ",") return SEVERAL_TEXTS;
  return quoted ? IN_QUOTES : OTHER_TEXT;
}
