import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { Report } from "../diagnostic/report.js";
import type { SchemaModel } from "./model.js";
import { resolveSchema } from "./resolve/schema.js";
import { shapeSchema } from "./shape/schema.js";
import { parseSource } from "./source/parse.js";

/** A model, or at least one diagnostic; never both. */
export type SchemaReading =
  | { readonly model: SchemaModel; readonly diagnostics: readonly [] }
  | { readonly model?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads the text of a schema. Reports every fault, in the order of the text; never throws. */
export function readSchema(text: string): SchemaReading {
  const report = new Report();
  const root = parseSource(text, report);
  const schema = root && shapeSchema(root, report);
  const model = schema && resolveSchema(schema, report);
  if (model !== undefined && report.isEmpty) return { model, diagnostics: [] };
  return { diagnostics: report.sorted() };
}
