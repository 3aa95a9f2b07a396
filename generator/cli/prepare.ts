import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { SchemaModel } from "../schema/model.js";
import { showDiagnostics, shownPath, showRefusal } from "./display.js";
import { findSchema } from "./find-schema.js";
import { placeOutput } from "./output-folder.js";
import type { Pipeline } from "./pipeline.js";
import { readText } from "./read-text.js";
import { EXIT, isRefusal, type Refusal } from "./refusal.js";
import type { Terminal } from "./terminal.js";

/** What both commands need: a checked schema, and the folder its output goes to. */
export interface Prepared {
  readonly model: SchemaModel;
  /** Base name of the schema, for headers. */
  readonly schemaName: string;
  readonly schemaHash: string;
  readonly folder: string;
  /** The output folder, for messages. */
  readonly shownFolder: string;
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

/** Finds, reads and checks the schema, and finds its output folder; says what stands in the way. */
export async function prepare(task: Task): Promise<Prepared | Ended> {
  const { terminal } = task;
  const found = await findSchema(terminal.cwd, task.config);
  if (isRefusal(found)) return end(terminal, found);
  const file = shownPath(terminal.cwd, found.path);
  const read = await readText(found.path, file);
  if (isRefusal(read)) return end(terminal, read);
  const { model, diagnostics } = await task.pipeline.readSchema(read.text);
  if (model === undefined) {
    showDiagnostics(terminal, diagnostics, { file, text: read.text });
    return { kind: "ended", exitCode: EXIT.found };
  }
  const placed = await placeOutput(found.path, model.output);
  if (isRefusal(placed)) return end(terminal, placed);
  const schemaName = basename(found.path);
  const shownFolder = `${shownPath(terminal.cwd, placed.folder)}/`;
  return { model, schemaName, schemaHash: hashOf(schemaName, read.text), ...placed, shownFolder };
}

/** Tells whether preparing ended the command. */
export function isEnded(prepared: Prepared | Ended): prepared is Ended {
  return "kind" in prepared;
}

/** Says why a command ends. */
export function end(terminal: Terminal, refusal: Refusal): Ended {
  return { kind: "ended", exitCode: showRefusal(terminal, refusal) };
}

/** Covers all that the output depends on; a checkout may have changed the line endings. */
function hashOf(schemaName: string, text: string): string {
  const content = `${schemaName}\n${text.replaceAll("\r\n", "\n")}`;
  return createHash("sha256").update(content).digest("hex");
}
