import type { FunctionModel } from "../schema/model.js";
import { call, template } from "./code.js";
import type { FunctionSite } from "./function-site.js";
import { keySegment, quote } from "./literal.js";
import type { Parameter } from "./parameters.js";
import type { Code, Template } from "./plan.js";
import { itemCode, KEY, valueCode, type ValueContext } from "./value-code.js";

/** The key of a function's arguments: the fixed head, then one part an argument. */
export function keyTemplate(
  model: FunctionModel,
  parameters: readonly Parameter[],
  site: FunctionSite,
): Template {
  const { scope, table, keys } = site;
  const context: ValueContext = {
    verb: KEY,
    scope,
    table,
    functionOf: (type) => `${scope.module("keys")}.${keys.get(type) ?? type}`,
  };
  const parts = parameters.map(
    (parameter) => [":", keyPart(parameter, `${model.name} ${parameter.label}`, context)] as const,
  );
  return template([keyHead(model, site)], ...parts);
}

/** `namespace:region:function@version`. Entries shared with a single function bear that one's name and version. */
function keyHead(model: FunctionModel, { namespace, region }: FunctionSite): string {
  const { name, version } = ownerOf(model, region.functions);
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
