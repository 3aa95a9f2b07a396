import type { ValueType } from "../schema/model.js";
import { annotation, arrow, call, choice, tuple } from "./code.js";
import type { FileScope } from "./file-scope.js";
import { checked, isLimited, type LimitOrder } from "./limits.js";
import { literalText, stringText } from "./literal.js";
import { camelCase } from "./names.js";
import { isParsed } from "./parsed-form.js";
import type { Code } from "./plan.js";
import type { Shape, TypeTable } from "./type-table.js";
import { namedText, typeText, valueStyle } from "./type-text.js";

/** What is done with a value, and how the code for it differs. */
export interface Verb extends LimitOrder {
  /** The first word of its functions' names; left out = `name`. */
  readonly prefix?: string;
  /** What strings are called, where they have a name of their own. */
  readonly strings?: "text" | "word";
  /** By position instead of by name, and what has a shorter form in it. */
  readonly compact?: true;
  /** What comes in was written for this very type: what parsing gives back needs no look. */
  readonly trusting?: true;
  /** The namespace of the runtime that does it, scalar by scalar. */
  readonly name: "encode" | "decode" | "copy" | "size" | "key" | "python";
  /** What comes in: a value, or parsed JSON of which nothing is known; so is it called in the code. */
  readonly input: "value" | "json";
  /** What its functions return: a text, a number, or a value of the type. */
  readonly returns: "string" | "number" | "value";
  /** What null comes to where a branch decides it on the spot; left out = the runtime decides. */
  readonly ofNull?: string;
  /** Whether faults are possible, and so a place to report. */
  readonly placed: boolean;
}

export const ENCODE: Verb = {
  name: "encode",
  input: "value",
  returns: "string",
  limits: "before",
  ofNull: '"null"',
  placed: true,
};
export const DECODE: Verb = {
  name: "decode",
  input: "json",
  returns: "value",
  limits: "after",
  ofNull: "null",
  placed: true,
};
export const PACK: Verb = { ...ENCODE, prefix: "pack", compact: true };
export const UNPACK: Verb = { ...DECODE, prefix: "unpack", compact: true };
export const REVIVE: Verb = { ...DECODE, limits: "never", prefix: "revive", trusting: true };
export const COPY: Verb = { ...DECODE, name: "copy", input: "value" };
export const SIZE: Verb = {
  name: "size",
  input: "value",
  returns: "number",
  limits: "never",
  placed: false,
};
export const KEY: Verb = {
  name: "key",
  input: "value",
  returns: "string",
  limits: "before",
  placed: true,
};
/** The only argument of a function in Python, which may hold blanks. */
export const PYTHON_ALONE: Verb = { ...KEY, name: "python", strings: "text" };
/** One of several arguments. */
export const PYTHON: Verb = { ...KEY, name: "python", strings: "word" };

/** What code for values is written with. */
export interface ValueContext {
  readonly verb: Verb;
  readonly scope: FileScope;
  readonly table: TypeTable;
  /** The function that does it for a type that has one of its own. */
  readonly functionOf: (typeName: string) => string;
}

/** The value at hand. */
export interface Subject {
  /** An expression; `simple` ones may stand twice. */
  readonly value: string;
  readonly simple: boolean;
  /** An expression for its place, such as `"User.name"`. */
  readonly place: string;
  /** What constants needed for it are named after. */
  readonly hint: string;
}

/** The code that does the verb to a value. */
export function valueCode(type: ValueType, subject: Subject, context: ValueContext): Code {
  const shape = context.table.shapeOf(type);
  const { ofNull } = context.verb;
  if (shape.kind === "nullable" && ofNull !== undefined && subject.simple) {
    return choice(`${subject.value} === null`, ofNull, valueCode(shape.of, subject, context));
  }
  if (shape.kind === "named") return namedCode(shape.name, subject, context);
  return limited(shape, subject, context);
}

/** A function of the type's own names places by the type; only a key's is told where its value stands. */
function namedCode(name: string, { value, place }: Subject, context: ValueContext): Code {
  const own = context.functionOf(name);
  return context.verb.name === "key" ? call(own, value, place) : call(own, value);
}

/** The function that does the verb to each item of a collection. */
export function itemCode(type: ValueType, hint: string, context: ValueContext): Code {
  if (context.verb.trusting && isParsed(type, context.table)) return asWritten(type, context);
  const shape = context.table.shapeOf(type);
  if (shape.kind === "named") return context.functionOf(shape.name);
  if (isDirect(shape, context.verb)) return functionOf(shape, context);
  const subject = { value: "item", simple: true, place: "place", hint };
  const parameters = usesPlace(shape, context) ? ["item", "place"] : ["item"];
  return lambda(parameters, valueCode(type, subject, context));
}

/** The runtime's function that takes parsed JSON for a value. */
export function asWritten(type: ValueType, { scope }: ValueContext): Code {
  const told = typeText(type, valueStyle(scope));
  return [`${scope.value("decode")}.asWritten`, annotation(`<${told}>`)];
}

/** An arrow function around an expression; a choice stands in parentheses. */
export function lambda(parameters: readonly string[], body: Code): Code {
  const isChoice = typeof body === "object" && "kind" in body && body.kind === "choice";
  return arrow(parameters, isChoice ? ["(", body, ")"] : body);
}

/** A function of the type's own knows its place itself. */
function usesPlace(shape: Shape, { verb, table }: ValueContext): boolean {
  const branches = shape.kind === "nullable" && verb.ofNull !== undefined;
  return verb.placed && !(branches && table.shapeOf(shape.of).kind === "named");
}

/** Whether the runtime's function needs to know nothing but value and place. */
function isDirect(shape: Shape, verb: Verb): boolean {
  if (shape.kind === "member" || shape.kind === "literal") return !verb.placed;
  if (shape.kind === "import") return true;
  return shape.kind === "scalar" && !isLimited(shape, verb);
}

function limited(shape: Shape, subject: Subject, context: ValueContext): Code {
  const { scope, verb } = context;
  if (!isLimited(shape, verb)) return applied(shape, subject.value, subject, context);
  const at = { ...subject, scope };
  return verb.limits === "after"
    ? checked(applied(shape, subject.value, subject, context), shape, at)
    : applied(shape, checked(subject.value, shape, at), subject, context);
}

function applied(shape: Shape, value: Code, subject: Subject, context: ValueContext): Code {
  const place = context.verb.placed ? [subject.place] : [];
  return call(functionOf(shape, context), value, ...extras(shape, subject, context), ...place);
}

/** The runtime's function, with the type it is told where it does not see which one it makes. */
function functionOf(shape: Shape, context: ValueContext): Code {
  if (shape.kind === "scalar") return scalarFunction(shape, context);
  const { scope, verb } = context;
  if (shape.kind === "import") return `${importedConstant(shape, context)}.${verb.name}`;
  return `${scope.value(verb.name)}.${kindName(shape.kind, verb)}`;
}

/** What has a form of its own by position, under the name of the runtime's function. */
const COMPACT_NAMES: Readonly<Record<string, string>> = {
  datetime: "moment",
  member: "index",
  map: "pairs",
};

function kindName(kind: string, { compact, strings }: Verb): string {
  if (kind === "string" && strings !== undefined) return strings;
  return (compact ? COMPACT_NAMES[kind] : undefined) ?? kind;
}

/**
 * What makes a brand's value is told its name. A copy could keep the type it is given, but TypeScript 5.9 loses it between
 * the branches of a choice.
 */
function scalarFunction(shape: Shape & { kind: "scalar" }, context: ValueContext): Code {
  const { scope, verb } = context;
  const name = `${scope.value(verb.name)}.${kindName(shape.scalar, verb)}`;
  if (shape.brand === undefined || !(verb.name === "decode" || verb.name === "copy")) return name;
  return [name, annotation(`<${namedText(shape.brand, valueStyle(scope))}>`)];
}

/** A constant of the file that does every verb by the user's own schema, which is looked up when it is first used. */
function importedConstant(shape: Shape & { kind: "import" }, { scope }: ValueContext): string {
  const schema = scope.foreign(shape);
  const named = stringText(`${shape.path}#${shape.name}`);
  const value = call(scope.value("importedType"), `() => ${schema}`, named);
  return scope.constant(camelCase(`${shape.name} type`), value);
}

/** What the runtime's function takes between the value and its place. */
function extras(shape: Shape, subject: Subject, context: ValueContext): readonly Code[] {
  switch (shape.kind) {
    case "literal":
      return context.verb.placed ? [literalText(shape.value)] : [];
    case "member":
      return context.verb.placed ? [membersCode(shape, subject, context)] : [];
    case "map":
      return [shape.key, shape.value].map((type) => itemCode(type, subject.hint, context));
    case "tuple":
      return [tuple(shape.items.map((type) => itemCode(type, subject.hint, context)))];
    case "list":
    case "set":
    case "record":
    case "nullable":
      return [itemCode(shape.of, subject.hint, context)];
    default:
      return [];
  }
}

function membersCode(
  shape: Shape & { kind: "member" },
  subject: Subject,
  { scope, verb }: ValueContext,
): string {
  if (verb.compact) return positionsCode(shape, subject, scope);
  if (shape.enumName !== undefined) return `${scope.module("types")}.${shape.enumName}`;
  const members = tuple(shape.members.map(stringText));
  return scope.constant(camelCase(`${subject.hint} members`), members, ["readonly ", members]);
}

/** The members by name: their order in the schema leaves their indexes as they are. */
function positionsCode(
  shape: Shape & { kind: "member" },
  { hint }: Subject,
  scope: FileScope,
): string {
  const members = tuple([...shape.members].sort().map(stringText));
  const name = camelCase(`${shape.enumName ?? hint} positions`);
  return scope.constant(name, members, ["readonly ", members]);
}
