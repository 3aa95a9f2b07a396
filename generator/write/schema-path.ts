import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { shownPath } from "../path.js";
import { Refusal } from "../refusal.js";
import { caughtReason, ifPresent } from "../system-error.js";

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
  const shown = shownPath(dirname(schemaPath), other);
  const holds = `${basename(folder)}/ holds what ${shown}`;
  if (await isFile(other, holds)) {
    throw new Refusal("CG9009", `${holds} generates`, { hint: OWN_OUTPUT });
  }
}

const OWN_OUTPUT = "give each schema an output of its own";

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function isFile(where: string, holds: string): Promise<boolean> {
  try {
    return (await ifPresent(stat(where)))?.isFile() === true;
  } catch (cause) {
    const message = `${holds} generated, which cannot be read: ${caughtReason(cause)}`;
    throw new Refusal("CG9009", message, { hint: `mend that, or ${OWN_OUTPUT}`, cause });
  }
}
