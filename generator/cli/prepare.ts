import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { shownPath } from "../path.js";
import { Refusal } from "../refusal.js";
import type { SchemaModel } from "../schema/model.js";
import type { ImportUse, Places, SchemaReading } from "../schema/read-schema.js";
import { glanceAtOutput } from "../schema/source/output-glance.js";
import { checkImports } from "./check-imports.js";
import { checkPackage } from "./check-package.js";
import type { Call } from "./command.js";
import { placeOutput } from "./place-output.js";
import type { Source } from "./source.js";

/** A folder for output. */
interface Place {
  /** Absolute path, without the links on the way to it. */
  readonly folder: string;
  /** The folder, for messages. */
  readonly shownFolder: string;
}

/** Output that is what the schema says already. */
export interface Current extends Place {
  readonly kind: "current";
  readonly source: Source;
}

/** A checked schema, and the folder its output goes to. */
export interface Due extends Place {
  readonly kind: "due";
  readonly source: Source;
  readonly model: SchemaModel;
  /** What the schema names of the user's own. */
  readonly imports: readonly ImportUse[];
  /** Where the schema declares its names. */
  readonly places: Places;
}

/** A schema with faults. */
export interface Faulty {
  readonly kind: "faulty";
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a schema and finds its output folder; one whose output is there already is taken for checked. Throws a
 * `Refusal` when files stand in the way.
 */
export async function prepare(source: Source, call: Call): Promise<Current | Due | Faulty> {
  return (await glance(source, call)) ?? check(source, call);
}

/**
 * Checks a schema and finds its output folder, whatever is there. What is wrong with a folder that the schema names is
 * a fault of the schema; throws a `Refusal` when there is no such place in it, or a package.json cannot be read.
 */
export async function examine(source: Source, call: Call): Promise<Due | Faulty> {
  const reading = await call.pipeline.readSchema(source.text);
  if (reading.model === undefined) return { kind: "faulty", source, ...reading };
  const { model, imports, places } = reading;
  const missing = await checkImports(imports, source.path);
  if (missing.length > 0) return { kind: "faulty", source, diagnostics: missing };
  const place = await placeOrFault(reading, source, call);
  if ("code" in place) return { kind: "faulty", source, diagnostics: [place] };
  const misread = await checkLanguage(reading, place, call);
  if (misread.length > 0) return { kind: "faulty", source, diagnostics: misread };
  return { kind: "due", source, model, imports, places, ...place };
}

/** A reading without a fault. */
type Whole = Extract<SchemaReading, { readonly model: SchemaModel }>;

async function placeOrFault(
  { model, outputSpan: span }: Whole,
  source: Source,
  call: Call,
): Promise<Place | Diagnostic> {
  try {
    return await placeOf(model.output, source, call);
  } catch (error) {
    if (!(error instanceof Refusal) || span === undefined) throw error;
    const { code, message, hint } = error;
    return hint === undefined ? { code, message, span } : { code, message, span, hint };
  }
}

async function checkLanguage(
  { model, emitSpan: span }: Whole,
  place: Place,
  { terminal: { cwd } }: Call,
): Promise<readonly Diagnostic[]> {
  if (model.emit !== "js" || span === undefined) return [];
  return checkPackage({ ...place, span, cwd });
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
  const examined = await examine(source, call);
  if (examined.kind === "faulty") return examined;
  return (await currentAt(examined, source, call)) ?? examined;
}

async function placeOf(output: string, { path }: Source, { terminal }: Call): Promise<Place> {
  const { named, folder } = await placeOutput(path, output);
  return { folder, shownFolder: `${shownPath(terminal.cwd, named)}/` };
}

/** The output folder, when it holds what this generator made of the schema. */
async function currentAt(
  { folder, shownFolder }: Place,
  source: Source,
  { pipeline }: Call,
): Promise<Current | undefined> {
  const isCurrent = await pipeline.isCurrent(folder, source.schemaHash);
  return isCurrent ? { kind: "current", source, folder, shownFolder } : undefined;
}
