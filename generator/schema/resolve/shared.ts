import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { suggestion } from "../../diagnostic/suggest.js";
import type { MultiModel, SingleModel } from "../model.js";
import {
  isSingle,
  type FunctionDeclaration,
  type RegionDeclaration,
} from "../shape/declaration.js";
import type { Located } from "../source/node.js";
import { keyingOf } from "./key/keying.js";
import { checkResultOptions } from "./result-options.js";
import { checkShared, sharedPolicyOf } from "./sharing.js";
import { creatorOf, headOf } from "./signature.js";
import type { TypeScope } from "./type-scope.js";
import { findVarying } from "./varying.js";

/** What a function may share with: the others of its region. */
export interface SharedScope {
  readonly types: TypeScope;
  readonly region: RegionDeclaration;
  /** The functions of one key that were joined without a fault, by name. */
  readonly singles: ReadonlyMap<string, SingleModel>;
}

/** Joins a function of many keys to the one whose entries, arguments, type and keys it shares. */
export function resolveShared(
  declaration: FunctionDeclaration,
  scope: SharedScope,
): MultiModel | undefined {
  const { report } = scope.types;
  checkOwnKeys(declaration, report);
  const single = declaration.multiOf && findShared(declaration.multiOf, scope);
  if (single === undefined) return undefined;
  const varying = findVarying(declaration, single, report);
  const creator = creatorOf(declaration, scope.types);
  const sharing = { multi: declaration, single, region: scope.region };
  checkShared(sharing, report);
  checkResultOptions(declaration, single.returns, scope.types);
  const model = scope.singles.get(single.name.value);
  if (model === undefined || varying === undefined) return undefined;
  const { args, returns } = model;
  return {
    kind: "multi",
    ...headOf(declaration),
    ...keyingOf(single),
    args,
    returns,
    varying,
    result: declaration.options.result?.value ?? "map",
    multiOf: single.name.value,
    ...creator,
    policy: sharedPolicyOf(sharing),
  };
}

function checkOwnKeys(declaration: FunctionDeclaration, report: Report): void {
  const { args, returns, options, multiOf } = declaration;
  const given = {
    args: args?.span,
    returns: returns?.span,
    version: options.version?.span,
    key: options.key?.span,
    keyHash: options.keyHash?.span,
    python: options.python?.span,
  };
  for (const [key, span] of Object.entries(given)) {
    if (span === undefined) continue;
    const message = `${key} does not go with multiOf`;
    const hint = `leave it out: it is taken from ${quote(multiOf?.value ?? "")}`;
    report.add({ code: "CG2014", span, message, hint });
  }
}

function findShared(multiOf: Located<string>, scope: SharedScope): FunctionDeclaration | undefined {
  const { value: name, span } = multiOf;
  const found = scope.region.functions.find((candidate) => candidate.name.value === name);
  if (found !== undefined && isSingle(found)) return found;
  const names = scope.region.functions.filter(isSingle).map((candidate) => candidate.name.value);
  const message =
    found === undefined
      ? `this region has no function ${quote(name)}`
      : `${quote(name)} is itself a function of many keys`;
  const hint = suggestion(name, names) ?? "name a function of this region without multi";
  scope.types.report.add({ code: "CG3008", span, message, hint });
  return undefined;
}
