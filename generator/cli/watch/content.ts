import { Refusal } from "../../refusal.js";
import { hashOf } from "../../write/hash.js";
import { exists } from "../find-schema.js";
import { readText } from "../read-text.js";

/** By what the content of a schema is known again, or why it cannot be read; `undefined` when it is gone. */
export async function contentOf(path: string): Promise<string | undefined> {
  try {
    return hashOf(await readText(path, path));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (await exists(path)) ? error.message : undefined;
  }
}
