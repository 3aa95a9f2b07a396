/** Why a value was refused, as the zod schema of its type says it. zod is loaded for this, and for nothing on the way of a hit. */
import { loadSchema } from "./load-schema.js";
import { parse } from "./parse.js";
import { Misfit, type PlainSerializer, type Schema, type SchemaIssue } from "./serializer.js";

/** What was refused: a value on its way in, or a text on its way out. */
export type Refused = { readonly value: unknown } | { readonly text: string };

/** Lets an error tell why, if it is a misfit and there is a schema to ask. */
export function explainable<V>(
  error: unknown,
  { schema }: Pick<PlainSerializer<V>, "schema">,
  refused: Refused,
): void {
  if (!(error instanceof Misfit) || schema === undefined) return;
  error.explainBy(async () => {
    const known = await loadSchema(schema);
    try {
      return issuesOf(known, refused);
    } catch (fault) {
      // It nests deeper than zod can follow: then the misfit itself says all that is known.
      if (fault instanceof RangeError) return [];
      throw fault;
    }
  });
}

/** Nothing where the schema takes it: then the misfit itself says all that is known. */
function issuesOf<V>(schema: Schema<V>, refused: Refused): readonly SchemaIssue[] {
  if ("text" in refused) return decodingIssues(schema, parse(refused.text));
  const encoded = schema.safeEncode(refused.value);
  return encoded.success ? decodingIssues(schema, encoded.data) : encoded.error.issues;
}

function decodingIssues<V>(schema: Schema<V>, wire: unknown): readonly SchemaIssue[] {
  const decoded = schema.safeDecode(wire);
  return decoded.success ? [] : decoded.error.issues;
}
