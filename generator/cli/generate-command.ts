import { EXIT, Refusal } from "../refusal.js";
import type { WriteSummary } from "../write/output.js";
import type { Call, CliCommand } from "./command.js";
import { assertWritable } from "./output-folder.js";
import { prepare, type Due } from "./prepare.js";

/** Writes the generated files. */
export const generateCommand: CliCommand = {
  name: "generate",
  description: "write the generated files (the default)",
  async run(call) {
    const { reporter, pipeline } = call;
    const prepared = await prepare(call);
    const schema = prepared.file;
    if (prepared.kind === "faulty") {
      reporter.faults(prepared);
      reporter.outcome({ schema, status: "faulty" });
      return EXIT.found;
    }
    const { folder, shownFolder: output } = prepared;
    await pipeline.removeLeftovers(folder);
    if (prepared.kind === "current") {
      reporter.outcome({ schema, status: "current", output });
      return EXIT.ok;
    }
    const files = await write(prepared, call);
    reporter.outcome({ schema, status: "written", output, files });
    assertNoneKept(files);
    return EXIT.ok;
  },
};

async function write(due: Due, { pipeline }: Call): Promise<WriteSummary> {
  const { folder, shownFolder, model, schemaName, schemaPath, schemaHash } = due;
  await assertWritable(folder, shownFolder);
  const output = await pipeline.generate(model, schemaName);
  return pipeline.writeOutput(folder, output, { schemaPath, schemaHash });
}

function assertNoneKept({ kept }: WriteSummary): void {
  if (kept.length === 0) return;
  const message = `not generated any more, but edited by hand and so not removed: ${kept.join(", ")}`;
  throw new Refusal("CG9007", message, { hint: "move or delete what you do not need" });
}
