import { relative, sep } from "node:path";
import picocolors from "picocolors";
import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { renderDiagnostics, renderNotice, type Palette } from "../diagnostic/render.js";
import type { Refusal } from "./refusal.js";
import { takesColor, type Output, type Terminal } from "./terminal.js";

/** Shows a path as people near it would write it: relative, with forward slashes. */
export function shownPath(cwd: string, path: string): string {
  return (relative(cwd, path) || ".").split(sep).join("/");
}

/** Writes the faults of a schema to the error stream. */
export function showDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  schema: { readonly file: string; readonly text: string },
): void {
  const palette = paletteOf(terminal.stderr, terminal);
  terminal.stderr.write(`${renderDiagnostics(diagnostics, { ...schema, palette })}\n`);
  const count = diagnostics.length === 1 ? "1 fault" : `${diagnostics.length} faults`;
  terminal.stderr.write(`${count} in ${schema.file}\n`);
}

/** Writes why a command stops, and gives its exit code. */
export function showRefusal(terminal: Terminal, refusal: Refusal): number {
  terminal.stderr.write(renderNotice(refusal, paletteOf(terminal.stderr, terminal)));
  return refusal.exitCode;
}

function paletteOf(output: Output, terminal: Terminal): Palette {
  return picocolors.createColors(takesColor(output, terminal.env));
}
