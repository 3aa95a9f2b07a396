import { basename, dirname } from "node:path";
import type { AdoptedInto, WholeReading, WholeSchema } from "../adopt/adopt-into.js";
import type { Obstacle } from "../adopt/adopted.js";
import type { Adoption } from "../adopt/write-alone.js";
import { namespaceOf } from "../schema/header.js";
import type { Call } from "./command.js";
import { wayToModules } from "./init/surroundings.js";
import { placeOutput } from "./place-output.js";

/** Where a schema is, or is to be. */
export interface SchemaPlace {
  /** Absolute path. */
  readonly path: string;
  /** The path, for messages. */
  readonly file: string;
  /** `undefined` when there is none yet. */
  readonly schema: WholeSchema | undefined;
}

/**
 * The schema of a place with a function put into it, as `vet` finds it right, or what speaks against it. Throws a
 * `Refusal` when the function does not fit into the schema.
 */
export async function adoptAt(
  place: SchemaPlace,
  adoption: Adoption,
  call: Call,
): Promise<AdoptedInto | readonly Obstacle[]> {
  const { adopted } = adoption;
  const { writeAlone, obstaclesIn } = await import("../adopt/write-alone.js");
  const { adoptInto } = await import("../adopt/adopt-into.js");
  const folder = dirname(place.path);
  const beginning = {
    namespace: namespaceOf(basename(folder)),
    modules: await wayToModules(folder),
  };
  const text = writeAlone(adoption, beginning);
  const own = await call.pipeline.readSchema(text);
  if (own.model === undefined) return obstaclesIn(text, own.diagnostics, adopted);
  const result =
    place.schema === undefined
      ? { text, reading: own, added: [...adopted.types.keys()] }
      : adoptInto(place.schema, adoption, own.model);
  const misfits = await misfitsOf(result.reading, place, adoption, call);
  return misfits.length > 0 ? misfits : result;
}

/** What `vet` has to say of the function. */
async function misfitsOf(
  { model, imports }: WholeReading,
  { path }: SchemaPlace,
  { adopted: { name, place }, region }: Adoption,
  { terminal, pipeline }: Call,
): Promise<readonly Obstacle[]> {
  const { vetCreators } = await import("../vet/vet.js");
  const own = imports.filter(
    (use) => use.as === "creator" && use.region === region && use.function === name,
  );
  const { folder } = await placeOutput(path, model.output);
  // As vet has it: TypeScript says all, whatever language is written.
  const { files } = await pipeline.generate({ ...model, emit: "ts" }, basename(path));
  const task = { model, imports: own, schemaPath: path, folder, files, cwd: terminal.cwd };
  return vetCreators(task).map(({ subject, message, hint }) => {
    return { place, message: subject === undefined ? message : `${subject.name} ${message}`, hint };
  });
}
