import { parse } from "./parse.js";
import { Misfit, type PlainSerializer, type Schema, type SchemaResult } from "./serializer.js";

/**
 * Serializer by a type's zod schema instead of its straight-line code: slower, and the reference for that. What is neither
 * checked nor encoded is left to the compiled one.
 */
export function zodSerializer<V>(
  schema: Schema<V>,
  { revive, size }: Pick<PlainSerializer<V>, "revive" | "size">,
): PlainSerializer<V> {
  const wireOf = (value: V): unknown => dataOf(schema.safeEncode(value));
  const valueOf = (wire: unknown): V => dataOf(schema.safeDecode(wire));
  return {
    encode: (value) => {
      const wire = wireOf(value);
      // While it encodes, zod may overlook a limit in a type that holds itself; not while it decodes.
      valueOf(wire);
      return JSON.stringify(wire);
    },
    decode: (text) => valueOf(parse(text)),
    ...(revive === undefined ? {} : { revive }),
    copy: (value) => valueOf(wireOf(value)),
    size,
    schema: () => Promise.resolve(schema),
  };
}

/** What zod made. Throws a {@link Misfit} that names the place when it refused. */
function dataOf<T>(result: SchemaResult<T>): T {
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  throw new Misfit(place === "" ? "the value" : place, `what its schema says: ${issue?.message}`);
}
