import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach } from "vitest";

export { originOf, textOf } from "./output-parts.js";

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A path for an output folder that is not there yet, inside a folder that goes after the test. */
export async function freshFolder(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), "cachegen-write-"));
  made.push(root);
  return path.join(root, "generated");
}

/** What a folder holds: names, sorted. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).sort();
}

/** The text of a file of a folder. */
export function textIn(folder: string, name: string): Promise<string> {
  return readFile(path.join(folder, name), "utf8");
}
