import { isFileName } from "./file-name.js";

/** Name of the manifest inside the output folder. */
export const MANIFEST_NAME = ".cachegen.json";

/** Raised when one schema yields other files or faults than before: older output is then no longer current. */
export const OUTPUT_REVISION = 3;

const MANIFEST_VERSION = 1;

/** What was written, and from what: how the generator knows its own files again. */
export interface Manifest {
  readonly outputRevision: number;
  /** Hash of the schema's text, as the caller took it. */
  readonly schemaHash: string;
  /** File name to the sha256 of its text, in hex. */
  readonly files: ReadonlyMap<string, string>;
  /** `region.function` to the fingerprint of what it stores. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

/** The manifest as text: one entry a line, sorted, so that a diff shows what changed and no more. */
export function manifestText(manifest: Manifest): string {
  const { outputRevision, schemaHash, files, fingerprints } = manifest;
  const content = {
    manifestVersion: MANIFEST_VERSION,
    outputRevision,
    schemaHash,
    files: sorted(files),
    fingerprints: sorted(fingerprints),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function sorted(entries: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The manifest of a text, or `undefined` when it is none: then nothing in the folder is known to be ours. */
export function readManifest(text: string): Manifest | undefined {
  const content = parsed(text);
  if (!isObject(content) || content["manifestVersion"] !== MANIFEST_VERSION) return undefined;
  const { outputRevision, schemaHash, files, fingerprints = {} }: Content = content;
  if (typeof outputRevision !== "number" || typeof schemaHash !== "string") return undefined;
  if (!isObject(files) || !isObject(fingerprints)) return undefined;
  return {
    outputRevision,
    schemaHash,
    files: new Map(Object.entries(files).filter(isFileEntry)),
    fingerprints: new Map(Object.entries(fingerprints).filter(isTextEntry)),
  };
}

/** The manifest may have been edited: a name that is no plain file name is not believed. */
function isFileEntry(entry: [name: string, hash: unknown]): entry is [string, string] {
  return isFileName(entry[0]) && isTextEntry(entry);
}

function isTextEntry(entry: [name: string, text: unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}

interface Content {
  readonly outputRevision?: unknown;
  readonly schemaHash?: unknown;
  readonly files?: unknown;
  readonly fingerprints?: unknown;
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
