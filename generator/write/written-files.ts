import { MARK } from "../mark.js";
import type { Surface } from "../surface/surface.js";
import { hashOf, withLineFeeds } from "./hash.js";
import { MANIFEST_NAME, OUTPUT_REVISION, readManifest, type Manifest } from "./manifest.js";
import type { OutputFolder } from "./output-folder.js";

/** File name inside the output folder to text. */
export type Files = ReadonlyMap<string, string>;

/** What earlier runs wrote into a folder, as its manifest tells. */
export class WrittenFiles {
  readonly output: OutputFolder;
  readonly #manifest: Manifest | undefined;

  private constructor(output: OutputFolder, manifest: Manifest | undefined) {
    this.output = output;
    this.#manifest = manifest;
  }

  /** Read a folder's manifest. */
  static async in(output: OutputFolder): Promise<WrittenFiles> {
    const text = await output.read(MANIFEST_NAME);
    return new WrittenFiles(output, text === undefined ? undefined : readManifest(text));
  }

  /** Names of files whose text in the folder is another one, or none. Line ends do not count. */
  async staleNames(files: Files): Promise<string[]> {
    return namesWhere(files.keys(), async (name) => {
      const present = await this.output.read(name);
      return present === undefined || withLineFeeds(present) !== files.get(name);
    });
  }

  /** Listed names that are generated no more. One that differs by case alone may be the same file: it is let be. */
  orphanNames(files: Files): readonly string[] {
    const generated = new Set([...files.keys()].map((name) => name.toLowerCase()));
    return this.#listed().filter((name) => !generated.has(name.toLowerCase()));
  }

  /** Whether a file may be replaced: it bears the mark, is not there, or is a link in the place of a listed one. */
  async mayReplace(name: string): Promise<boolean> {
    const present = await this.output.read(name);
    if (present === undefined || isMarked(present)) return true;
    // To replace a link takes nobody's work: what it leads to stays.
    return this.#manifest?.files.has(name) === true && this.output.isLink(name);
  }

  /** Whether a file may be removed: it bears the mark, and is what was written. A manifest is soon forged. */
  async mayRemove(name: string): Promise<boolean> {
    const present = await this.output.read(name);
    return present !== undefined && isMarked(present) && this.isAsWritten(name);
  }

  /** Whether a file is what was written, line ends aside. */
  async isAsWritten(name: string): Promise<boolean> {
    const text = await this.output.read(name);
    return text !== undefined && hashOf(text) === this.#manifest?.files.get(name);
  }

  /** Whether every listed file is what was written. */
  async isIntact(): Promise<boolean> {
    const intact = await namesWhere(this.#listed(), (name) => this.isAsWritten(name));
    return intact.length === this.#listed().length;
  }

  /** Whether this revision of the generator wrote them, and from that schema. */
  isFrom(schemaHash: string): boolean {
    const manifest = this.#manifest;
    return manifest?.outputRevision === OUTPUT_REVISION && manifest.schemaHash === schemaHash;
  }

  /** Path of the schema they are from, from the folder; `undefined` where no manifest tells. */
  get schema(): string | undefined {
    return this.#manifest?.schema;
  }

  /** Whether the manifest lists these files as they are. */
  lists(files: Files): boolean {
    if (this.#manifest?.outputRevision !== OUTPUT_REVISION) return false;
    return [...files].every(([name, text]) => this.#manifest?.files.get(name) === hashOf(text));
  }

  /** Whether the manifest has this surface. */
  listsSurface(surface: Surface): boolean {
    return JSON.stringify(this.#manifest?.surface) === JSON.stringify(surface);
  }

  /** The manifest's entries of some names. */
  entries(names: readonly string[]): readonly (readonly [name: string, hash: string])[] {
    return [...(this.#manifest?.files ?? [])].filter(([name]) => names.includes(name));
  }

  #listed(): readonly string[] {
    return [...(this.#manifest?.files.keys() ?? [])];
  }
}

/** Whether a text says in its first line that cachegen wrote it; editors may have put a byte-order mark before it. */
function isMarked(text: string): boolean {
  return text.replace(/^\u{feff}/u, "").startsWith(MARK);
}

/** The names for which something holds, sorted by code point. */
export async function namesWhere(
  names: Iterable<string>,
  holds: (name: string) => Promise<boolean>,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) if (await holds(name)) found.push(name);
  return found.sort();
}
