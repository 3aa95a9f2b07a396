/** `cachegen/runtime`: what generated code imports. Its names are for the generator; no logic. */
export * from "./index.js";
export * as check from "./value/check.js";
export * as copy from "./value/copy.js";
export * as decode from "./value/decode.js";
export * as encode from "./value/encode.js";
export * as key from "./key/part.js";
export * as size from "./value/size.js";
export * as wire from "./value/wire.js";
export { importedType, type ImportedType } from "./value/imported-type.js";
export { compactSerializer, type CompactSpec } from "./value/compact-serializer.js";
export { lazySchema, tagged } from "./value/serializer.js";
export { defineFunction } from "./definition/single.js";
export { defineListFunction, defineMapFunction, type MultiSpec } from "./definition/multi.js";
export type { FunctionSpec } from "./definition/site.js";
