import { stat } from "node:fs/promises";
import { basename, dirname, join, posix, resolve } from "node:path";
import { shownPath } from "../../path.js";
import { EXIT, Refusal } from "../../refusal.js";
import { DEFAULT_OUTPUT, glanceAtOutput } from "../../schema/source/output-glance.js";
import type { Surface } from "../../surface/surface.js";
import {
  MANIFEST_NAME,
  MANIFEST_VERSION,
  manifestVersionOf,
  readManifest,
} from "../../write/manifest.js";
import { exists, seen } from "../present.js";
import { withoutLinksAbove } from "../place-output.js";
import type { Due } from "../prepare.js";
import { readText } from "../read-text.js";
import { commitOf, type Commit } from "./git.js";

/** How a commit is named beside files. */
const GIT = "git:";

/** What was generated before. */
export interface Earlier {
  readonly surface: Surface;
  /** The output folder it was generated to, where that is another than today, as messages show it. */
  readonly movedFrom?: string;
}

/** Tells whether a manifest is named, which is of one schema. */
export function isOneManifest(against: string): boolean {
  return !against.startsWith(GIT);
}

/**
 * Finds what was generated before of a schema: `git:` and a commit, the path of a manifest, or of a folder that holds
 * one. `undefined` where the commit has neither the schema nor its manifest: it is new. Throws a `Refusal` when there is
 * nothing to compare with.
 */
export async function findEarlier(
  against: string,
  due: Due,
  cwd: string,
): Promise<Earlier | undefined> {
  if (isOneManifest(against)) return { surface: await surfaceAt(resolve(cwd, against), cwd) };
  const ref = against.slice(GIT.length);
  return inCommit(await commitOf(ref, dirname(due.source.path)), due);
}

async function surfaceAt(path: string, cwd: string): Promise<Surface> {
  const found = await seen(stat(path), shownPath(cwd, path));
  const file = found?.isDirectory() === true ? join(path, MANIFEST_NAME) : path;
  const shown = shownPath(cwd, file);
  if (!(await exists(file, shown))) {
    const hint = `name a folder with a ${MANIFEST_NAME}, or a commit as ${GIT}${basename(path)}`;
    throw nothing(`there is no ${shown} to compare with`, hint);
  }
  return surfaceIn(await readText(file, shown), shown);
}

async function inCommit(commit: Commit, due: Due): Promise<Earlier | undefined> {
  const folder = pathIn(commit, due.folder);
  const text = await commit.read(posix.join(folder, MANIFEST_NAME));
  if (text !== undefined) return { surface: surfaceIn(text, shownIn(commit, folder)) };
  const schema = pathIn(commit, await withoutLinksAbove(due.source.path));
  const schemaText = await commit.read(schema);
  if (schemaText === undefined) return undefined;
  const earlier = posix.join(posix.dirname(schema), outputOf(schemaText));
  const moved = await commit.read(posix.join(earlier, MANIFEST_NAME));
  if (moved !== undefined) {
    return { surface: surfaceIn(moved, shownIn(commit, earlier)), movedFrom: `${earlier}/` };
  }
  const hint = "compare with a commit that has the generated files in it";
  throw nothing(`${commit.ref} has no ${posix.join(earlier, MANIFEST_NAME)}`, hint);
}

/** The folder an earlier text of the schema names, where that can be seen at a glance. */
function outputOf(text: string): string {
  return glanceAtOutput(text) ?? DEFAULT_OUTPUT;
}

/** A path without links from the root of the repository, as git writes it. */
function pathIn({ root }: Commit, path: string): string {
  return shownPath(resolve(root), path);
}

function shownIn({ ref }: Commit, folder: string): string {
  return `${ref}:${posix.join(folder, MANIFEST_NAME)}`;
}

function surfaceIn(text: string, shown: string): Surface {
  const manifest = readManifest(text);
  if (manifest !== undefined) return manifest.surface;
  const version = manifestVersionOf(text);
  const [reason, hint] = faultOf(version);
  throw new Refusal("CG9015", `${shown} ${reason}`, { hint, exitCode: EXIT.usage });
}

function faultOf(version: number | undefined): readonly [reason: string, hint: string] {
  if (version === undefined) return ["is no manifest of cachegen", `name its ${MANIFEST_NAME}`];
  if (version < MANIFEST_VERSION) {
    const reason = "was written by an older cachegen, which noted less than is compared";
    return [reason, "generate and commit there with this one first, then compare"];
  }
  if (version > MANIFEST_VERSION) {
    return ["was written by a newer cachegen", "compare with that one"];
  }
  return ["was edited or merged by hand", "generate there again, and compare with what it writes"];
}

function nothing(message: string, hint: string): Refusal {
  return new Refusal("CG9014", message, { hint, exitCode: EXIT.usage });
}
