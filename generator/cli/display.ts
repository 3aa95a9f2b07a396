import { relative, sep } from "node:path";
import picocolors from "picocolors";
import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { renderDiagnostics, renderNotice, type Palette } from "../diagnostic/render.js";
import { EXIT, type Refusal } from "../refusal.js";
import { takesColor, type Output, type Terminal } from "./terminal.js";

/** Shows a path as people near it would write it: relative, with forward slashes. */
export function shownPath(cwd: string, path: string): string {
  return (relative(cwd, path) || ".").split(sep).join("/");
}

/** The faults of a schema, its path for messages, and its text. */
export interface SchemaFaults {
  readonly diagnostics: readonly Diagnostic[];
  readonly file: string;
  readonly text: string;
}

/** Writes the faults of a schema to the error stream, and gives the exit code. */
export function showDiagnostics(terminal: Terminal, faults: SchemaFaults): number {
  const { diagnostics, file, text } = faults;
  const palette = paletteOf(terminal.stderr, terminal);
  terminal.stderr.write(`${renderDiagnostics(diagnostics, { file, text, palette })}\n`);
  const count = diagnostics.length === 1 ? "1 fault" : `${diagnostics.length} faults`;
  terminal.stderr.write(`${count} in ${file}\n`);
  return EXIT.found;
}

/** Writes why a command stops, and gives its exit code. */
export function showRefusal(terminal: Terminal, refusal: Refusal): number {
  terminal.stderr.write(renderNotice(refusal, paletteOf(terminal.stderr, terminal)));
  return refusal.exitCode;
}

function paletteOf(output: Output, terminal: Terminal): Palette {
  return picocolors.createColors(takesColor(output, terminal.env));
}
