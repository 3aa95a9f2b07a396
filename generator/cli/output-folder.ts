import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { Refusal } from "../refusal.js";
import { exists, foldersUpward } from "./find-schema.js";
import { refusalOf } from "./system-error.js";

/** Folders of a project that belong to others. */
const FOREIGN = ["node_modules", ".git"];

/** Finds the output folder of a schema; gives its absolute path. Throws a `Refusal` when it is outside the project or none. */
export async function placeOutput(schemaPath: string, output: string): Promise<string> {
  const schemaFolder = dirname(schemaPath);
  const folder = resolve(schemaFolder, output);
  const root = await realpath(await projectRoot(schemaFolder));
  const present = await nearestPresent(folder);
  // Links are followed: a folder inside the project may lead out of it.
  const inside = relative(root, join(await realpath(present), relative(present, folder)));
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw outside(`output ${output} is outside the project`);
  }
  if (inside === "") throw outside(`output ${output} is the project itself`);
  const foreign = FOREIGN.find((name) => inside.split(sep).includes(name));
  if (foreign !== undefined) throw outside(`output ${output} is inside ${foreign}`);
  if (!(await stat(present)).isDirectory()) {
    throw new Refusal("CG9005", `output ${output} is not a folder, or inside a file`);
  }
  return folder;
}

/** Makes sure that files can be written, before any of them is made. Throws a `Refusal`; `shown` is the folder in it. */
export async function assertWritable(folder: string, shown: string): Promise<void> {
  try {
    await access(await nearestPresent(folder), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refusalOf(error, shown) ?? error;
  }
}

function outside(message: string): Refusal {
  return new Refusal("CG9004", message, {
    hint: "choose a folder of its own, such as ./generated",
  });
}

/** The nearest folder upward with a package.json or .git; without one, the folder itself. */
export async function projectRoot(folder: string): Promise<string> {
  for (const above of foldersUpward(folder)) {
    if (await exists(join(above, "package.json"))) return above;
    if (await exists(join(above, ".git"))) return above;
  }
  return folder;
}

async function nearestPresent(path: string): Promise<string> {
  for (const candidate of foldersUpward(path)) {
    if (await exists(candidate)) return candidate;
  }
  return path;
}
