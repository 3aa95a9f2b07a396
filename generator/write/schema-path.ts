import { stat } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "../refusal.js";

/** How a system writes paths: `path.posix`, `path.win32`. */
type PathStyle = Pick<typeof path, "relative" | "sep">;

/** Path of a schema from its output folder, with forward slashes: the same on every machine. */
export function schemaFrom(folder: string, schemaPath: string, style: PathStyle = path): string {
  return style.relative(folder, schemaPath).split(style.sep).join("/");
}

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
  if (earlier === undefined || isSame(earlier, schemaFrom(folder, schemaPath))) return;
  const other = path.resolve(folder, earlier);
  if (!(await isFile(other))) return;
  const shown = path.relative(path.dirname(schemaPath), other).split(path.sep).join("/");
  const message = `${path.basename(folder)}/ holds what ${shown} generates`;
  throw new Refusal("CG9009", message, { hint: "give each schema an output of its own" });
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function isFile(where: string): Promise<boolean> {
  const found = await stat(where).catch(() => undefined);
  return found?.isFile() === true;
}
