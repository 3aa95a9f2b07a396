import type { FunctionModel, KeyHashModel, KeyPiece } from "../schema/model.js";
import { call, template } from "./code.js";
import type { FunctionSite } from "./function-site.js";
import { keySegment, quote } from "./literal.js";
import type { Parameter } from "./parameters.js";
import type { Code, Template } from "./plan.js";
import { itemCode, KEY, valueCode, type ValueContext } from "./value-code.js";

/**
 * The key of a function's arguments: as the schema spells it out, or a fixed head and one part an argument.
 * A function that shares entries with another has the keys of that one.
 */
export function keyCode(
  model: FunctionModel,
  parameters: readonly Parameter[],
  site: FunctionSite,
): Code {
  const owner = ownerOf(model, site.region.functions);
  const parts = keyParts(model, parameters, site);
  if (owner.key !== undefined) return spelledKey(owner.key, parts);
  const head = keyHead(owner, site);
  if (owner.keyHash !== undefined) return hashedKey(owner.keyHash, `${head}:`, { parts, site });
  return template([head], ...[...parts.values()].map((part) => [":", part] as const));
}

/** The parts of the arguments by their names. */
type KeyParts = ReadonlyMap<string, Code>;

function keyParts(
  model: FunctionModel,
  parameters: readonly Parameter[],
  { scope, table, keys }: FunctionSite,
): KeyParts {
  const context: ValueContext = {
    verb: KEY,
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
  if (part === undefined) throw new Error(`no argument is called ${quote(name)}`);
  return part;
}

interface HashSite {
  readonly parts: KeyParts;
  readonly site: FunctionSite;
}

/** The runtime joins the head to a digest of it and the parts. */
function hashedKey(hash: KeyHashModel, head: string, { parts, site }: HashSite): Code {
  const [first = quote(""), ...others] = parts.values();
  const joined = template(["", first], ...others.map((part) => [":", part] as const));
  const text = others.length === 0 ? first : joined;
  const secret = hash.kind === "hmac" ? [quote(hash.variable)] : [];
  return call(`${site.scope.value("key")}.${hash.kind}`, quote(head), text, ...secret);
}

/** `namespace:region:function@version`. */
function keyHead({ name, version }: FunctionModel, { namespace, region }: FunctionSite): string {
  const segments = [namespace, region.name, name].map(keySegment).join(":");
  return version === undefined ? segments : `${segments}@${version}`;
}

function ownerOf(model: FunctionModel, functions: readonly FunctionModel[]): FunctionModel {
  if (model.kind === "single" || model.multiOf === undefined) return model;
  const owner = functions.find((candidate) => candidate.name === model.multiOf);
  if (owner === undefined) throw new Error(`no function is called ${quote(model.multiOf)}`);
  return owner;
}

function keyPart(
  { model, name, label, initial }: Parameter,
  hint: string,
  context: ValueContext,
): Code {
  const place = quote(label);
  if (model.optional && initial === undefined) {
    const optional = `${context.scope.value("key")}.optional`;
    return call(optional, name, itemCode(model.type, hint, context), place);
  }
  return valueCode(model.type, { value: name, simple: true, place, hint }, context);
}
