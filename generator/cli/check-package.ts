import { join } from "node:path";
import type { Diagnostic, Span } from "../diagnostic/diagnostic.js";
import { foldersUpward, shownPath } from "../path.js";
import { packageContent } from "./package-json.js";
import { exists } from "./present.js";
import { readText } from "./read-text.js";

/** Where `emit: js` stands, and where its files go. */
export interface ModulesPlace {
  readonly span: Span;
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** The output folder, for messages. */
  readonly shownFolder: string;
  /** The folder that paths in messages begin at. */
  readonly cwd: string;
}

/**
 * Reports JavaScript for a folder whose nearest package.json says that its `.js` files are CommonJS: what is generated
 * are ES modules, which Node would not load. Where none says what they are, Node sees it by their syntax. Throws a
 * `Refusal` when that package.json cannot be read.
 */
export async function checkPackage(place: ModulesPlace): Promise<readonly Diagnostic[]> {
  const { span, shownFolder, cwd } = place;
  const found = await nearestPackage(place);
  if (found?.type !== "commonjs") return [];
  const shown = shownPath(cwd, found.path);
  const message = `emit: js writes ES modules, and .js files in ${shownFolder} are CommonJS by ${shown}`;
  const hint = `write "type": "module" there, or into a ${shownFolder}package.json of its own; or emit: ts`;
  return [{ code: "CG3023", span, message, hint }];
}

interface PackageKind {
  readonly path: string;
  readonly type: unknown;
}

async function nearestPackage({
  folder,
  cwd,
}: Pick<ModulesPlace, "folder" | "cwd">): Promise<PackageKind | undefined> {
  for (const above of foldersUpward(folder)) {
    const path = join(above, "package.json");
    const shown = shownPath(cwd, path);
    if (!(await exists(path, shown))) continue;
    return { path, type: packageContent(await readText(path, shown))?.["type"] };
  }
  return undefined;
}
