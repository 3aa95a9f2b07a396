import { EXIT, Refusal } from "../refusal.js";
import type { Comparison } from "../write/output.js";
import type { Call, CliCommand } from "./command.js";
import { declareSchemas, declareStdin, onEachSchema } from "./each-schema.js";
import { prepare, type Current, type Due } from "./prepare.js";
import type { Differences } from "./report/outcome.js";
import { unifiedDiff } from "./unified-diff.js";

/** The options of `check`. */
interface CheckOptions {
  readonly diff: boolean;
}

/** Compares the generated files with what their schemas ask for; writes nothing. */
export const checkCommand: CliCommand = {
  name: "check",
  description: "tell whether the generated files are up to date; write nothing",
  declare(command) {
    declareSchemas(command);
    declareStdin(command);
    command.option("--no-diff", "list what differs, and do not show how");
  },
  run(call) {
    return onEachSchema(call, {
      prepare: (source) => prepare(source, call),
      work: (ready) => compare(ready, call),
    });
  },
};

async function compare(ready: Current | Due, call: Call): Promise<number> {
  const { reporter } = call;
  const { source, shownFolder: output } = ready;
  const schema = source.file;
  const differences = ready.kind === "due" ? await differencesOf(ready, call) : undefined;
  if (differences === undefined) {
    reporter.outcome({ schema, status: "current", output });
    return EXIT.ok;
  }
  reporter.outcome({ schema, status: "stale", output, differences });
  const hint = cureOf(differences);
  reporter.refusal(new Refusal("CG9008", `${output} is not up to date`, { hint }), schema);
  return EXIT.found;
}

/** `generate` leaves alone what is not its own or was edited, so that is for people to do. */
function cureOf({ changed, foreign, missing, orphaned, edited }: Comparison): string {
  const count = changed.length + missing.length + orphaned.length - edited.length;
  const cures = count === 0 ? [] : ["run cachegen generate, and commit what it writes"];
  if (foreign.length > 0) {
    cures.unshift(
      `move away or delete what lost the mark of cachegen in its first line: ${foreign.join(", ")}`,
    );
  }
  if (edited.length > 0) {
    cures.push(`move or delete what was edited and is generated no more: ${edited.join(", ")}`);
  }
  return cures.join("; ");
}

async function differencesOf(due: Due, call: Call): Promise<Differences | undefined> {
  const { model, folder, shownFolder, source } = due;
  const output = await call.pipeline.generate(model, source.schemaName);
  const comparison = await call.pipeline.compareOutput(folder, output);
  const { changed, missing, orphaned } = comparison;
  if (changed.length + missing.length + orphaned.length === 0) return undefined;
  if (!call.options<CheckOptions>().diff) return { ...comparison, diff: "" };
  const present = await call.pipeline.readOutput(folder, changed);
  return { ...comparison, diff: await unifiedDiff(shownFolder, present, output.files) };
}
