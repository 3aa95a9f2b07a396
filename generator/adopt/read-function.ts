import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import type { Expression, Node, ParameterDeclaration, Signature, Type } from "ts-morph";
import { suggestion } from "../diagnostic/suggest.js";
import { capitalized, IDENTIFIER } from "../identifier.js";
import { shownPath } from "../path.js";
import { caughtReason, isMissing } from "../system-error.js";
import { openProject, shownPlace } from "../typescript/project.js";
import { mayBeUndefined, parametersOf, standardName } from "../typescript/type.js";
import type { Adopted, AdoptedArgument, Obstacle } from "./adopted.js";
import { TypeReader } from "./type-reader.js";

/** A function to be read. */
export interface FunctionRequest {
  /** Absolute path of its file. */
  readonly file: string;
  readonly exported: string;
  /** What it is called in the schema. */
  readonly name: string;
  /** The argument that takes a list, of a function of many keys. */
  readonly multi: string | undefined;
  /** The folder that paths in messages begin at. */
  readonly cwd: string;
}

/** What was read, or at least one obstacle. */
export type FunctionReading =
  | { readonly adopted: Adopted; readonly obstacles: readonly [] }
  | { readonly adopted?: undefined; readonly obstacles: readonly Obstacle[] };

/** Reads the signature of an existing function as a schema would write it. The function is not run. */
export function readFunction(request: FunctionRequest): FunctionReading {
  const found = findFunction(request);
  if ("message" in found) return { obstacles: [found] };
  const { node, signature } = found;
  const { name, multi, cwd } = request;
  const reader = new TypeReader(cwd);
  const subject = { node, wish: `${capitalized(name)}Result`, multi };
  const read = readSignature(signature, subject, reader);
  const { obstacles, types, places } = reader;
  if (obstacles.length > 0) return { obstacles };
  const adopted = { name, ...read, types, places, place: shownPlace(node, cwd) };
  return { adopted, obstacles: [] };
}

interface FoundFunction {
  readonly node: Node;
  readonly signature: Signature;
}

function findFunction({ file, exported, cwd }: FunctionRequest): FoundFunction | Obstacle {
  const place = shownPath(cwd, file);
  const fault = fileFault(file);
  if (fault !== undefined) return { place, message: fault, hint: undefined };
  const project = openProject(dirname(file));
  const source = project.addSourceFileAtPath(file);
  project.resolveSourceFileDependencies();
  const all = source.getExportedDeclarations();
  const [node] = all.get(exported) ?? [];
  if (node === undefined) {
    const hint = exported.includes(".")
      ? "export a function that calls it, and name that"
      : (suggestion(exported, [...all.keys()]) ?? "export the function");
    return { place, message: `it has no export ${exported}`, hint };
  }
  return signatureOf(node, exported, cwd);
}

/** Why a file cannot be read; `undefined` for one that can. */
function fileFault(file: string): string | undefined {
  try {
    accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    if (isMissing(error)) return "there is no such file";
    return `it cannot be read: ${caughtReason(error)}`;
  }
}

function signatureOf(node: Node, exported: string, cwd: string): FoundFunction | Obstacle {
  const place = shownPlace(node, cwd);
  const signatures = node.getType().getCallSignatures();
  const [signature] = signatures;
  if (exported === "default") {
    const hint = "export it under a name of its own, and name that";
    return { place, message: "a default export has no name", hint };
  }
  if (signature === undefined || node.getType().isAny()) {
    const hint = "name a function; for a method, export a function that calls it";
    return { place, message: `${exported} is not a function`, hint };
  }
  if (signatures.length > 1) {
    const message = `${exported} has ${signatures.length} overloads`;
    return { place, message, hint: "export a function with one of them" };
  }
  if (signature.getTypeParameters().length === 0) return { node, signature };
  return { place, message: `${exported} is generic`, hint: "export a function of single types" };
}

/** The function that is read, and the argument that takes a list. */
interface Subject {
  readonly node: Node;
  readonly wish: string;
  readonly multi: string | undefined;
}

function readSignature(
  signature: Signature,
  subject: Subject,
  reader: TypeReader,
): Pick<Adopted, "args" | "returns" | "many"> {
  const { node, multi } = subject;
  const own = parametersOf(signature).filter((each) => !isContext(each.getType()));
  const read = own.map((each) => readArgument(each, each.getName() === multi, reader));
  const args = Object.fromEntries(read);
  const result = resultOf(signature);
  if (multi === undefined) return { args, returns: readResult(result, subject, reader) };
  if (!own.some((each) => each.getName() === multi)) {
    const hint = suggestion(
      multi,
      own.map((each) => each.getName()),
    );
    reader.refuse(node, `there is no argument ${multi}`, hint ?? "name one with --multi");
  }
  const isMap = MAPS.test(standardName(result) ?? "");
  const item = isMap ? result.getTypeArguments()[1] : result.getArrayElementType();
  if (item === undefined || result.isTuple()) {
    const message = "a function of many keys gives a Map or a list";
    return { args, returns: reader.refuse(node, message, "leave out --multi") };
  }
  const many = { multi, result: isMap ? "map" : "list" } as const;
  return { args, returns: readResult(item, subject, reader), many };
}

const MAPS = /^(Readonly)?Map$/;

function readArgument(
  parameter: ParameterDeclaration,
  varies: boolean,
  reader: TypeReader,
): readonly [name: string, type: AdoptedArgument] {
  const name = parameter.getName();
  if (parameter.isRestParameter()) {
    reader.refuse(parameter, `${name} takes any number of arguments`, "take a list instead");
  } else if (!IDENTIFIER.test(name)) {
    const hint = "take it under a name, and take it apart inside";
    reader.refuse(parameter, "an argument has no name", hint);
  }
  if (varies) return [name, readVarying(parameter, reader)];
  const type = parameter.getType();
  const expression = reader.read(type, parameter, capitalized(name));
  const value = defaultOf(parameter.getInitializer());
  if (value !== undefined) return [name, { type: expression, default: value }];
  return [parameter.isOptional() || mayBeUndefined(type) ? `${name}?` : name, expression];
}

function readVarying(parameter: ParameterDeclaration, reader: TypeReader): string {
  const name = parameter.getName();
  const item = parameter.getType().getArrayElementType();
  if (item !== undefined && !mayBeUndefined(item))
    return reader.read(item, parameter, capitalized(name));
  return reader.refuse(parameter, `${name} is not a list`, "name the argument that takes a list");
}

/** A default that a schema can have too; any other is left to the function. */
function defaultOf(expression: Expression | undefined): string | number | boolean | undefined {
  const type = expression?.getType();
  const value = type?.getLiteralValue();
  if (type?.isBooleanLiteral() === true) return type.getText() === "true";
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

function readResult(type: Type, { node, wish }: Subject, reader: TypeReader): string {
  if (!mayBeUndefined(type)) return reader.read(type, node, wish);
  return reader.refuse(node, "the function may return undefined", "return null instead");
}

/** What a function gives, free of a promise. */
function resultOf(signature: Signature): Type {
  const whole = signature.getReturnType();
  const isPromise = /^Promise(Like)?$/.test(standardName(whole) ?? "");
  return (isPromise ? whole.getTypeArguments()[0] : undefined) ?? whole;
}

/** What cachegen hands to a creator after its arguments. */
function isContext(type: Type): boolean {
  return /^(Multi)?CreationContext$/.test(type.getSymbol()?.getName() ?? "");
}
