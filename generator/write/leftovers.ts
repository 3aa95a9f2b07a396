import { isFileName, ownerOfTemporary } from "./file-name.js";
import { MANIFEST_NAME } from "./manifest.js";
import { OutputFolder } from "./output-folder.js";

/** How old a temporary file is before nobody can still be writing it, in milliseconds. */
const ABANDONED_MS = 60_000;

/** Remove what a process that was killed while it wrote left in a folder: temporary files over a minute old. */
export async function removeLeftovers(folder: string): Promise<void> {
  const output = new OutputFolder(folder);
  const nowMs = Date.now();
  for (const name of (await output.fileNames()).filter(isTemporary)) {
    const writtenMs = await output.writtenMs(name);
    if (writtenMs !== undefined && nowMs - writtenMs > ABANDONED_MS) await output.remove(name);
  }
}

/** Whether a file is one of ours on its way: other names that end in `.tmp` are let be. */
function isTemporary(name: string): boolean {
  const owner = ownerOfTemporary(name);
  return owner !== undefined && (isFileName(owner) || owner === MANIFEST_NAME);
}
