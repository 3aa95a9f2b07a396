import { Refusal } from "../../refusal.js";
import { isMissing } from "../../system-error.js";
import { hashOf } from "../../write/hash.js";
import { readText } from "../read-text.js";

/** By what the content of a schema is known again, or why it cannot be read; `undefined` when it is gone. */
export async function contentOf(path: string): Promise<string | undefined> {
  try {
    return hashOf(await readText(path, path));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return isMissing(error.cause) ? undefined : error.message;
  }
}
