import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { shownPath } from "../path.js";
import { Refusal } from "../refusal.js";

/**
 * Throws a `Refusal` when a folder holds what another schema generates, and that schema is still there: either would
 * remove the files of the other. `earlier` is that schema's path from the folder; one that was renamed is gone.
 */
export async function assertNoOtherSchema(
  folder: string,
  schemaPath: string,
  earlier: string | undefined,
): Promise<void> {
  // Names that differ by case alone may be the same file.
  if (earlier === undefined || isSame(earlier, shownPath(folder, schemaPath))) return;
  const other = resolve(folder, earlier);
  if (!(await isFile(other))) return;
  const shown = shownPath(dirname(schemaPath), other);
  const message = `${basename(folder)}/ holds what ${shown} generates`;
  throw new Refusal("CG9009", message, { hint: "give each schema an output of its own" });
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function isFile(where: string): Promise<boolean> {
  const found = await stat(where).catch(() => undefined);
  return found?.isFile() === true;
}
