import type { FunctionSurface, RegionSurface, Surface, TypeSurface } from "./surface.js";

/** The surface in what was parsed of a file; `undefined` where anything of it is not as it was written. */
export function readSurface(value: unknown): Surface | undefined {
  return isSurface(value) ? value : undefined;
}

type Members = Readonly<Record<string, unknown>>;

function isSurface(value: unknown): value is Surface {
  return (
    isObject(value) &&
    isText(value["namespace"]) &&
    isRecordOf(value["regions"], isRegion) &&
    isRecordOf(value["functions"], isFunction) &&
    isRecordOf(value["types"], isType)
  );
}

function isRegion(value: unknown): value is RegionSurface {
  return isObject(value) && isAbsentOr(value["keyMangler"], isText);
}

function isType(value: unknown): value is TypeSurface {
  return isText(value) || isRecordOf(value, isText);
}

/** What a function must have, and what it may have. */
const REQUIRED = ["key", "fingerprint", "returns", "accessor"] as const;
const OPTIONAL = ["keyHash", "varying", "bound"] as const;

function isFunction(value: unknown): value is FunctionSurface {
  return (
    isObject(value) &&
    Number.isSafeInteger(value["version"]) &&
    ["single", "map", "list"].some((kind) => kind === value["kind"]) &&
    REQUIRED.every((name) => isText(value[name])) &&
    OPTIONAL.every((name) => isAbsentOr(value[name], isText)) &&
    isRecordOf(value["args"], isText) &&
    ["parts", "defaults"].every((name) => isAbsentOr(value[name], isTexts))
  );
}

function isTexts(value: unknown): boolean {
  return isRecordOf(value, isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isAbsentOr(value: unknown, holds: (value: unknown) => boolean): boolean {
  return value === undefined || holds(value);
}

function isRecordOf(value: unknown, holds: (value: unknown) => boolean): boolean {
  return isObject(value) && Object.values(value).every(holds);
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
