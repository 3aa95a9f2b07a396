import type { FunctionModel, KeyHashModel, KeyPiece, PythonModel } from "../schema/model.js";
import { call, template, tuple } from "./code.js";
import type { FunctionSite } from "./function-site.js";
import { keySegment, stringText } from "./literal.js";
import type { Parameter } from "./parameters.js";
import type { Code, Template } from "./plan.js";
import {
  itemCode,
  KEY,
  PYTHON,
  PYTHON_ALONE,
  valueCode,
  type ValueContext,
  type Verb,
} from "./value-code.js";

/**
 * The key of a function's arguments: as the schema spells it out, as Python has it, or a fixed head and one part an argument.
 * A function that shares entries with another has the keys of that one.
 */
export function keyCode(
  model: FunctionModel,
  parameters: readonly Parameter[],
  site: FunctionSite,
): Code {
  const owner = ownerOf(model, site.region.functions);
  if (owner.python !== undefined) return pythonKey(owner.python, { model, parameters, site });
  const parts = keyParts(KEY, { model, parameters, site });
  if (owner.key !== undefined) return spelledKey(owner.key, parts);
  const head = keyHead(owner, site);
  if (owner.keyHash !== undefined) return hashedKey(owner.keyHash, `${head}:`, { parts, site });
  return template([head], ...[...parts.values()].map((part) => [":", part] as const));
}

/** The parts of the arguments by their names. */
type KeyParts = ReadonlyMap<string, Code>;

/** The arguments a key is made of. */
interface KeySource {
  readonly model: FunctionModel;
  readonly parameters: readonly Parameter[];
  readonly site: FunctionSite;
}

function keyParts(verb: Verb, { model, parameters, site }: KeySource): KeyParts {
  const { scope, table, keys } = site;
  const context: ValueContext = {
    verb,
    scope,
    table,
    functionOf: (type) => `${scope.module("keys")}.${keys.get(type) ?? type}`,
  };
  return new Map(
    parameters.map((parameter) => {
      const hint = `${model.name} ${parameter.label}`;
      return [parameter.model.name, keyPart(parameter, hint, context)];
    }),
  );
}

/** The runtime puts the parts together as dogpile.cache does. */
function pythonKey({ function: path, namespace }: PythonModel, source: KeySource): Code {
  const parts = keyParts(source.parameters.length === 1 ? PYTHON_ALONE : PYTHON, source);
  const named = namespace === undefined ? "undefined" : stringText(namespace);
  const key = `${source.site.scope.value("python")}.key`;
  return call(key, stringText(path), named, tuple([...parts.values()]));
}

/** Each text of a template stands before the value that follows it. */
function spelledKey(pieces: readonly KeyPiece[], parts: KeyParts): Template {
  const stretches = pieces.map(
    (piece, index): readonly [text: string, value?: Code] | undefined => {
      const before = pieces[index - 1];
      if (piece.kind === "text")
        return pieces[index + 1]?.kind === "argument" ? undefined : [piece.text];
      return [before?.kind === "text" ? before.text : "", partOf(piece.name, parts)];
    },
  );
  return template(...stretches.filter((stretch) => stretch !== undefined));
}

function partOf(name: string, parts: KeyParts): Code {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`no argument is called ${stringText(name)}`);
  return part;
}

interface HashSite {
  readonly parts: KeyParts;
  readonly site: FunctionSite;
}

/** The runtime joins the head to a digest of it and the parts. */
function hashedKey(hash: KeyHashModel, head: string, { parts, site }: HashSite): Code {
  const [first = stringText(""), ...others] = parts.values();
  const joined = template(["", first], ...others.map((part) => [":", part] as const));
  const text = others.length === 0 ? first : joined;
  const secret = hash.kind === "hmac" ? [stringText(hash.variable)] : [];
  return call(`${site.scope.value("key")}.${hash.kind}`, stringText(head), text, ...secret);
}

/** `namespace:region:function@version`. */
export function keyHead(
  { name, version }: FunctionModel,
  { namespace, region }: Pick<FunctionSite, "namespace" | "region">,
): string {
  const segments = [namespace, region.name, name].map(keySegment).join(":");
  return version === undefined ? segments : `${segments}@${version}`;
}

/** The function whose keys a function has: itself, or the one it shares entries with. */
export function ownerOf(model: FunctionModel, functions: readonly FunctionModel[]): FunctionModel {
  if (model.kind === "single" || model.multiOf === undefined) return model;
  const owner = functions.find((candidate) => candidate.name === model.multiOf);
  if (owner === undefined) throw new Error(`no function is called ${stringText(model.multiOf)}`);
  return owner;
}

function keyPart(
  { model, name, label, initial }: Parameter,
  hint: string,
  context: ValueContext,
): Code {
  const place = stringText(label);
  if (model.optional && initial === undefined) {
    const optional = `${context.scope.value("key")}.optional`;
    return call(optional, name, itemCode(model.type, hint, context), place);
  }
  return valueCode(model.type, { value: name, simple: true, place, hint }, context);
}
