import { CacheError, reasonOf } from "../errors.js";
import type { UnknownRecord } from "./container.js";
import type { CopyItem } from "./copy.js";
import type { DecodeItem } from "./decode.js";
import type { EncodeItem } from "./encode.js";
import { jsonText } from "./json-text.js";
import { parse } from "./parse.js";
import { Misfit, type Schema, type SchemaResult } from "./serializer.js";
import { string, type SizeItem } from "./size.js";

/** What generated code does with values of a type that is a zod schema of the user's own. */
export interface ImportedType<V> {
  readonly encode: EncodeItem<V>;
  readonly decode: DecodeItem<V>;
  readonly copy: CopyItem<V>;
  readonly size: SizeItem<V>;
}

/** Which schema is asked, and the place of the value, for messages. */
interface Question {
  readonly name: string;
  readonly place: string;
}

/** What the type of a schema's values is read from, whatever kind of schema it is. */
interface Typed<V> {
  readonly _zod: { readonly output: V };
}

/**
 * A type by a zod schema of the user's own: encoded and decoded by it, copied through the text a store would keep, so
 * that hit and miss have one shape. `find` is asked when the type is first used; `name` is the schema's, for messages.
 * Its functions throw a `Misfit`, and a `CacheError` `schema-invalid` when the schema is none or has no way back.
 */
export function importedType<V>(find: () => Typed<V>, name: string): ImportedType<V> {
  let known: Schema<V> | undefined;
  const schema = (): Schema<V> => (known ??= schemaOf<V>(find(), name));
  const encode: EncodeItem<V> = (value, place) => {
    const wire = answerOf({ name, place }, () => schema().safeEncode(value));
    return jsonText(wire, place, presentNames);
  };
  const decode: DecodeItem<V> = (json, place) =>
    answerOf({ name, place }, () => schema().safeDecode(json));
  return {
    encode,
    decode,
    copy: (value, place) => decode(parse(encode(value, place)), place),
    size: (value) => string(encode(value, name)),
  };
}

/** Names of members that JSON has a form for: zod keeps an optional member that was given as `undefined`. */
function presentNames(members: UnknownRecord): readonly string[] {
  return Object.keys(members).filter((name) => members[name] !== undefined);
}

function schemaOf<V>(found: unknown, name: string): Schema<V> {
  if (isSchema<V>(found)) return found;
  throw new CacheError(
    "schema-invalid",
    `${name} is not a zod schema: export one made by zod 4.1 or later, not by zod/mini`,
  );
}

function isSchema<V>(found: unknown): found is Schema<V> {
  if (typeof found !== "object" || found === null || !("_zod" in found)) return false;
  return "safeDecode" in found && "safeEncode" in found;
}

/** Asks the schema. What it throws instead of answering is its own fault, or that of a function in it. */
function answerOf<T>({ name, place }: Question, ask: () => SchemaResult<T>): T {
  try {
    return dataOf(ask(), place);
  } catch (cause) {
    if (cause instanceof CacheError || cause instanceof Misfit) throw cause;
    if (!isSchemaFault(cause)) {
      throw new Misfit(place, `what its schema takes: ${reasonOf(cause)}`);
    }
    const message = `${name} cannot be stored: ${reasonOf(cause)}`;
    throw new CacheError("schema-invalid", message, { cause });
  }
}

/** A transform that has no way back, or a check that answers later: no value of the type could pass. */
function isSchemaFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "ZodEncodeError" || error.constructor.name === "$ZodAsyncError";
}

function dataOf<T>(result: SchemaResult<T>, place: string): T {
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [place, ...(issue?.path.map(String) ?? [])].join(".");
  throw new Misfit(path, `what its schema says: ${issue?.message}`);
}
