import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "../refusal.js";
import { ifPresent } from "../system-error.js";
import { temporaryName } from "./file-name.js";

/** The files of one folder, and nothing outside: links are neither read through nor written through. */
export class OutputFolder {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = folder;
  }

  /** Throws a `Refusal` when something that is no folder has the folder's name. */
  async assertUsable(): Promise<void> {
    const kind = await kindOf(this.#path);
    if (isUsable(kind)) return;
    const what = kind === "link" ? "a symbolic link" : "not a folder";
    throw new Refusal("CG9006", `the output ${this.#path} is ${what}; name a folder of its own`);
  }

  /** Whether it is a folder, or nothing yet. */
  async isUsable(): Promise<boolean> {
    return isUsable(await kindOf(this.#path));
  }

  /** Make the folder where there is none. */
  async make(): Promise<void> {
    await mkdir(this.#path, { recursive: true });
  }

  /** The names of its plain files; none where there is no folder. */
  async fileNames(): Promise<readonly string[]> {
    if ((await kindOf(this.#path)) !== "folder") return [];
    const entries = await readdir(this.#path, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  /** When a file was last written, in milliseconds since 1970; `undefined` when it is gone. */
  async writtenMs(name: string): Promise<number | undefined> {
    return (await ifPresent(lstat(this.#at(name))))?.mtimeMs;
  }

  /** Whether anything bears the name. */
  async has(name: string): Promise<boolean> {
    return (await kindOf(this.#at(name))) !== "missing";
  }

  /** Whether a folder bears the name. */
  async isFolder(name: string): Promise<boolean> {
    return (await kindOf(this.#at(name))) === "folder";
  }

  /** Whether a link bears the name. */
  async isLink(name: string): Promise<boolean> {
    return (await kindOf(this.#at(name))) === "link";
  }

  /** The text of a file, or `undefined` when there is none; what is no plain file has no text, `""`. */
  async read(name: string): Promise<string | undefined> {
    const kind = await kindOf(this.#at(name));
    if (kind === "missing") return undefined;
    return kind === "file" ? readFile(this.#at(name), "utf8") : "";
  }

  /** Replace a file at once: whoever reads meanwhile finds all of the old text or all of the new one. */
  async write(name: string, text: string): Promise<void> {
    const temporary = this.#at(temporaryName(name));
    try {
      await writeFile(temporary, text, { flag: "wx" });
      await rename(temporary, this.#at(name));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** Remove a file. */
  async remove(name: string): Promise<void> {
    await rm(this.#at(name), { force: true });
  }

  #at(name: string): string {
    return path.join(this.#path, name);
  }
}

type Kind = "missing" | "file" | "folder" | "link" | "other";

function isUsable(kind: Kind): boolean {
  return kind === "folder" || kind === "missing";
}

async function kindOf(where: string): Promise<Kind> {
  const found = await ifPresent(lstat(where));
  if (found === undefined) return "missing";
  if (found.isSymbolicLink()) return "link";
  if (found.isDirectory()) return "folder";
  return found.isFile() ? "file" : "other";
}
