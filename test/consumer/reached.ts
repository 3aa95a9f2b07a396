import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The files a package leads to from its entries, as Node loads modules and the compiler reads declarations. Some are not
 * there: the printer of code has imports in its texts too.
 */
export function reachedFrom(entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set(entries);
  // A set that grows while it is walked is walked to its end.
  for (const path of reached) {
    for (const imported of importsOf(path)) reached.add(imported);
  }
  return reached;
}

/** Every file that `package.json` names as an entry: what is run, and what is read by the compiler. */
export function entriesOf(folder: string): readonly string[] {
  const text = readFileSync(join(folder, "package.json"), "utf8");
  const paths = text.matchAll(/"\.\/(dist\/[^"]+)"/g);
  return Array.from(paths, ([, path = ""]) => join(folder, path));
}

function importsOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const ending = path.endsWith(".d.ts") ? ".d.ts" : ".js";
  const imports = readFileSync(path, "utf8").matchAll(
    /(?:from|import)[ (]*["'](\.[^"']+)\.js["']/g,
  );
  return Array.from(imports, ([, name = ""]) => join(path, "..", `${name}${ending}`));
}
