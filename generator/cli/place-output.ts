import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { foldersUpward, isWithin, shownPath } from "../path.js";
import { Refusal } from "../refusal.js";
import { ifPresent, refusalOf } from "../system-error.js";
import { exists } from "./present.js";

/** Folders of a project that belong to others. */
const FOREIGN = ["node_modules", ".git"];

/** An output folder by its absolute paths. */
export interface OutputPlace {
  /** As the schema names it. */
  readonly named: string;
  /** Without the links on the way to it: the same for all who name it. One that is a link itself stays one. */
  readonly folder: string;
}

/** Finds the output folder of a schema. Throws a `Refusal` when it is outside the project, none, or out of sight. */
export async function placeOutput(schemaPath: string, output: string): Promise<OutputPlace> {
  try {
    return await placeWithin(schemaPath, output);
  } catch (error) {
    throw refusalOf(error, `output ${output}`) ?? error;
  }
}

async function placeWithin(schemaPath: string, output: string): Promise<OutputPlace> {
  const schemaFolder = dirname(schemaPath);
  const named = resolve(schemaFolder, output);
  const root = await realpath(await projectRoot(schemaFolder));
  // Links are followed: a folder inside the project may lead out of it.
  const target = await followed(named);
  if (!isWithin(root, target)) throw outside(`output ${output} is outside the project`);
  if (target === root) throw outside(`output ${output} is the project itself`);
  // Names that differ by case alone may be the same folder.
  const names = shownPath(root, target).toLowerCase().split("/");
  const foreign = FOREIGN.find((name) => names.includes(name));
  if (foreign !== undefined) throw outside(`output ${output} is inside ${foreign}`);
  if (!(await stat(await nearestPresent(named))).isDirectory()) {
    throw new Refusal("CG9005", `output ${output} is not a folder, or inside a file`);
  }
  return { named, folder: await withoutLinksAbove(named) };
}

/** A path without the links on the way to it; what it leads to itself may be a link. */
export async function withoutLinksAbove(path: string): Promise<string> {
  return join(await followed(dirname(path)), basename(path));
}

/** The real path of what is there, and of what would be there. */
async function followed(path: string): Promise<string> {
  const present = await nearestPresent(path);
  return join(await realpath(present), relative(present, path));
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
    if ((await ifPresent(stat(candidate))) !== undefined) return candidate;
  }
  return path;
}
