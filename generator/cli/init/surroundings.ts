import { realpath } from "node:fs/promises";
import { join, normalize } from "node:path";
import { quote } from "../../diagnostic/quote.js";
import { foldersUpward, isWithin, shownPath } from "../../path.js";
import { DEFAULT_OUTPUT, glanceAtOutput } from "../../schema/source/output-glance.js";
import { exists } from "../present.js";

/** The way from a folder to the nearest `node_modules` upward that has the package; without one, to its own. */
export async function wayToModules(folder: string): Promise<string> {
  for (const above of foldersUpward(folder)) {
    const modules = join(above, "node_modules");
    if (!(await exists(join(modules, "cachegen")))) continue;
    return above === folder ? OWN_MODULES : shownPath(folder, modules);
  }
  return OWN_MODULES;
}

const OWN_MODULES = "./node_modules";

/** The nearest folder above with a package.json, up to the root of the repository. */
export async function packageAbove(folder: string): Promise<string | undefined> {
  for (const above of foldersUpward(folder)) {
    if (above !== folder && (await exists(join(above, "package.json")))) return above;
    if (await exists(join(above, ".git"))) return undefined;
  }
  return undefined;
}

/** Whether a file that is there is a link to somewhere outside of the project of a folder. */
export async function leadsOut(folder: string, path: string): Promise<boolean> {
  const [root, target] = [await realpath(await wholeProject(folder)), await realpath(path)];
  return !isWithin(root, target);
}

/** The repository; without one, the uppermost folder with a package.json; without any, the folder itself. */
async function wholeProject(folder: string): Promise<string> {
  let uppermost = folder;
  for (const above of foldersUpward(folder)) {
    if (await exists(join(above, ".git"))) return above;
    if (await exists(join(above, "package.json"))) uppermost = above;
  }
  return uppermost;
}

/** The scripts for a package.json that stands in another folder than the schema, in words. */
export function scriptsFrom(
  folder: string,
  schema: string,
  scripts: Readonly<Record<string, string>>,
): string {
  const path = shownPath(folder, schema);
  const config = /^[\w./@-]+$/.test(path) ? path : quote(path);
  return Object.entries(scripts)
    .map(([name, script]) => `"${script} --config ${config}" as ${name}`)
    .join(" and ");
}

/** The output folder of a schema beside it, in plain signs; `undefined` when it is elsewhere, or hard to tell. */
export function outputBeside(schemaText: string | undefined): string | undefined {
  const output = schemaText === undefined ? DEFAULT_OUTPUT : glanceAtOutput(schemaText);
  if (output === undefined) return undefined;
  const path = normalize(output).replaceAll("\\", "/").replace(/\/$/, "");
  return /^(?!\.\.?(?:\/|$)|\/)[\w./-]+$/.test(path) ? path : undefined;
}
