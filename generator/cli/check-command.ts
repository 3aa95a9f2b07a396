import { EXIT, Refusal } from "../refusal.js";
import type { Comparison } from "../write/output.js";
import type { Call, CliCommand } from "./command.js";
import { prepare, type Due } from "./prepare.js";

/** Compares the generated files with what the schema asks for; writes nothing. */
export const checkCommand: CliCommand = {
  name: "check",
  description: "tell whether the generated files are up to date; write nothing",
  async run(call) {
    const { reporter } = call;
    const prepared = await prepare(call);
    const schema = prepared.file;
    if (prepared.kind === "faulty") {
      reporter.faults(prepared);
      reporter.outcome({ schema, status: "faulty" });
      return EXIT.found;
    }
    const output = prepared.shownFolder;
    const differences = prepared.kind === "due" ? await differencesOf(prepared, call) : undefined;
    if (differences === undefined) {
      reporter.outcome({ schema, status: "current", output });
      return EXIT.ok;
    }
    reporter.outcome({
      schema,
      status: "stale",
      output,
      differences: { ...differences, diff: "" },
    });
    const hint = "run cachegen generate, and commit what it writes";
    throw new Refusal("CG9008", `${output} is not up to date`, { hint });
  },
};

async function differencesOf(due: Due, { pipeline }: Call): Promise<Comparison | undefined> {
  const output = await pipeline.generate(due.model, due.schemaName);
  const comparison = await pipeline.compareOutput(due.folder, output);
  const { changed, missing, orphaned } = comparison;
  return changed.length + missing.length + orphaned.length === 0 ? undefined : comparison;
}
