import { oneOf, quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { nearest } from "../../diagnostic/suggest.js";
import type { ScalarNode } from "../source/node.js";
import { parseImport } from "./import.js";
import { parseConst, parseEnum } from "./literal.js";
import { FOREIGN_GENERICS } from "./foreign.js";
import { Parsing } from "./parsing.js";
import { CALLS, GENERICS, isScalarWord, type TypeForm, type TypeSyntax } from "./syntax.js";

/** Deepest nesting of one expression. */
const MAX_DEPTH = 16;

const WORD = /[A-Za-z_]\w*/y;

/** The words with types in angle brackets that can be used. */
const TAKING_TYPES = GENERICS.filter((word) => word !== "tuple");

/** Uses of the words that take something in parentheses. */
const CALL_EXAMPLES: ReadonlyMap<string, string> = new Map([
  ["enum", "enum(a, b)"],
  ["const", "const(a)"],
  ["import", "import(./src/schemas.ts#Product)"],
]);

/** A reading function answers `undefined` after it reported a fault. */
type Read<Result> = Result | undefined;

/** Reads a type expression, `expr := prim ("[]" | "?")*`; reports the first fault of it. */
export function parseTypeExpression(node: ScalarNode, report: Report): TypeSyntax {
  const parsing = new Parsing(node, report);
  const type = parseType(parsing, 0);
  if (type !== undefined && parsing.cursor.next === "") return type;
  if (type !== undefined) failAfter(parsing, type);
  return { kind: "faulty", span: node.span };
}

function parseType(parsing: Parsing, depth: number): Read<TypeSyntax> {
  if (depth > MAX_DEPTH) return failDeep(parsing);
  const start = parsing.cursor.at;
  let type = parsePrimary(parsing, depth);
  for (let wraps = depth; type !== undefined; wraps += 1) {
    if (wraps > MAX_DEPTH) return failDeep(parsing);
    const wrapped = parseSuffix(parsing, type, start);
    if (wrapped === type) break;
    type = wrapped;
  }
  return type;
}

function parseSuffix(parsing: Parsing, type: TypeSyntax, start: number): Read<TypeSyntax> {
  if (parsing.cursor.take("[")) {
    if (parsing.cursor.take("]")) return { kind: "list", of: type, span: parsing.spanFrom(start) };
    const message = `expected "]", found ${parsing.found}`;
    return parsing.fail("CG2005", { message, hint: "a list is written T[]" });
  }
  if (parsing.cursor.next !== "?") return type;
  if (type.kind === "nullable") return parsing.fail("CG2005", { message: 'one "?" is enough' });
  parsing.cursor.take("?");
  return { kind: "nullable", of: type, span: parsing.spanFrom(start) };
}

function parsePrimary(parsing: Parsing, depth: number): Read<TypeSyntax> {
  const start = parsing.cursor.at;
  const word = parsing.cursor.match(WORD);
  if (word === undefined) return failNoWord(parsing);
  const form = parseForm(parsing, { word, start, depth });
  return form === undefined ? undefined : { ...form, span: parsing.spanFrom(start) };
}

/** The word a primary begins with, its offset, and how deep it stands. */
interface Head {
  readonly word: string;
  readonly start: number;
  readonly depth: number;
}

function parseForm(parsing: Parsing, head: Head): Read<TypeForm> {
  const { word, start: from } = head;
  if (parsing.cursor.take("<")) return parseGeneric(parsing, head);
  if (parsing.cursor.take("(")) return parseCall(parsing, head);
  if (GENERICS.includes(word)) {
    const hint = `such as ${word === "map" ? "map<string, int>" : `${word}<string>`}`;
    return parsing.fail("CG2005", { message: `${word} needs a type in < >`, hint, from });
  }
  if (CALLS.includes(word)) {
    const hint = `such as ${CALL_EXAMPLES.get(word)}`;
    return parsing.fail("CG2005", { message: `${word} needs parentheses`, hint, from });
  }
  return isScalarWord(word) ? { kind: "scalar", scalar: word } : { kind: "named", name: word };
}

function parseGeneric(parsing: Parsing, head: Head): Read<TypeForm> {
  const { word, start: from } = head;
  if (word === "tuple") return failLater(parsing, "tuple<…>", from);
  if (!GENERICS.includes(word)) return failGeneric(parsing, head);
  const types = parseTypes(parsing, head.depth + 1);
  if (types === undefined) return undefined;
  const [first, second] = types;
  if (first === undefined || types.length !== (word === "map" ? 2 : 1)) {
    const count = word === "map" ? "two types, a key and a value" : "one type";
    return parsing.fail("CG2005", { message: `${word} takes ${count}`, from });
  }
  return second === undefined ? genericOf(word, first) : { kind: "map", key: first, value: second };
}

function genericOf(word: string, of: TypeSyntax): TypeForm {
  if (word === "set" || word === "record" || word === "brand") return { kind: word, of };
  return { kind: "list", of };
}

function parseTypes(parsing: Parsing, depth: number): Read<readonly TypeSyntax[]> {
  const types: TypeSyntax[] = [];
  let type: Read<TypeSyntax>;
  do {
    type = parseType(parsing, depth);
    if (type === undefined) return undefined;
    types.push(type);
  } while (parsing.cursor.take(","));
  if (parsing.cursor.take(">")) return types;
  if (parsing.cursor.next === "|") return failAfter(parsing, type);
  return parsing.fail("CG2005", { message: `expected ">" or ",", found ${parsing.found}` });
}

function parseCall(parsing: Parsing, head: Head): Read<TypeForm> {
  const { word, start: from } = head;
  if (word === "enum") return parseEnum(parsing);
  if (word === "const") return parseConst(parsing);
  if (word === "import") return parseImport(parsing);
  const near = nearest(word, CALLS);
  const other =
    near === undefined ? "enum(…), const(…) and import(…) do" : `did you mean "${near}"?`;
  const hint = GENERICS.includes(word) ? `write its types in < >, as ${word}<string>` : other;
  return parsing.fail("CG2005", { message: `${quote(word)} takes nothing in ( )`, hint, from });
}

function failGeneric(parsing: Parsing, head: Head): undefined {
  const near = nearest(head.word, GENERICS);
  const hint =
    FOREIGN_GENERICS.get(head.word.toLowerCase()) ??
    (near === undefined ? `${oneOf(TAKING_TYPES, "and")} do` : `did you mean "${near}"?`);
  const message = `${quote(head.word)} takes no type in < >`;
  return parsing.fail("CG2005", { message, hint, from: head.start });
}

function failLater(parsing: Parsing, form: string, from: number): undefined {
  return parsing.fail("CG2006", { message: `${form} is not supported yet`, from });
}

function failDeep(parsing: Parsing): undefined {
  const message = `a type is nested at most ${MAX_DEPTH} levels deep`;
  return parsing.fail("CG2005", { message, hint: "give a part of it a name under types" });
}

function failNoWord(parsing: Parsing): undefined {
  const quoted = /["']/.test(parsing.cursor.next);
  const hint = quoted ? "a choice of texts is written enum(a, b)" : undefined;
  return parsing.fail("CG2005", { message: `expected a type, found ${parsing.found}`, hint });
}

/** What follows a whole type is a union, or something that should not be there. */
function failAfter(parsing: Parsing, type: TypeSyntax): undefined {
  const from = parsing.cursor.at;
  if (!parsing.cursor.take("|")) {
    return parsing.fail("CG2005", { message: `the type ends before ${parsing.found}` });
  }
  const withNull = isNull(type) || parsing.cursor.match(/null\b/y) !== undefined;
  if (!withNull) {
    return parsing.fail("CG2006", { message: "a union A | B is not supported yet", from });
  }
  const message = "a type that may be null is written with a question mark";
  return parsing.fail("CG2005", { message, hint: "write T?, such as string?", from });
}

function isNull(type: TypeSyntax): boolean {
  return type.kind === "scalar" && type.scalar === "null";
}
