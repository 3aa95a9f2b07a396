import { chownSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The user and group called `nobody`, by their numbers on every Linux. */
const NOBODY = 65_534;

/**
 * Does a piece of work as somebody who may not do everything: the superuser becomes nobody meanwhile. What the work loads
 * is loaded before. Nothing else may run in this process at that time.
 */
export async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

/** Gives a folder and all in it to whom {@link unprivileged} becomes; they are theirs already where that is nobody else. */
export function giveAway(folder: string): void {
  if (process.geteuid?.() !== 0) return;
  chownSync(folder, NOBODY, NOBODY);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    chownSync(join(folder, name), NOBODY, NOBODY);
  }
}
