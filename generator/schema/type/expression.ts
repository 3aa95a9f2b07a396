import { oneOf, quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { nearest } from "../../diagnostic/suggest.js";
import type { ScalarNode } from "../source/node.js";
import { FOREIGN_GENERICS } from "./foreign.js";
import { parseImport } from "./import.js";
import { parseConst, parseEnum } from "./literal.js";
import { Parsing } from "./parsing.js";
import { CALLS, GENERICS, isScalarWord, type TypeForm, type TypeSyntax } from "./syntax.js";

/** Deepest nesting of one expression. */
const MAX_DEPTH = 16;

/** Most types in a tuple: beyond, nobody remembers which stands where. */
const LONGEST_TUPLE = 16;

const WORD = /[A-Za-z_]\w*/y;

/** Uses of the words that take something in parentheses. */
const CALL_EXAMPLES: ReadonlyMap<string, string> = new Map([
  ["enum", "enum(a, b)"],
  ["const", "const(a)"],
  ["import", "import(./src/schemas.ts#Product)"],
]);

/** A reading function answers `undefined` after it reported a fault. */
type Read<Result> = Result | undefined;

/** Reads a type expression, `expr := part ("|" part)*`, `part := prim ("[]" | "?")*`; reports the first fault of it. */
export function parseTypeExpression(node: ScalarNode, report: Report): TypeSyntax {
  const parsing = new Parsing(node, report);
  const type = parseType(parsing, 0);
  if (type !== undefined && parsing.cursor.next === "") return type;
  if (type !== undefined) {
    const hint = parsing.cursor.next === "&" ? "give one object all the fields" : undefined;
    parsing.fail("CG2005", { message: `the type ends before ${parsing.found}`, hint });
  }
  return { kind: "faulty", span: node.span };
}

function parseType(parsing: Parsing, depth: number): Read<TypeSyntax> {
  const start = parsing.cursor.at;
  const first = parsePart(parsing, depth);
  if (first === undefined || parsing.cursor.next !== "|") return first;
  const parts = [first];
  while (parsing.cursor.take("|")) {
    const part = parsePart(parsing, depth);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return unionOf(parts, start, parsing);
}

/** Null at the end of a union is what a question mark is behind any other type. */
function unionOf(parts: readonly TypeSyntax[], start: number, parsing: Parsing): Read<TypeSyntax> {
  if (parts.some(isAbsent)) {
    const message = "what may be absent has a question mark behind its name";
    return parsing.fail("CG2005", { message, hint: "write name?: type", from: start });
  }
  const members = parts.filter((part) => !isNull(part));
  const span = parsing.spanFrom(start);
  if (members.length === parts.length) return { kind: "union", members, span };
  if (members.length < 2) {
    const message = "a type that may be null is written with a question mark";
    return parsing.fail("CG2005", { message, hint: nullableHint(members[0]), from: start });
  }
  const last = parts.at(-1);
  if (members.length === parts.length - 1 && last !== undefined && isNull(last)) {
    return { kind: "nullable", of: { kind: "union", members, span }, span };
  }
  const message = "null stands once, at the end of a union";
  return parsing.fail("CG2005", { message, hint: "write A | B | null", from: start });
}

function nullableHint(type: TypeSyntax | undefined): string {
  if (type?.kind === "named") return `write ${type.name}?`;
  return type?.kind === "scalar" ? `write ${type.scalar}?` : "write T?, such as string?";
}

function parsePart(parsing: Parsing, depth: number): Read<TypeSyntax> {
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
    const message = `${word} needs ${takesTwo(word) ? "types" : "a type"} in < >`;
    const hint = `such as ${exampleOf(word)}`;
    return parsing.fail("CG2005", { message, hint, from });
  }
  if (CALLS.includes(word)) {
    const hint = `such as ${CALL_EXAMPLES.get(word)}`;
    return parsing.fail("CG2005", { message: `${word} needs parentheses`, hint, from });
  }
  return isScalarWord(word) ? { kind: "scalar", scalar: word } : { kind: "named", name: word };
}

/** What was meant with a word and a wrong number of types. */
const COUNT_HINTS: ReadonlyMap<string, string> = new Map([
  ["map 1", "write map<string, V>, or record<V>"],
  ["record 2", "write record<V>: its keys are texts; map<K, V> takes others"],
]);

function takesTwo(word: string): boolean {
  return word === "map" || word === "tuple";
}

/** A use of a word that takes types in angle brackets. */
function exampleOf(word: string): string {
  return `${word}<${takesTwo(word) ? "string, int" : "string"}>`;
}

function parseGeneric(parsing: Parsing, head: Head): Read<TypeForm> {
  const { word, start: from } = head;
  if (!GENERICS.includes(word)) return failGeneric(parsing, head);
  const types = parseTypes(parsing, head.depth + 1);
  if (types === undefined) return undefined;
  if (word === "tuple") return tupleOf(types, from, parsing);
  const [first, second] = types;
  if (first === undefined || types.length !== (word === "map" ? 2 : 1)) {
    const count = word === "map" ? "two types, a key and a value" : "one type";
    const hint = COUNT_HINTS.get(`${word} ${types.length}`);
    return parsing.fail("CG2005", { message: `${word} takes ${count}`, hint, from });
  }
  return second === undefined ? genericOf(word, first) : { kind: "map", key: first, value: second };
}

function genericOf(word: string, of: TypeSyntax): TypeForm {
  if (word === "set" || word === "record" || word === "brand") return { kind: word, of };
  return { kind: "list", of };
}

function tupleOf(items: readonly TypeSyntax[], from: number, parsing: Parsing): Read<TypeForm> {
  if (items.length >= 2 && items.length <= LONGEST_TUPLE) return { kind: "tuple", items };
  const message = `a tuple takes 2 to ${LONGEST_TUPLE} types, not ${items.length}`;
  const hint =
    items.length < 2
      ? "a list of any length is written T[]"
      : "an object under types gives each part a name";
  return parsing.fail("CG2005", { message, hint, from });
}

function parseTypes(parsing: Parsing, depth: number): Read<readonly TypeSyntax[]> {
  const types: TypeSyntax[] = [];
  do {
    const type = parseType(parsing, depth);
    if (type === undefined) return undefined;
    types.push(type);
  } while (parsing.cursor.take(","));
  if (parsing.cursor.take(">")) return types;
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
  const hint = GENERICS.includes(word) ? `write its types in < >, as ${exampleOf(word)}` : other;
  return parsing.fail("CG2005", { message: `${quote(word)} takes nothing in ( )`, hint, from });
}

function failGeneric(parsing: Parsing, head: Head): undefined {
  const near = nearest(head.word, GENERICS);
  const hint =
    FOREIGN_GENERICS.get(head.word.toLowerCase()) ??
    (near === undefined ? `${oneOf(GENERICS, "and")} do` : `did you mean "${near}"?`);
  const message = `${quote(head.word)} takes no type in < >`;
  return parsing.fail("CG2005", { message, hint, from: head.start });
}

function failDeep(parsing: Parsing): undefined {
  const message = `a type is nested at most ${MAX_DEPTH} levels deep`;
  return parsing.fail("CG2005", { message, hint: "give a part of it a name under types" });
}

/** What may stand where a type should, and how it is written here. */
const NO_WORDS: readonly (readonly [next: RegExp, hint: string])[] = [
  [/["'`]/, "a choice of texts is written enum(a, b)"],
  [/[[]/, "a tuple is written tuple<A, B>, a list T[]"],
  [/[(]/, "there are no brackets around types; a list of a union is written list<A | B>"],
  [/[{]/, "give the object a name under types, and write that name here"],
  [/[|]/, "a union is written A | B"],
  [/\d/, "a single value is written const(1)"],
];

function failNoWord(parsing: Parsing): undefined {
  const hint = NO_WORDS.find(([next]) => next.test(parsing.cursor.next))?.[1];
  return parsing.fail("CG2005", { message: `expected a type, found ${parsing.found}`, hint });
}

function isNull(type: TypeSyntax): boolean {
  return type.kind === "scalar" && type.scalar === "null";
}

function isAbsent(type: TypeSyntax): boolean {
  return type.kind === "named" && type.name === "undefined";
}
