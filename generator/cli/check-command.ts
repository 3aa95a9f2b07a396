import { EXIT, Refusal } from "../refusal.js";
import type { Comparison } from "../write/output.js";
import { showDiagnostics } from "./display.js";
import type { Pipeline } from "./pipeline.js";
import { prepare, type Due, type Task } from "./prepare.js";

/** Compares the generated files with what the schema asks for; writes nothing; gives the exit code. */
export async function checkCommand(task: Task): Promise<number> {
  const { terminal, pipeline } = task;
  const prepared = await prepare(task);
  if (prepared.kind === "faulty") return showDiagnostics(terminal, prepared);
  const { shownFolder } = prepared;
  const differences = prepared.kind === "current" ? "" : await differencesOf(prepared, pipeline);
  if (differences === "") {
    terminal.stderr.write(`${shownFolder} is up to date\n`);
    return EXIT.ok;
  }
  terminal.stdout.write(differences);
  const hint = "run cachegen generate, and commit what it writes";
  throw new Refusal("CG9008", `${shownFolder} is not up to date`, { hint });
}

async function differencesOf(due: Due, pipeline: Pipeline): Promise<string> {
  const output = await pipeline.generate(due.model, due.schemaName);
  return listed(await pipeline.compareOutput(due.folder, output));
}

function listed({ changed, missing, orphaned }: Comparison): string {
  return list("changed", changed) + list("missing", missing) + list("orphaned", orphaned);
}

function list(title: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${title}:\n${names.map((name) => `  ${name}\n`).join("")}`;
}
