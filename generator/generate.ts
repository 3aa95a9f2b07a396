import { emitPlan } from "./emit/emit.js";
import { buildPlan } from "./plan/build-plan.js";
import type { SchemaModel } from "./schema/model.js";

/**
 * The files of a schema, without the manifest: file name inside the output folder to text.
 * `schemaName` is the base name of the schema's file, for the headers.
 */
export async function generate(
  model: SchemaModel,
  schemaName: string,
): Promise<ReadonlyMap<string, string>> {
  // ts-morph takes longer to load than all else takes to run.
  const { printFiles } = await import("./emit/print.js");
  return printFiles(emitPlan(buildPlan(model, schemaName)));
}
