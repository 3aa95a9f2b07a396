import type { FunctionPolicy, KeyManglerModel, RegionModel } from "../schema/model.js";
import type { FileScope } from "./file-scope.js";
import { literalText, numberText } from "./literal.js";

/** A property of an object literal. */
export type Setting = readonly [name: string, value: string];

/** What a region sets, in one order everywhere. */
export function regionSettings(region: RegionModel, scope: FileScope): readonly Setting[] {
  const { keyMangler } = region;
  const mangler: readonly Setting[] =
    keyMangler === undefined ? [] : [["keyMangler", manglerText(keyMangler, scope)]];
  return [...settings({ ...region.policy, ...region }), ...mangler];
}

/** What a function sets beyond its region. */
export function functionSettings(policy: FunctionPolicy): readonly Setting[] {
  return settings(policy);
}

/** All that can be set; the order here is the order in the output. */
const ORDER = [
  "expirationMs",
  "graceMs",
  "jitter",
  "eager",
  "refresh",
  "softTimeoutMs",
  "hardTimeoutMs",
  "retryAfterMs",
  "leaseMs",
  "waitMs",
  "cacheNullMs",
  "missingMs",
  "maxBatch",
  "strict",
  "values",
  "serializer",
  "validate",
  "maxEntries",
  "maxBytes",
  "maxValueBytes",
  "maxCreators",
  "backendTimeoutMs",
  "breakerFailures",
  "breakerPauseMs",
] as const;

type Values = Readonly<
  Partial<Record<(typeof ORDER)[number], number | string | boolean | undefined>>
>;

function settings(values: Values): readonly Setting[] {
  return ORDER.flatMap((name): readonly Setting[] => {
    const value = values[name];
    return value === undefined ? [] : [[name, literalText(value)]];
  });
}

/** The function of the runtime that mangles keys, or `false` for none. */
function manglerText(mangler: KeyManglerModel, scope: FileScope): string {
  if (mangler.kind === "none") return "false";
  const name = scope.value(mangler.kind);
  return mangler.kind === "longerThan" ? `${name}(${numberText(mangler.length)})` : name;
}
