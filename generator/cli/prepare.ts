import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { SchemaModel } from "../schema/model.js";
import { glanceAtOutput } from "../schema/output-glance.js";
import { showDiagnostics, shownPath, showRefusal } from "./display.js";
import { findSchema } from "./find-schema.js";
import { placeOutput, type OutputPlace } from "./output-folder.js";
import type { Pipeline } from "./pipeline.js";
import { readText } from "./read-text.js";
import { EXIT, isRefusal, type Refusal } from "./refusal.js";
import type { Terminal } from "./terminal.js";

/** A folder for output. */
interface Place {
  readonly folder: string;
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
  /** Base name of the schema, for headers. */
  readonly schemaName: string;
  readonly schemaHash: string;
}

/** A command that ended early, after it said why. */
export interface Ended {
  readonly kind: "ended";
  readonly exitCode: number;
}

/** What a command works with: the steps, the world, and the option `--config`. */
export interface Task {
  readonly terminal: Terminal;
  readonly pipeline: Pipeline;
  readonly config: string | undefined;
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

/** Finds, reads and checks the schema, and finds its output folder; says what stands in the way. */
export async function prepare(task: Task): Promise<Current | Due | Ended> {
  const source = await readSource(task);
  if ("kind" in source) return source;
  // What was generated from this very text needs no second look at it: a large schema takes long to check.
  const glanced = glanceAtOutput(source.text);
  const current = glanced === undefined ? undefined : await currentAt(glanced, source, task);
  return current ?? check(source, task);
}

/** Says why a command ends. */
function end(terminal: Terminal, refusal: Refusal): Ended {
  return { kind: "ended", exitCode: showRefusal(terminal, refusal) };
}

async function readSource({ terminal, config }: Task): Promise<Source | Ended> {
  const found = await findSchema(terminal.cwd, config);
  if (isRefusal(found)) return end(terminal, found);
  const file = shownPath(terminal.cwd, found.path);
  const read = await readText(found.path, file);
  if (isRefusal(read)) return end(terminal, read);
  const schemaName = basename(found.path);
  const schemaHash = hashOf(schemaName, read.text);
  return { path: found.path, file, text: read.text, schemaName, schemaHash };
}

async function check(source: Source, task: Task): Promise<Current | Due | Ended> {
  const { terminal, pipeline } = task;
  const { path, file, text, schemaName, schemaHash } = source;
  const { model, diagnostics } = await pipeline.readSchema(text);
  if (model === undefined) {
    showDiagnostics(terminal, diagnostics, { file, text });
    return { kind: "ended", exitCode: EXIT.found };
  }
  const current = await currentAt(model.output, source, task);
  if (current !== undefined) return current;
  const placed = await placeOutput(path, model.output);
  if (isRefusal(placed)) return end(terminal, placed);
  return { kind: "due", model, schemaName, schemaHash, ...shown(placed, terminal) };
}

/** The output folder, when it holds what this generator made of the schema. */
async function currentAt(
  output: string,
  { path, schemaHash }: Source,
  { terminal, pipeline }: Task,
): Promise<Current | undefined> {
  const placed = await placeOutput(path, output);
  if (isRefusal(placed) || !(await pipeline.isCurrent(placed.folder, schemaHash))) return undefined;
  return { kind: "current", ...shown(placed, terminal) };
}

function shown({ folder }: OutputPlace, { cwd }: Terminal): Place {
  return { folder, shownFolder: `${shownPath(cwd, folder)}/` };
}

/** Covers all that the output depends on; a checkout may have changed the line endings. */
function hashOf(schemaName: string, text: string): string {
  const content = `${schemaName}\n${text.replaceAll("\r\n", "\n")}`;
  return createHash("sha256").update(content).digest("hex");
}
