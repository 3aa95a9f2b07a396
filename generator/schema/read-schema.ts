import type { Diagnostic, Span } from "../diagnostic/diagnostic.js";
import { Report } from "../diagnostic/report.js";
import type { SchemaModel } from "./model.js";
import type { Places } from "./resolve/places.js";
import type { ImportUse } from "./resolve/type-scope.js";
import { resolveSchema } from "./resolve/schema.js";
import { shapeSchema } from "./shape/schema.js";
import { defined } from "./source/given.js";
import { valueOf } from "./source/node.js";
import { parseSource } from "./source/parse.js";

export type { Places } from "./resolve/places.js";
export type { ImportUse } from "./resolve/type-scope.js";

const NONE = [] as const;

/** A model, or at least one diagnostic; never both. */
export type SchemaReading =
  | {
      readonly model: SchemaModel;
      readonly diagnostics: readonly [];
      /** The modules of the user's own that the schema names, in its order. */
      readonly imports: readonly ImportUse[];
      readonly places: Places;
      /** Where the schema names its output folder; left out where it does not. */
      readonly outputSpan?: Span;
      /** Where the schema names the language of its output; left out where it does not. */
      readonly emitSpan?: Span;
    }
  | { readonly model?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads the text of a schema. Reports every fault, in the order of the text; never throws. */
export function readSchema(text: string): SchemaReading {
  const report = new Report();
  const root = parseSource(text, report);
  const schema = root && shapeSchema(root, report);
  const resolved = schema && resolveSchema(schema, report);
  if (resolved === undefined || !report.isEmpty) return { diagnostics: report.sorted() };
  const spanOf = (key: string): Span | undefined =>
    root?.kind === "map" ? valueOf(root, key)?.span : undefined;
  const spans = defined({ outputSpan: spanOf("output"), emitSpan: spanOf("emit") });
  return { ...resolved, diagnostics: NONE, ...spans };
}
