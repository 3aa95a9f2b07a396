import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { suggestion } from "../../diagnostic/suggest.js";
import type { FunctionModel, RegionModel, SingleModel } from "../model.js";
import {
  isSingle,
  type BackendDeclaration,
  type FunctionDeclaration,
  type RegionDeclaration,
} from "../shape/declaration.js";
import { given } from "../source/given.js";
import { checkBounds, checkSerializer, checkWire } from "./check-bounds.js";
import { checkPolicy } from "./check-policy.js";
import { resolveMulti, resolveSingle } from "./function.js";
import { checkNames } from "./names.js";
import { policyOf } from "./policy.js";
import { resolveShared, type SharedScope } from "./shared.js";
import { creatorOf } from "./signature.js";
import type { TypeScope } from "./type-scope.js";

/** What the names in a region may refer to. */
export interface RegionScope {
  readonly types: TypeScope;
  /** Those declared, by name. */
  readonly backends: ReadonlyMap<string, BackendDeclaration>;
}

/** Backends listed at most, for a region that names none. */
const MOST_LISTED = 12;

/** What is set for a region as a whole. */
const SETTINGS = [
  "keyMangler",
  "values",
  "serializer",
  "wire",
  "validate",
  "maxEntries",
  "maxBytes",
  "maxValueBytes",
  "maxCreators",
  "backendTimeoutMs",
  "breakerFailures",
  "breakerPauseMs",
] as const;

/** Joins the names of a region; what was reported is left out. */
export function resolveRegion(region: RegionDeclaration, scope: RegionScope): RegionModel {
  const { name, options } = region;
  const { report } = scope.types;
  checkNames(
    region.functions.map((declaration) => declaration.name),
    "function",
    report,
  );
  const backend = backendOf(region, scope.backends, report);
  checkPolicy(region, report);
  checkBounds(options, backend, report);
  checkSerializer(options, report);
  checkWire(options, report);
  return {
    name: name.value,
    ...given(options, ["description"]),
    backend,
    policy: policyOf(options),
    ...given(options, SETTINGS),
    functions: resolveFunctions(region, scope.types),
  };
}

/** Finds the text of a region's backend; without any declared it is `memory`. */
function backendOf(
  { name, options }: RegionDeclaration,
  backends: ReadonlyMap<string, BackendDeclaration>,
  report: Report,
): string {
  const wanted = options.backend;
  if (wanted === undefined && backends.size < 2) {
    const [only] = backends.values();
    return only?.text?.value ?? "memory";
  }
  const found = wanted && backends.get(wanted.value);
  if (found !== undefined) return found.text?.value ?? "memory";
  if (wanted === undefined) {
    const message = `region ${quote(name.value)} must say which backend, there are ${backends.size}`;
    const names = [...backends.keys()].slice(0, MOST_LISTED).join(", ");
    const more = backends.size > MOST_LISTED ? ", …" : "";
    const hint = `write backend: and one of ${names}${more}`;
    report.add({ code: "CG3007", span: name.span, message, hint });
  } else {
    const message = `there is no backend ${quote(wanted.value)}`;
    const near = report.isLong ? undefined : suggestion(wanted.value, [...backends.keys()]);
    const hint = near ?? "name one under backends, such as main: memory";
    report.add({ code: "CG3007", span: wanted.span, message, hint });
  }
  return "memory";
}

/** Functions of one key come first, since those of many may share with them; the order stays. */
function resolveFunctions(region: RegionDeclaration, types: TypeScope): readonly FunctionModel[] {
  const { functions } = region;
  const singles = new Map<string, SingleModel>();
  for (const declaration of functions.filter(isSingle)) {
    const model = resolveSingle(declaration, types);
    if (model !== undefined) singles.set(model.name, model);
  }
  const scope = { types, region, functions: firstByName(functions), singles };
  return functions.flatMap((declaration) => {
    const model = resolveFunction(declaration, scope);
    const creator = creatorOf(declaration, region.name.value, types);
    return model === undefined ? [] : [{ ...model, ...creator }];
  });
}

function resolveFunction(
  declaration: FunctionDeclaration,
  scope: SharedScope,
): FunctionModel | undefined {
  if (declaration.multiOf !== undefined) return resolveShared(declaration, scope);
  if (declaration.multi !== undefined) return resolveMulti(declaration, scope.types);
  return scope.singles.get(declaration.name.value);
}

function firstByName(
  functions: readonly FunctionDeclaration[],
): ReadonlyMap<string, FunctionDeclaration> {
  const named = new Map<string, FunctionDeclaration>();
  for (const each of functions) if (!named.has(each.name.value)) named.set(each.name.value, each);
  return named;
}
