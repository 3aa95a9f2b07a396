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
import { headOf } from "./signature.js";
import type { TypeScope } from "./type-scope.js";
import { findVarying } from "./varying.js";

/** What a function may share with: the others of its region. */
export interface SharedScope {
  readonly types: TypeScope;
  readonly region: RegionDeclaration;
  /** The functions of the region by name; of two with one name the first. */
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
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

function findShared(
  { value: name, span }: Located<string>,
  { types, functions }: SharedScope,
): FunctionDeclaration | undefined {
  const found = functions.get(name);
  if (found !== undefined && isSingle(found)) return found;
  const message =
    found === undefined
      ? `this region has no function ${quote(name)}`
      : `${quote(name)} is itself a function of many keys`;
  const { report } = types;
  const hint = report.isLong ? undefined : hintFor(name, functions);
  report.add({ code: "CG3008", span, message, hint });
  return undefined;
}

function hintFor(name: string, functions: SharedScope["functions"]): string {
  const singles = [...functions.values()].filter(isSingle).map((single) => single.name.value);
  return suggestion(name, singles) ?? "name a function of this region without multi";
}
