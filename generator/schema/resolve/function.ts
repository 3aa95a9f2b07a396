import type { MultiModel, SingleModel } from "../model.js";
import type { FunctionDeclaration } from "../shape/declaration.js";
import { keyingOf } from "./key/keying.js";
import { functionPolicyOf } from "./policy.js";
import { checkResultOptions } from "./result-options.js";
import { headOf, resolveSignature } from "./signature.js";
import type { TypeScope } from "./type-scope.js";
import { findVarying } from "./varying.js";

/** Joins the names of a function of one key; `undefined` when a part of it was reported. */
export function resolveSingle(
  declaration: FunctionDeclaration,
  types: TypeScope,
): SingleModel | undefined {
  const signature = resolveSignature(declaration, types);
  checkResultOptions(declaration, declaration.returns, types);
  if (signature === undefined) return undefined;
  const policy = functionPolicyOf(declaration.options);
  const said = { ...headOf(declaration), ...keyingOf(declaration) };
  return { kind: "single", ...said, ...signature, policy };
}

/** Joins the names of a function of many keys with arguments of its own. */
export function resolveMulti(
  declaration: FunctionDeclaration,
  types: TypeScope,
): MultiModel | undefined {
  const signature = resolveSignature(declaration, types);
  const varying = findVarying(declaration, declaration, types.report);
  checkResultOptions(declaration, declaration.returns, types);
  if (signature === undefined || varying === undefined) return undefined;
  const result = declaration.options.result?.value ?? "map";
  const policy = functionPolicyOf(declaration.options);
  const said = { ...headOf(declaration), ...keyingOf(declaration) };
  return { kind: "multi", ...said, ...signature, varying, result, policy };
}
