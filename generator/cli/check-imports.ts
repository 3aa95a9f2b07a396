import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { quote } from "../diagnostic/quote.js";
import { Report } from "../diagnostic/report.js";
import { suggestion } from "../diagnostic/suggest.js";
import type { ImportUse } from "../schema/read-schema.js";
import { projectRoot } from "./output-folder.js";

/** Files of a folder that a schema may name. */
const IMPORTABLE = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Reports the files a schema names that are not there, or not in the project. What they hold is not looked at. */
export async function checkImports(
  imports: readonly ImportUse[],
  schemaPath: string,
): Promise<readonly Diagnostic[]> {
  const report = new Report();
  const files = imports.filter(({ path }) => path.startsWith("."));
  const root = files.length === 0 ? "" : await realpath(await projectRoot(dirname(schemaPath)));
  for (const { path, span } of files) {
    const fault = await faultOf(resolve(dirname(schemaPath), path), root);
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

async function faultOf(file: string, root: string): Promise<FileFault | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) return { message: "is not there", hint: await hintFor(file) };
  const way = relative(root, await realpath(file));
  if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return undefined;
  const hint = "name what other projects export by their package: @acme/schemas#Product";
  return { message: "is outside the project", hint };
}

/** The file that was meant, or that there is no such folder. */
async function hintFor(file: string): Promise<string | undefined> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined)
    return "its folder is not there either; paths are relative to the schema";
  const known = names.filter((name) => IMPORTABLE.test(name)).sort();
  return suggestion(basename(file), known) ?? "there is no file there that can be imported";
}
