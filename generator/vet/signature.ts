import type { Node, ParameterDeclaration, Signature, Type } from "ts-morph";
import type { Finding } from "../diagnostic/report.js";
import {
  capped,
  mayBeNull,
  mayBeUndefined,
  parametersOf,
  standardName,
  typeText,
} from "../typescript/type.js";
import { differenceOf } from "./difference.js";

/** A way in which a creator is not what the schema says: a sentence without its subject, and the cure. */
export interface CreatorMisfit extends Finding {
  readonly code: "CG5002" | "CG5003" | "CG5004" | "CG5005";
}

/** Compares the parameters of a creator with the arguments it gets. */
export function argumentMisfits(
  signature: Signature,
  given: Type,
  names: readonly string[],
): readonly CreatorMisfit[] {
  const parameters = parametersOf(signature);
  const types = given.getTupleElements();
  // TypeScript's own answer is all there is to say of a list of arguments.
  if (parameters.some((parameter) => parameter.isRestParameter())) return [];
  const counted = countMisfit(parameters, names) ?? orderMisfit(parameters, names);
  if (counted !== undefined) return [counted];
  return types.flatMap((type, at) => {
    const parameter = parameters[at];
    return parameter === undefined ? [] : typeMisfits(parameter, type);
  });
}

/** Compares what a creator makes with what the schema says it returns. */
export function resultMisfit(made: Type, wanted: Type, place: Node): CreatorMisfit | undefined {
  if (made.isAny() || made.isUnknown()) {
    const message = `gives ${made.isAny() ? "any" : "unknown"}, which TypeScript cannot check`;
    return { code: "CG5005", message, hint: "write down the type it returns" };
  }
  if (made.isAssignableTo(wanted)) return hidden(made, wanted);
  return { code: "CG5004", ...whatDiffers(made, wanted, place) };
}

/** What holds `any` fits everything, and says nothing. */
function hidden(made: Type, wanted: Type): CreatorMisfit | undefined {
  const item = (type: Type): Type | undefined =>
    type.getArrayElementType() ?? type.getTypeArguments().at(-1);
  if (item(made)?.isAny() !== true || item(wanted)?.isAny() === true) return undefined;
  const message = `gives ${typeText(made)}, of which TypeScript cannot check the items`;
  return { code: "CG5005", message, hint: "write down the type it returns" };
}

function whatDiffers(
  made: Type,
  wanted: Type,
  place: Node,
): { readonly message: string; readonly hint?: string } {
  const isMap = standardName(wanted) === "ReadonlyMap";
  if (isMap && made.isArray()) {
    return { message: "gives a list, and the schema says a map", hint: "write result: list" };
  }
  if (wanted.isReadonlyArray() && standardName(made) === "Map") {
    return { message: "gives a Map, and the schema says a list", hint: "write result: map" };
  }
  const spare = emptyPart(made, wanted);
  if (spare === undefined) return { message: differenceOf(made, wanted, place) };
  return {
    message: `may give ${spare}, and the schema says it never does`,
    hint: cureOf(spare, wanted),
  };
}

function cureOf(spare: "null" | "undefined", wanted: Type): string {
  if (spare === "null") return "write returns: T? in the schema, with a question mark";
  // The schema has its question mark already.
  return mayBeNull(wanted)
    ? "return null instead"
    : "return null instead, and write returns: T? in the schema";
}

function emptyPart(made: Type, wanted: Type): "null" | "undefined" | undefined {
  if (mayBeUndefined(made) && !mayBeUndefined(wanted)) return "undefined";
  return mayBeNull(made) && !mayBeNull(wanted) ? "null" : undefined;
}

/** One parameter more than there are arguments is for the context. */
function countMisfit(
  parameters: readonly ParameterDeclaration[],
  names: readonly string[],
): CreatorMisfit | undefined {
  const needed = parameters.filter((parameter) => !parameter.isOptional()).length;
  if (parameters.length >= names.length && needed <= names.length + 1) return undefined;
  const message = `takes ${listed(parameters)}, and the schema gives ${tuple(names)}`;
  const hint = "give both the same arguments, in the same order";
  return { code: "CG5003", message, hint };
}

/** The same names in another order are mistaken for each other, and TypeScript often sees nothing wrong in it. */
function orderMisfit(
  parameters: readonly ParameterDeclaration[],
  names: readonly string[],
): CreatorMisfit | undefined {
  const own = parameters.slice(0, names.length).map((parameter) => parameter.getName());
  const isSame = own.every((name, at) => name === names[at]);
  if (isSame || [...own].sort().join() !== [...names].sort().join()) return undefined;
  const message = `takes ${tuple(own)}, and the schema gives ${tuple(names)}`;
  return { code: "CG5003", message, hint: "put the arguments in the same order" };
}

function typeMisfits(parameter: ParameterDeclaration, type: Type): readonly CreatorMisfit[] {
  const taken = parameter.getType();
  const name = parameter.getName();
  if (taken.isAny() || taken.isUnknown()) {
    const message = `takes ${name} as ${taken.isAny() ? "any" : "unknown"}, which TypeScript cannot check`;
    return [{ code: "CG5005", message, hint: `write down the type of ${name}` }];
  }
  if (type.isAssignableTo(taken)) return [];
  const message = `takes ${name} as ${typeText(taken)}, and the schema gives it as ${typeText(type)}`;
  return [{ code: "CG5003", message }];
}

function listed(parameters: readonly ParameterDeclaration[]): string {
  return tuple(parameters.map((each) => `${each.getName()}${each.isOptional() ? "?" : ""}`));
}

function tuple(names: readonly string[]): string {
  return capped(`(${names.join(", ")})`);
}
