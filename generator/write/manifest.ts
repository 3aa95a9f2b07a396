import { readSurface } from "../surface/read-surface.js";
import type { Surface } from "../surface/surface.js";
import { isFileName } from "./file-name.js";
import { hashOf } from "./hash.js";

/** Name of the manifest inside the output folder. */
export const MANIFEST_NAME = ".cachegen.json";

/** Raised when one schema yields other files or faults than before: older output is then no longer current. */
export const OUTPUT_REVISION = 11;

/** Raised when the manifest has another form: one of another form counts as none. */
export const MANIFEST_VERSION = 3;

/** What was written, and from what: how the generator knows its own files again. */
export interface Manifest {
  readonly outputRevision: number;
  /** Path of the schema, from the output folder, with forward slashes. */
  readonly schema: string;
  /** Hash of the schema's text, as the caller took it. */
  readonly schemaHash: string;
  /** File name to the sha256 of its text, in hex. */
  readonly files: ReadonlyMap<string, string>;
  /** What others rely on, to be compared with that of a later schema. */
  readonly surface: Surface;
}

/**
 * The manifest as text: one entry a line, sorted, so that a diff shows what changed and no more. Its last line is a
 * hash over all others, by which {@link readManifest} sees that nobody edited or merged it.
 */
export function manifestText(manifest: Manifest): string {
  const content = contentOf(manifest);
  const signed = { ...content, contentHash: hashOf(JSON.stringify(content)) };
  return `${JSON.stringify(signed, undefined, 2)}\n`;
}

function contentOf({ outputRevision, schema, schemaHash, files, surface }: Manifest): Content {
  return {
    manifestVersion: MANIFEST_VERSION,
    outputRevision,
    schema,
    schemaHash,
    files: sorted(files),
    surface,
  };
}

function sorted(entries: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * The manifest of a text, or `undefined` when it is none, or not as it was written: then nothing in the folder is
 * known to be ours.
 */
export function readManifest(text: string): Manifest | undefined {
  const content = parsed(text);
  if (!isObject(content) || content["manifestVersion"] !== MANIFEST_VERSION) return undefined;
  const { outputRevision, schema, schemaHash, contentHash }: Content = content;
  const files = readEntries(content["files"]);
  const surface = readSurface(content["surface"]);
  if (typeof outputRevision !== "number" || typeof schema !== "string") return undefined;
  if (typeof schemaHash !== "string" || files === undefined) return undefined;
  // A name that is no plain file name would lead out of the folder.
  if (surface === undefined || ![...files.keys()].every(isFileName)) return undefined;
  const manifest = { outputRevision, schema, schemaHash, files, surface };
  return contentHash === hashOf(JSON.stringify(contentOf(manifest))) ? manifest : undefined;
}

/** The form of the manifest in a text, also where it is another than today's; `undefined` when it is none. */
export function manifestVersionOf(text: string): number | undefined {
  const content = parsed(text);
  const version = isObject(content) ? content["manifestVersion"] : undefined;
  return typeof version === "number" ? version : undefined;
}

function readEntries(value: unknown): ReadonlyMap<string, string> | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every(isTextEntry) ? new Map(entries) : undefined;
}

function isTextEntry(entry: [name: string, text: unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}

/** What stands in the file. */
interface Content {
  readonly manifestVersion?: unknown;
  readonly outputRevision?: unknown;
  readonly schema?: unknown;
  readonly schemaHash?: unknown;
  readonly files?: unknown;
  readonly surface?: unknown;
  readonly contentHash?: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
