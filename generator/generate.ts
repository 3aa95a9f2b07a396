import { emitPlan } from "./emit/emit.js";
import { buildPlan } from "./plan/build-plan.js";
import { groundOf } from "./plan/ground.js";
import type { SchemaModel } from "./schema/model.js";
import type { Surface } from "./surface/surface.js";
import { surfaceOf } from "./surface/surface-of.js";

/** All that a schema yields, the manifest left aside. */
export interface Output {
  /** File name inside the output folder to text. */
  readonly files: ReadonlyMap<string, string>;
  /** What others rely on, for the manifest. */
  readonly surface: Surface;
}

/** The output of a schema. `schemaName` is the base name of the schema's file, for the headers. */
export async function generateOutput(model: SchemaModel, schemaName: string): Promise<Output> {
  // ts-morph takes longer to load than all else takes to run.
  const { printFiles } = await import("./emit/print.js");
  const ground = groundOf(model);
  const files = printFiles(emitPlan(buildPlan(model, schemaName, ground)));
  return { files, surface: surfaceOf(model, ground) };
}
