import type { KeyTemplatePiece } from "../../option/key-template.js";
import type { ArgumentDeclaration, FunctionDeclaration } from "../../shape/declaration.js";
import type { TypeScope } from "../type-scope.js";
import { automaton, type Place } from "./automaton.js";
import { digest, optionalPart, partPattern } from "./part-pattern.js";
import type { PythonModel } from "../../model.js";
import { one, repeated, text, type Pattern } from "./pattern.js";
import { ANY } from "./symbols.js";

/** Every key a function can have, and more where its arguments are made of several values. */
export interface KeyPattern {
  /** What all keys begin with. */
  readonly head: string;
  /** For each piece the argument it is the part of, or `undefined`. */
  readonly args: readonly (string | undefined)[];
  readonly starts: readonly Place[];
}

/** A stretch of all keys of a function: one text, or what an argument comes to. */
type KeyPiece = string | { readonly argument?: string; readonly pattern: Pattern };

/** Where a function stands. */
export interface FunctionPlace {
  readonly namespace: string;
  readonly region: string;
}

/** The keys that `key` spells out; `undefined` when a part of it was reported. */
export function spelledPattern(
  declaration: FunctionDeclaration,
  pieces: readonly KeyTemplatePiece[],
  types: TypeScope,
): KeyPattern | undefined {
  const args = declaration.args?.value ?? [];
  const known = pieces.map((piece): KeyPiece | undefined => {
    if (piece.kind === "text") return piece.text;
    const argument = args.find(({ name }) => name.value === piece.value);
    return argument === undefined ? versionText(declaration) : argumentPiece(argument, types);
  });
  return patternOf(known);
}

/** The keys of a function that does not say how they look; `undefined` when a part of it was reported. */
export function defaultPattern(
  declaration: FunctionDeclaration,
  { namespace, region }: FunctionPlace,
  types: TypeScope,
): KeyPattern | undefined {
  const { name, options, args } = declaration;
  const version = options.version === undefined ? "" : `@${options.version.value}`;
  const head = `${namespace}:${region}:${name.value}${version}`;
  if (options.keyHash !== undefined) return patternOf([`${head}:`, { pattern: digest }]);
  const parts = (args?.value ?? []).flatMap((argument) => [":", argumentPiece(argument, types)]);
  return patternOf([head, ...parts]);
}

/** The keys of a Python function: what its arguments come to may be anything. */
export function pythonPattern(python: PythonModel, hasArguments: boolean): KeyPattern | undefined {
  const { function: path, namespace } = python;
  const head = namespace === undefined ? `${path}|` : `${path}|${namespace}|`;
  return patternOf(hasArguments ? [head, { pattern: repeated(one(ANY)) }] : [head]);
}

/** `{version}` stands for the version, unless it is the name of an argument. */
export function versionText({ options }: FunctionDeclaration): string | undefined {
  return options.version === undefined ? undefined : String(options.version.value);
}

function argumentPiece(argument: ArgumentDeclaration, types: TypeScope): KeyPiece | undefined {
  const part = partPattern(argument.type, types);
  if (part === undefined) return undefined;
  return { argument: argument.name.value, pattern: argument.optional ? optionalPart(part) : part };
}

function patternOf(pieces: readonly (KeyPiece | undefined)[]): KeyPattern | undefined {
  const known = pieces.filter((piece) => piece !== undefined);
  if (known.length < pieces.length) return undefined;
  const end = known.findIndex((piece) => typeof piece !== "string");
  return {
    head: known.slice(0, end < 0 ? undefined : end).join(""),
    args: known.map((piece) => (typeof piece === "string" ? undefined : piece.argument)),
    starts: automaton(
      known.map((piece) => (typeof piece === "string" ? text(piece) : piece.pattern)),
    ),
  };
}
