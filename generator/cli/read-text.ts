import { readFile, stat } from "node:fs/promises";
import { EXIT, Refusal } from "../refusal.js";
import { caughtReason } from "../system-error.js";

/** Largest text that is read, in bytes: the longest schema fits in, whatever its characters. */
const LARGEST = 6_000_000;

/** Reads a file of text, byte-order mark included; `shown` is its path for messages. Throws a `Refusal`. */
export async function readText(path: string, shown: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable(shown, "it is not a file");
    if (found.size > LARGEST) throw tooLarge(shown, `${found.size} bytes`);
    return decode(await readFile(path), shown);
  } catch (error) {
    throw unreadable(shown, caughtReason(error), error);
  }
}

/** Reads the text of a schema from a stream, as {@link readText} does from a file. Throws a `Refusal`. */
export async function readStream(
  stream: AsyncIterable<Uint8Array>,
  shown: string,
): Promise<string> {
  try {
    return decode(await collect(stream, shown), shown);
  } catch (error) {
    throw unreadable(shown, caughtReason(error), error);
  }
}

async function collect(stream: AsyncIterable<Uint8Array>, shown: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST) throw tooLarge(shown, "more bytes");
  }
  return Buffer.concat(chunks);
}

function tooLarge(shown: string, size: string): Refusal {
  return new Refusal("CG1005", `${shown} has ${size}, at most ${LARGEST} are read`);
}

/** Why a file is not read. */
export function unreadable(shown: string, reason: string, cause?: unknown): Refusal {
  const message = `cannot read ${shown}: ${reason}`;
  return new Refusal("CG9002", message, { exitCode: EXIT.usage, cause });
}

/** Decodes strictly: a replaced byte would go unnoticed into keys and names, or into a file that is written back. */
function decode(bytes: Uint8Array, shown: string): string {
  if (bytes.length > 1 && isWide(bytes)) throw wrongEncoding(`${shown} is UTF-16 and not UTF-8`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw wrongEncoding(`${shown} is not UTF-8`, cause);
  }
}

/** Two bytes a character: a mark in front says so, or else every other byte of plain text is 0. */
function isWide([first, second]: Uint8Array): boolean {
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || (first === 0) !== (second === 0);
}

function wrongEncoding(message: string, cause?: unknown): Refusal {
  return new Refusal("CG9003", message, { hint: "save it as UTF-8", cause });
}
