import type { Comparison } from "../write/output.js";
import { showRefusal } from "./display.js";
import { isEnded, prepare, type Task } from "./prepare.js";
import { EXIT, refusal } from "./refusal.js";

/** Compares the generated files with what the schema asks for; writes nothing; gives the exit code. */
export async function checkCommand(task: Task): Promise<number> {
  const { terminal, pipeline } = task;
  const prepared = await prepare(task);
  if (isEnded(prepared)) return prepared.exitCode;
  const { folder, shownFolder, schemaHash, schemaName, model } = prepared;
  const isCurrent = await pipeline.isCurrent(folder, schemaHash);
  const differences = isCurrent
    ? ""
    : listed(await pipeline.compareOutput(folder, await pipeline.generate(model, schemaName)));
  if (differences === "") {
    terminal.stderr.write(`${shownFolder} is up to date\n`);
    return EXIT.ok;
  }
  terminal.stdout.write(differences);
  const hint = "run cachegen generate, and commit what it writes";
  return showRefusal(terminal, refusal("CG9008", `${shownFolder} is not up to date`, { hint }));
}

function listed({ changed, missing, orphaned }: Comparison): string {
  return list("changed", changed) + list("missing", missing) + list("orphaned", orphaned);
}

function list(title: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${title}:\n${names.map((name) => `  ${name}\n`).join("")}`;
}
