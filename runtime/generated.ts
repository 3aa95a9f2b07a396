/** `cachegen/runtime`: what generated code imports. Its names are for the generator; no logic. */
import * as checks from "./value/check.js";
import * as copies from "./value/copy.js";
import * as decoders from "./value/decode.js";
import * as encoders from "./value/encode.js";
import * as sizes from "./value/size.js";

export * from "./index.js";
export * as key from "./key/part.js";
export * as python from "./key/python.js";
export { importedType, type ImportedType } from "./value/imported-type.js";
export { compactSerializer, type CompactSpec } from "./value/compact-serializer.js";
export { lazySchema } from "./value/serializer.js";
export { defineFunction } from "./definition/single.js";
export { defineListFunction, defineMapFunction } from "./definition/multi.js";
export type { AnyFunctionSpec, AnyMultiSpec, FunctionSpec, MultiSpec } from "./definition/spec.js";

// Plain objects: bundled, a namespace answers each call with a getter, which costs more than most checks do.
export const check: typeof checks = { ...checks };
export const copy: typeof copies = { ...copies };
export const decode: typeof decoders = { ...decoders };
export const encode: typeof encoders = { ...encoders };
export const size: typeof sizes = { ...sizes };
