import { join, resolve } from "node:path";
import { foldersUpward } from "../path.js";
import { EXIT, Refusal } from "../refusal.js";
import { SCHEMA_NAME } from "../schema/header.js";
import { exists } from "./present.js";

/** Names a schema may have; the first one that is there counts. */
export const SCHEMA_NAMES: readonly [string, ...string[]] = [SCHEMA_NAME, "cache.schema.yml"];

/** Finds the schema, as told or from a folder upward to the root of the repository; gives its absolute path. Throws a `Refusal`. */
export async function findSchema(cwd: string, config: string | undefined): Promise<string> {
  if (config !== undefined) return resolve(cwd, config);
  for (const folder of foldersUpward(cwd)) {
    for (const name of SCHEMA_NAMES) {
      const path = join(folder, name);
      if (await exists(path)) return path;
    }
    if (await exists(join(folder, ".git"))) break;
  }
  throw new Refusal("CG9001", `no ${SCHEMA_NAMES[0]} in this folder or above it`, {
    hint: "call cachegen init to have one, or name another file with --config",
    exitCode: EXIT.usage,
  });
}
