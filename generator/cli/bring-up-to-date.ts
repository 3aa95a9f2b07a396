import { EXIT, Refusal } from "../refusal.js";
import type { WriteSummary } from "../write/output.js";
import type { Call } from "./command.js";
import type { SchemaWork } from "./each-schema.js";
import { assertWritable, withoutLinksAbove } from "./place-output.js";
import { prepare, type Current, type Due } from "./prepare.js";

/** Brings the output of a schema up to date: what `generate` and `watch` do. */
export function bringingUpToDate(call: Call): SchemaWork<Current | Due> {
  return {
    prepare: (source) => prepare(source, call),
    work: (ready) => bringUpToDate(ready, call),
  };
}

async function bringUpToDate(ready: Current | Due, call: Call): Promise<number> {
  const { folder, shownFolder: output } = ready;
  const schema = ready.source.file;
  await call.pipeline.removeLeftovers(folder);
  if (ready.kind === "current") {
    call.reporter.outcome({ schema, status: "current", output });
    return EXIT.ok;
  }
  const files = await write(ready, call);
  call.reporter.outcome({ schema, status: "written", output, files });
  if (files.kept.length === 0) return EXIT.ok;
  call.reporter.refusal(keptRefusal(files), schema);
  return EXIT.found;
}

async function write(due: Due, { pipeline }: Call): Promise<WriteSummary> {
  const { folder, shownFolder, model, source } = due;
  await assertWritable(folder, shownFolder);
  const output = await pipeline.generate(model, source.schemaName);
  // As the folder, so that the way from one to the other is the same wherever a link leads here.
  const schemaPath = await withoutLinksAbove(source.path);
  const { schemaHash } = source;
  return pipeline.writeOutput(folder, output, { schemaPath, schemaHash });
}

function keptRefusal({ kept }: WriteSummary): Refusal {
  const message = `not generated any more, but edited by hand and so not removed: ${kept.join(", ")}`;
  return new Refusal("CG9007", message, { hint: "move or delete what you do not need" });
}
