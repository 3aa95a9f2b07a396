import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { errorCode, refusalOf, systemReason } from "../system-error.js";

/** A file to be written: one that must not be there yet, or one to replace. */
export interface Write {
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
}

/**
 * Writes several files, or none: what fails is taken back. Each is whole at every moment. Throws a `Refusal` that
 * names the file the file system did not allow.
 */
export async function writeTogether(writes: readonly Write[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const write of writes) undo.unshift(await writeNamed(write));
  } catch (error) {
    for (const takeBack of undo) await takeBack();
    throw error;
  }
}

async function writeNamed(write: Write): Promise<() => Promise<void>> {
  try {
    return await writeOne(write);
  } catch (error) {
    throw refusalOf(error, basename(write.path)) ?? error;
  }
}

/** Writes a file; gives what takes it back. */
async function writeOne({ path, text, isNew }: Write): Promise<() => Promise<void>> {
  if (isNew) {
    await throughTemporary(path, text, putNew);
    return () => rm(path, { force: true });
  }
  const earlier = await readFile(path);
  const { mode } = await stat(path);
  await throughTemporary(path, text, rename, mode);
  return () => throughTemporary(path, earlier, rename, mode);
}

async function throughTemporary(
  path: string,
  content: string | Uint8Array,
  put: (from: string, to: string) => Promise<void>,
  mode = 0o666,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await writeFile(temporary, content, { flag: "wx", mode });
    await put(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Gives a file its name unless another has it. */
async function putNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // Some file systems know no second names.
    if (systemReason(error) === undefined || errorCode(error) === "EEXIST") throw error;
    await rename(from, to);
  }
}
