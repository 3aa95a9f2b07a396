import { basename } from "node:path";
import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { Refusal } from "../refusal.js";
import type { SchemaModel } from "../schema/model.js";
import { glanceAtOutput } from "../schema/source/output-glance.js";
import { hashOf } from "../write/hash.js";
import { checkImports } from "./check-imports.js";
import type { Call } from "./command.js";
import { findSchema } from "./find-schema.js";
import { placeOutput } from "./output-folder.js";
import { readText } from "./read-text.js";
import { shownPath } from "./shown-path.js";

/** A folder for output. */
interface Place {
  readonly folder: string;
  /** The schema's path, for messages. */
  readonly file: string;
  /** The folder, for messages. */
  readonly shownFolder: string;
}

/** Output that is what the schema says already. */
export interface Current extends Place {
  readonly kind: "current";
}

/** A checked schema, and the folder its output goes to. */
export interface Due extends Place {
  readonly kind: "due";
  readonly model: SchemaModel;
  /** Absolute path of the schema. */
  readonly schemaPath: string;
  /** Base name of the schema, for headers. */
  readonly schemaName: string;
  readonly schemaHash: string;
}

/** A schema with faults. */
export interface Faulty {
  readonly kind: "faulty";
  /** The schema's path, for messages. */
  readonly file: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A schema that was found and read, but not looked into. */
interface Source {
  readonly path: string;
  /** The path, for messages. */
  readonly file: string;
  readonly text: string;
  readonly schemaName: string;
  readonly schemaHash: string;
}

/** Finds, reads and checks the schema, and finds its output folder. Throws a `Refusal` when files stand in the way. */
export async function prepare(call: Call): Promise<Current | Due | Faulty> {
  const source = await readSource(call);
  return (await glance(source, call)) ?? check(source, call);
}

async function readSource(call: Call): Promise<Source> {
  const { terminal } = call;
  const path = await findSchema(terminal.cwd, call.options().config);
  const file = shownPath(terminal.cwd, path);
  const text = await readText(path, file);
  const schemaName = basename(path);
  // Covers all that the output depends on.
  return { path, file, text, schemaName, schemaHash: hashOf(`${schemaName}\n${text}`) };
}

/** What was generated from this very text needs no second look at it: a large schema takes long to check. */
async function glance(source: Source, call: Call): Promise<Current | undefined> {
  const output = glanceAtOutput(source.text);
  if (output === undefined) return undefined;
  try {
    const place = await placeOf(output, source, call);
    return await currentAt(place, source, call);
  } catch (error) {
    // What is wrong with the folder is said after the faults of the schema.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function check(source: Source, call: Call): Promise<Current | Due | Faulty> {
  const { path: schemaPath, file, text, schemaName, schemaHash } = source;
  const reading = await call.pipeline.readSchema(text);
  if (reading.model === undefined) return { kind: "faulty", file, text, ...reading };
  const { model, imports } = reading;
  const missing = await checkImports(imports, schemaPath);
  if (missing.length > 0) return { kind: "faulty", file, text, diagnostics: missing };
  const place = await placeOf(model.output, source, call);
  const current = await currentAt(place, source, call);
  return current ?? { kind: "due", model, schemaPath, schemaName, schemaHash, ...place };
}

async function placeOf(output: string, { path, file }: Source, { terminal }: Call): Promise<Place> {
  const folder = await placeOutput(path, output);
  return { folder, file, shownFolder: `${shownPath(terminal.cwd, folder)}/` };
}

/** The output folder, when it holds what this generator made of the schema. */
async function currentAt(
  place: Place,
  { schemaHash }: Source,
  { pipeline }: Call,
): Promise<Current | undefined> {
  const isCurrent = await pipeline.isCurrent(place.folder, schemaHash);
  return isCurrent ? { kind: "current", ...place } : undefined;
}
