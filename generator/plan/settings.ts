import type { FunctionPolicy, RegionModel } from "../schema/model.js";
import { numberText, quote } from "./literal.js";

/** A property of an object literal. */
export type Setting = readonly [name: string, value: string];

/** What a region sets, in one order everywhere. */
export function regionSettings(region: RegionModel): readonly Setting[] {
  return settings({ ...region.policy, values: region.values, maxEntries: region.maxEntries });
}

/** What a function sets beyond its region. */
export function functionSettings(policy: FunctionPolicy): readonly Setting[] {
  return settings(policy);
}

/** All that can be set; the order here is the order in the output. */
const ORDER = [
  "expirationMs",
  "graceMs",
  "refresh",
  "cacheNullMs",
  "missingMs",
  "maxBatch",
  "strict",
  "values",
  "maxEntries",
] as const;

type Values = Readonly<
  Partial<Record<(typeof ORDER)[number], number | string | boolean | undefined>>
>;

function settings(values: Values): readonly Setting[] {
  return ORDER.flatMap((name): readonly Setting[] => {
    const value = values[name];
    return value === undefined ? [] : [[name, settingText(value)]];
  });
}

function settingText(value: number | string | boolean): string {
  if (typeof value === "number") return numberText(value);
  return typeof value === "string" ? quote(value) : String(value);
}
