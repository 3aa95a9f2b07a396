import type { FunctionModel, SchemaModel } from "../schema/model.js";
import type { ImportUse } from "../schema/read-schema.js";

/** A function of the schema with the creator it names, and the place it names it at. */
export interface CreatorUse {
  readonly region: string;
  readonly model: FunctionModel;
  readonly use: ImportUse;
}

/** The creators among what a schema names, each with its function. */
export function creatorUses(
  { regions }: SchemaModel,
  imports: readonly ImportUse[],
): readonly CreatorUse[] {
  const functions = new Map(
    regions.map(({ name, functions: all }) => [
      name,
      new Map(all.map((each) => [each.name, each])),
    ]),
  );
  return imports.flatMap((use) => {
    if (use.as !== "creator") return [];
    const model = functions.get(use.region)?.get(use.function);
    return model === undefined ? [] : [{ region: use.region, model, use }];
  });
}
