/** Types of arguments with values to try, their key parts, and how a part is read back. */
import fc from "../../../../support/fast-check.js";
import * as key from "../../../../../runtime/key/part.js";
import { list, nullable, record, set } from "../../../../runtime/value/kinds.js";
import { SCALARS, untyped, type Kind } from "../../../../runtime/value/scalar-kinds.js";
import { wellFormed } from "../../../../runtime/value/texts.js";

/** A type as a schema writes it, and what its values come to in a key. */
export interface ArgumentType {
  readonly text: string;
  readonly values: fc.Arbitrary<unknown>;
  readonly part: (value: unknown) => string;
  /** The value of a part; left out where the checker expects more parts than there are. */
  readonly read?: (part: string) => unknown;
}

/** Signs that separate, that look like it, and that values hold themselves. */
export const SEPARATORS: readonly string[] = [
  ...["/", ":", "|", "#", "-", "_", ".", "0", "1", "a", "b", "e"],
  ...["", "%", "%2F", "~null", "~", ",", "()", "(", ")"],
];

/** Those that values of many types hold themselves, and one that none does. */
export const SHARED_SEPARATORS: readonly string[] = ["", "0", "-", "a", "/"];

/** Short texts full of what parts values: if two lists of arguments can have one key, some soon do. */
const texts = fc.oneof(
  fc.array(fc.constantFrom(...SEPARATORS), { maxLength: 3 }).map((parts) => parts.join("")),
  wellFormed,
);

const MEMBERS = ["a", "ab", "b", "0", "a/b", "~null"] as const;

/** What a schema declares for these types. */
const DECLARED_TYPES = `types:\n  Member: ${JSON.stringify(MEMBERS)}\n`;

function scalarOf(name: string): Kind<unknown> {
  const kind = SCALARS.find((candidate) => candidate.name === name);
  if (kind === undefined) throw new Error(`no kind is called ${name}`);
  return kind;
}

function argumentOf(kind: Kind<unknown>): ArgumentType {
  return { text: kind.name, values: kind.values, part: (value) => kind.key(value, "it") };
}

const string: ArgumentType = { ...argumentOf(scalarOf("string")), values: texts };

const member: ArgumentType = {
  text: "Member",
  values: fc.constantFrom(...MEMBERS),
  // The values of this type are its members.
  part: (value) => key.member(value as (typeof MEMBERS)[number], MEMBERS, "it"),
};

/** Types of which the checker knows every part exactly: what it refuses of these does collide. */
export const EXACT_TYPES: readonly Required<ArgumentType>[] = [
  { ...string, read: decodeURIComponent },
  { ...member, read: decodeURIComponent },
  { ...argumentOf(scalarOf("int")), read: Number },
  { ...argumentOf(scalarOf("bigint")), read: BigInt },
  { ...argumentOf(scalarOf("boolean")), read: (part) => part === "true" },
  { ...argumentOf(scalarOf("uuid")), read: (part) => part },
  {
    ...argumentOf(untyped(nullable(scalarOf("int")))),
    read: (part) => (part === "~null" ? null : Number(part)),
  },
];

const items = scalarOf("int");

/** All of them, and those of which more parts are expected than there are. */
export const TYPES: readonly ArgumentType[] = [
  ...EXACT_TYPES,
  ...["float", "datetime", "date", "epoch", "bytes", "json"].map(scalarOf).map(argumentOf),
  ...[untyped(list(items)), untyped(set(items)), untyped(record(items))].map(argumentOf),
];

/** A function as a schema writes it: what its arguments are, and how its key is spelled. */
export interface Spelled<Type extends ArgumentType> {
  readonly args: readonly Type[];
  readonly template: string;
}

/** Functions of up to three arguments in any order, with any of the separators behind each. */
export function spelled<Type extends ArgumentType>(
  types: readonly Type[],
  separators: readonly string[] = SEPARATORS,
): fc.Arbitrary<Spelled<Type>> {
  const shape = fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 3 });
  return shape.chain((args) => {
    const order = fc.shuffledSubarray([...args.keys()], { minLength: args.length });
    const between = fc.array(fc.constantFrom(...separators), {
      minLength: args.length,
      maxLength: args.length,
    });
    return fc.tuple(order, between).map(([places, texts]) => ({
      args,
      template: `k${places.map((place, at) => `{x${place}}${texts[at] ?? ""}`).join("")}`,
    }));
  });
}

/** The schema of some functions, called `f0` and so on. */
export function schemaOf(functions: readonly Spelled<ArgumentType>[]): string {
  const texts = functions.map(({ args, template }, index) => {
    const lines = args
      .map(({ text }, at) => `          x${at}: ${JSON.stringify(text)}\n`)
      .join("");
    const key = `        key: ${JSON.stringify(template)}\n`;
    return `      f${index}:\n        args:\n${lines}        returns: int\n${key}`;
  });
  const head = `version: 1\nnamespace: test\n${DECLARED_TYPES}`;
  return `${head}regions:\n  r:\n    functions:\n${texts.join("")}`;
}

/** The key of some arguments, as the template says it. */
export function keyOf(
  { args, template }: Spelled<ArgumentType>,
  values: readonly unknown[],
): string {
  return template.replace(/\{x(\d)\}/g, (_, digit: string) => {
    return args[Number(digit)]?.part(values[Number(digit)]) ?? "";
  });
}
