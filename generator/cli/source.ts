import { basename, resolve } from "node:path";
import { shownPath } from "../path.js";
import { SCHEMA_NAME } from "../schema/header.js";
import { hashOf } from "../write/hash.js";
import type { Call } from "./command.js";
import { readStream, readText } from "./read-text.js";

/** A schema that was read, but not looked into. */
export interface Source {
  /** Absolute path of the schema. */
  readonly path: string;
  /** The path, for messages. */
  readonly file: string;
  readonly text: string;
  /** Base name of the schema, for headers. */
  readonly schemaName: string;
  /** Covers all that the output depends on. */
  readonly schemaHash: string;
}

/** The options that have a schema read from the standard input. */
export interface StdinOptions {
  readonly stdin?: boolean;
  readonly stdinPath?: string;
}

/** Reads a schema from its file. Throws a `Refusal`. */
export async function readSource(path: string, { terminal }: Call): Promise<Source> {
  const file = shownPath(terminal.cwd, path);
  return sourceOf(path, file, await readText(path, file));
}

/** Reads the schema on the standard input, as if it stood in the file that is named. Throws a `Refusal`. */
export async function readStdin({ terminal, options }: Call): Promise<Source> {
  const path = resolve(terminal.cwd, options<StdinOptions>().stdinPath ?? SCHEMA_NAME);
  const file = shownPath(terminal.cwd, path);
  return sourceOf(path, file, await readStream(terminal.stdin, file));
}

function sourceOf(path: string, file: string, text: string): Source {
  const schemaName = basename(path);
  return { path, file, text, schemaName, schemaHash: hashOf(`${schemaName}\n${text}`) };
}
