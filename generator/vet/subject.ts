import type { FunctionModel, SchemaModel } from "../schema/model.js";
import type { ImportUse } from "../schema/read-schema.js";

/** A function of the schema with the creator it names, and the place it names it at. */
export interface CreatorUse {
  readonly region: string;
  readonly model: FunctionModel;
  readonly use: ImportUse;
}

/** Joins the creators a schema names, in the order of its text, to the functions that name them: in the same order. */
export function creatorUses(
  { regions }: SchemaModel,
  imports: readonly ImportUse[],
): readonly CreatorUse[] {
  const functions = regions.flatMap((region) =>
    region.functions
      .filter(({ creator }) => creator !== undefined)
      .map((model) => ({ region: region.name, model })),
  );
  const uses = imports.filter((use) => use.as === "creator");
  return functions.flatMap((each, at) => {
    const use = uses[at];
    return use === undefined ? [] : [{ ...each, use }];
  });
}
