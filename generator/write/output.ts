import { Refusal } from "../refusal.js";
import type { Surface } from "../surface/surface.js";
import { assertFileNames } from "./file-name.js";
import { hashOf, withLineFeeds } from "./hash.js";
import { MANIFEST_NAME, manifestText, OUTPUT_REVISION } from "./manifest.js";
import { OutputFolder } from "./output-folder.js";
import { shownPath } from "../path.js";
import { assertNoOtherSchema } from "./schema-path.js";
import { namesWhere, WrittenFiles, type Files } from "./written-files.js";

/** What became of the files, the manifest left aside. Names inside the output folder, sorted. */
export interface WriteSummary {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Written earlier, not generated any more, deleted. */
  readonly removed: readonly string[];
  /** Written earlier, not generated any more, but edited since and therefore left alone. */
  readonly kept: readonly string[];
}

/** How the folder differs from what would be written. Names inside the output folder, sorted. */
export interface Comparison {
  readonly changed: readonly string[];
  /** Those of the changed that do not bear the mark, or are folders: they are not replaced, nor anything written. */
  readonly foreign: readonly string[];
  readonly missing: readonly string[];
  /** Written earlier, not generated any more, still there. */
  readonly orphaned: readonly string[];
  /** Those of the orphaned that were edited since: they are not removed. */
  readonly edited: readonly string[];
}

/** What the manifest says of the files beside their hashes. */
export interface Origin {
  /** Absolute path of the schema. */
  readonly schemaPath: string;
  /** Hash of the schema's text. */
  readonly schemaHash: string;
  /** What others rely on. */
  readonly surface: Surface;
}

/**
 * Bring a folder to hold the files. Equal ones are not touched, each other one is replaced at once, and what was
 * written earlier and is not generated any more goes last. Throws a `Refusal` before the first write when the
 * folder is none, holds a folder or a file without the mark under one of the names, or holds what another schema
 * generates.
 */
export async function writeOutput(
  folder: string,
  files: Files,
  origin: Origin,
): Promise<WriteSummary> {
  assertFileNames(files.keys());
  const output = new OutputFolder(folder);
  await output.assertUsable();
  await assertNoFolders([...files.keys(), MANIFEST_NAME], output);
  const earlier = await WrittenFiles.in(output);
  await assertNoOtherSchema(folder, origin.schemaPath, earlier.schema);
  const written = await earlier.staleNames(files);
  await assertOurs(written, earlier);
  await output.make();
  for (const name of written) await output.write(name, textOf(files, name));
  const { removed, kept } = await removeOrphans(earlier.orphanNames(files), earlier);
  await writeManifest(files, { folder, output, origin, kept: earlier.entries(kept) });
  const unchanged = [...files.keys()].filter((name) => !written.includes(name)).sort();
  return { written, unchanged, removed, kept };
}

/**
 * Compare a folder with the files, the manifest included; its surface only where it is given. Reads only.
 * Throws a `Refusal` when the folder is none.
 */
export async function compareOutput(
  folder: string,
  files: Files,
  surface?: Surface,
): Promise<Comparison> {
  assertFileNames(files.keys());
  const output = new OutputFolder(folder);
  await output.assertUsable();
  const earlier = await WrittenFiles.in(output);
  const isListed = earlier.lists(files) && (surface === undefined || earlier.listsSurface(surface));
  const manifest = isListed ? [] : [MANIFEST_NAME];
  const stale = [...manifest, ...(await earlier.staleNames(files))];
  const changed = await namesWhere(stale, (name) => output.has(name));
  const foreign = await namesWhere(changed, async (name) => !(await mayWrite(name, earlier)));
  const orphaned = await namesWhere(earlier.orphanNames(files), (name) => output.has(name));
  const edited = await namesWhere(orphaned, async (name) => !(await earlier.mayRemove(name)));
  const missing = stale.filter((name) => !changed.includes(name));
  return { changed, foreign, missing, orphaned, edited };
}

/** Whether `generate` would write the file. */
async function mayWrite(name: string, earlier: WrittenFiles): Promise<boolean> {
  if (await earlier.output.isFolder(name)) return false;
  return name === MANIFEST_NAME || earlier.mayReplace(name);
}

/** The texts of files in a folder, with LF only; what is not there, or no plain file, has none. */
export async function readOutput(
  folder: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const output = new OutputFolder(folder);
  const texts = new Map<string, string>();
  for (const name of names) texts.set(name, withLineFeeds((await output.read(name)) ?? ""));
  return texts;
}

/** Whether a folder holds what this generator made of that schema, so that nothing need be generated. */
export async function isCurrent(folder: string, schemaHash: string): Promise<boolean> {
  const output = new OutputFolder(folder);
  if (!(await output.isUsable())) return false;
  const earlier = await WrittenFiles.in(output);
  return earlier.isFrom(schemaHash) && earlier.isIntact();
}

/** Nothing can take the place of a folder, and the files before it would be written already. */
async function assertNoFolders(names: readonly string[], output: OutputFolder): Promise<void> {
  const [taken] = await namesWhere(names, (name) => output.isFolder(name));
  if (taken === undefined) return;
  const message = `${taken} in the output folder is a folder, and a file is to be written there; move it away`;
  throw new Refusal("CG9006", message);
}

async function assertOurs(names: readonly string[], earlier: WrittenFiles): Promise<void> {
  const [foreign] = await namesWhere(names, async (name) => !(await earlier.mayReplace(name)));
  if (foreign === undefined) return;
  const message = `${foreign} in the output folder does not bear the mark of cachegen in its first line, and is not replaced`;
  throw new Refusal("CG9006", message, { hint: "move it away, or delete what you do not need" });
}

/** Files edited since, and files without the mark, are somebody's work. */
async function removeOrphans(
  orphans: readonly string[],
  earlier: WrittenFiles,
): Promise<Pick<WriteSummary, "removed" | "kept">> {
  const present = await namesWhere(orphans, (name) => earlier.output.has(name));
  const removed = await namesWhere(present, (name) => earlier.mayRemove(name));
  for (const name of removed) await earlier.output.remove(name);
  return { removed, kept: present.filter((name) => !removed.includes(name)) };
}

/** What the manifest is written with. */
interface ManifestSite {
  readonly folder: string;
  readonly output: OutputFolder;
  readonly origin: Origin;
  /** Entries of orphans left alone: they stay listed, so that every run reports them. */
  readonly kept: Iterable<readonly [name: string, hash: string]>;
}

/** Written last: after an interruption the old manifest still lists all that is to be removed. */
async function writeManifest(files: Files, site: ManifestSite): Promise<void> {
  const { folder, output, origin, kept } = site;
  const { schemaPath, ...rest } = origin;
  const schema = shownPath(folder, schemaPath);
  const hashes = [...files].map(([name, text]) => [name, hashOf(text)] as const);
  const listed = new Map([...hashes, ...kept]);
  const text = manifestText({ outputRevision: OUTPUT_REVISION, schema, ...rest, files: listed });
  const present = await output.read(MANIFEST_NAME);
  if (present !== undefined && withLineFeeds(present) === text) return;
  await output.write(MANIFEST_NAME, text);
}

function textOf(files: Files, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new Error(`${name} is not generated`);
  return text;
}
