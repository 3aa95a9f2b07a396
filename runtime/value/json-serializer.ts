import * as copy from "./copy.js";
import * as decode from "./decode.js";
import * as encode from "./encode.js";
import type { JsonValue } from "./json.js";
import type { PlainSerializer } from "./serializer.js";
import * as size from "./size.js";

const PLACE = "the value";

/** Serializer of any JSON value, for keys that no schema describes. */
export const jsonSerializer: PlainSerializer<unknown> = {
  encode: (value) => encode.json(own(value), PLACE),
  decode: (text) => decode.json(decode.parse(text), PLACE),
  revive: decode.parse,
  copy: (value) => copy.json(own(value), PLACE),
  size: (value) => size.json(own(value)),
};

/** The functions of the `json` type check what they are given, so it may be said to be one. */
function own(value: unknown): JsonValue {
  return value as JsonValue;
}
