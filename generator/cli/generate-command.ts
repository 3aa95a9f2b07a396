import { EXIT, Refusal } from "../refusal.js";
import type { WriteSummary } from "../write/output.js";
import { showDiagnostics } from "./display.js";
import { assertWritable } from "./output-folder.js";
import { prepare, type Task } from "./prepare.js";

/** Writes the generated files; gives the exit code. */
export async function generateCommand(task: Task): Promise<number> {
  const { terminal, pipeline } = task;
  const prepared = await prepare(task);
  if (prepared.kind === "faulty") return showDiagnostics(terminal, prepared);
  const { folder, shownFolder } = prepared;
  await pipeline.removeLeftovers(folder);
  if (prepared.kind === "current") {
    terminal.stderr.write(`${shownFolder} is up to date\n`);
    return EXIT.ok;
  }
  await assertWritable(folder, shownFolder);
  const { model, schemaName, schemaPath, schemaHash } = prepared;
  const output = await pipeline.generate(model, schemaName);
  const summary = await pipeline.writeOutput(folder, output, { schemaPath, schemaHash });
  terminal.stderr.write(`${summaryLine(shownFolder, summary)}\n`);
  assertNoneKept(summary);
  return EXIT.ok;
}

function summaryLine(shownFolder: string, summary: WriteSummary): string {
  const { written, unchanged, removed } = summary;
  const count = written.length + unchanged.length;
  const parts = [`${written.length} written`, `${unchanged.length} unchanged`];
  if (removed.length > 0) parts.push(`${removed.length} removed`);
  return `${shownFolder} ${count} ${count === 1 ? "file" : "files"}: ${parts.join(", ")}`;
}

function assertNoneKept({ kept }: WriteSummary): void {
  if (kept.length === 0) return;
  const message = `not generated any more, but edited by hand and so not removed: ${kept.join(", ")}`;
  throw new Refusal("CG9007", message, { hint: "move or delete what you do not need" });
}
