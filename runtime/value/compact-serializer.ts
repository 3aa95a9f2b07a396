import { isList } from "./container.js";
import { parse } from "./parse.js";
import { Misfit, type Serializer } from "./serializer.js";

/** What a compact serializer is made of: how its type is written by position, and the serializer by name. */
export interface CompactSpec<V> {
  /** The serializer of the same type in plain JSON, which copies and measures. */
  readonly plain: Serializer<V>;
  /** Of the type and its compact form. */
  readonly fingerprint: string;
  /** The value as JSON text by position. Throws a {@link Misfit}. */
  encode(value: V): string;
  /** The value of parsed JSON by position. Throws a {@link Misfit}. */
  decode(json: unknown): V;
}

/**
 * Serializer of a type's compact form. Positions mean nothing to who does not know the type, so each text says whose they
 * are: `["<fingerprint>",<value>]`. A text of another type, or in plain JSON, is none of ours; `null` is `null` in all.
 */
export function compactSerializer<V>(spec: CompactSpec<V>): Serializer<V> {
  const head = `["${spec.fingerprint}",`;
  return {
    encode: (value) => {
      const text = spec.encode(value);
      return text === "null" ? text : `${head}${text}]`;
    },
    decode: (text) => {
      const json = parse(text);
      return spec.decode(json === null ? null : payloadOf(json, spec.fingerprint));
    },
    copy: spec.plain.copy,
    size: spec.plain.size,
    schema: spec.plain.schema,
  };
}

function payloadOf(json: unknown, fingerprint: string): unknown {
  if (!isList(json) || json.length !== 2 || json[0] !== fingerprint) {
    throw new Misfit("the entry", "in the compact form of today's type");
  }
  return json[1];
}
