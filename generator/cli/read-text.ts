import { readFile, stat } from "node:fs/promises";
import { EXIT, Refusal } from "../refusal.js";
import { systemReason } from "./system-error.js";

/** Largest file that is read, in bytes: the longest schema fits in, whatever its characters. */
const LARGEST = 6_000_000;

/** Reads the text of a schema, byte-order mark included; `shown` is its path for messages. Throws a `Refusal`. */
export async function readText(path: string, shown: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable(shown, "it is not a file");
    if (found.size <= LARGEST) return decode(await readFile(path), shown);
    const message = `${shown} has ${found.size} bytes, at most ${LARGEST} are read`;
    throw new Refusal("CG1005", message);
  } catch (error) {
    const reason = systemReason(error);
    throw reason === undefined ? error : unreadable(shown, reason);
  }
}

function unreadable(shown: string, reason: string): Refusal {
  return new Refusal("CG9002", `cannot read ${shown}: ${reason}`, { exitCode: EXIT.usage });
}

/** Decodes strictly: a replaced byte would go unnoticed into keys and names. */
function decode(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Refusal("CG9003", `${shown} is not UTF-8`, { hint: "save it as UTF-8", cause });
  }
}
