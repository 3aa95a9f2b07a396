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
  do {
    const literal = parseLiteral(parsing);
    if (literal === undefined) return undefined;
    members.push({ value: literal.value, span: literal.span });
  } while (parsing.cursor.take(","));
  if (!parsing.cursor.take(")")) return failClose(parsing);
  return { kind: "enum", members };
}

/** Reads what follows `const(`: `true` and `false`, a number, or text. */
export function parseConst(parsing: Parsing): TypeForm | undefined {
  const from = parsing.cursor.at;
  const literal = parseLiteral(parsing);
  if (literal === undefined) return undefined;
  const { value } = literal;
  if (!parsing.cursor.take(")")) return failClose(parsing);
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
  const message = `expected a word, found ${parsing.found}`;
  return parsing.fail("CG2005", { message, hint: 'put other text in quotes, such as "b c"' });
}

function failClose(parsing: Parsing): undefined {
  const message = `expected "," or ")", found ${parsing.found}`;
  return parsing.fail("CG2005", { message, hint: 'put other text in quotes, such as "b c"' });
}
