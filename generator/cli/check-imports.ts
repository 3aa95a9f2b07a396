import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { quote } from "../diagnostic/quote.js";
import { Report } from "../diagnostic/report.js";
import { nearest } from "../diagnostic/suggest.js";
import { isWithin } from "../path.js";
import type { ImportUse } from "../schema/read-schema.js";
import { caughtReason, ifPresent } from "../system-error.js";
import { projectRoot } from "./place-output.js";

/** Files of a folder that a schema may name. */
const IMPORTABLE = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Faults that get a hint at most: to look for what was meant takes time, and nobody reads more. */
const MOST_HINTS = 50;

/** Reports the files a schema names that are not there, or not in the project. What they hold is not looked at. */
export async function checkImports(
  imports: readonly ImportUse[],
  schemaPath: string,
): Promise<readonly Diagnostic[]> {
  const report = new Report();
  const files = imports.filter(({ path }) => path.startsWith("."));
  const root = files.length === 0 ? "" : await realpath(await projectRoot(dirname(schemaPath)));
  const places = new Places(root);
  for (const { path, span } of files) {
    const fault = await places.faultOf(resolve(dirname(schemaPath), path));
    if (fault === undefined) continue;
    const message = `${quote(path)} ${fault.message}`;
    report.add({ code: "CG3020", span, message, hint: fault.hint });
  }
  return report.sorted();
}

interface FileFault {
  readonly message: string;
  readonly hint: string | undefined;
}

/** What is to be said of a file of which the file system does not tell whether it is there. */
function untold(error: unknown): FileFault {
  const hint = "mend what stands in its way, or name another file";
  return { message: `cannot be read: ${caughtReason(error)}`, hint };
}

/** Looks for files; each is looked for once, and each folder read once. */
class Places {
  readonly #root: string;
  readonly #faults = new Map<string, FileFault | undefined>();
  readonly #folders = new Map<string, readonly string[] | undefined>();
  #hints = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /** What is wrong with a file. */
  async faultOf(file: string): Promise<FileFault | undefined> {
    if (!this.#faults.has(file)) this.#faults.set(file, await this.#find(file));
    return this.#faults.get(file);
  }

  async #find(file: string): Promise<FileFault | undefined> {
    try {
      const found = await ifPresent(stat(file));
      if (found?.isFile() !== true) {
        return { message: "is not there", hint: await this.#hintFor(file) };
      }
      if (isWithin(this.#root, await realpath(file))) return undefined;
    } catch (error) {
      return untold(error);
    }
    const hint = "name what other projects export by their package: @acme/schemas#Product";
    return { message: "is outside the project", hint };
  }

  /** The file that was meant, where one is near. */
  async #hintFor(file: string): Promise<string | undefined> {
    this.#hints += 1;
    if (this.#hints > MOST_HINTS) return undefined;
    const known = await this.#importable(dirname(file));
    if (known === undefined)
      return "its folder is not there either; paths are relative to the schema";
    const near = nearest(basename(file), known);
    return near === undefined ? "create it, or mend the path" : `did you mean ${quote(near)}?`;
  }

  /** The files of a folder that a schema may name, in order; `undefined` when there is no such folder. */
  async #importable(folder: string): Promise<readonly string[] | undefined> {
    if (!this.#folders.has(folder)) {
      const names = await ifPresent(readdir(folder));
      this.#folders.set(folder, names?.filter((name) => IMPORTABLE.test(name)).sort());
    }
    return this.#folders.get(folder);
  }
}
