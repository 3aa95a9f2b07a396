import { readFile, stat } from "node:fs/promises";
import { EXIT, refusal, type Refusal } from "./refusal.js";
import { systemReason } from "./system-error.js";

/** Largest file that is read, in bytes: the longest schema fits in, whatever its characters. */
const LARGEST = 6_000_000;

/** The text of a file, byte-order mark included. */
export interface FileText {
  readonly text: string;
}

/** Reads the text of a schema; `shown` is its path for messages. */
export async function readText(path: string, shown: string): Promise<FileText | Refusal> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return unreadable(shown, "it is not a file");
    if (found.size > LARGEST) {
      return refusal("CG1005", `${shown} has ${found.size} bytes, at most ${LARGEST} are read`);
    }
    return decode(await readFile(path), shown);
  } catch (error) {
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    return unreadable(shown, reason);
  }
}

function unreadable(shown: string, reason: string): Refusal {
  return refusal("CG9002", `cannot read ${shown}: ${reason}`, { exitCode: EXIT.usage });
}

/** Decodes strictly: a replaced byte would go unnoticed into keys and names. */
function decode(bytes: Uint8Array, shown: string): FileText | Refusal {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return refusal("CG9003", `${shown} is not UTF-8`, { hint: "save it as UTF-8" });
  }
}
