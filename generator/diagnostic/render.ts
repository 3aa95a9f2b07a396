import type { Diagnostic } from "./diagnostic.js";
import { frameOf } from "./frame.js";
import { Lines } from "./lines.js";
import { printable } from "./quote.js";
import { withoutSecrets } from "./secret.js";

/** Diagnostics shown at most; the rest is counted. */
const MOST_SHOWN = 100;

/** Colours of the output; picocolors is one. */
export interface Palette {
  bold(text: string): string;
  cyan(text: string): string;
  dim(text: string): string;
  red(text: string): string;
}

/** The schema a report is about, and how to show it. `palette` defaults to no colour. */
export interface RenderOptions {
  readonly file: string;
  readonly text: string;
  readonly palette?: Palette;
}

const PLAIN: Palette = { bold: same, cyan: same, dim: same, red: same };

/** Writes diagnostics as text: place, code, message, code frame, hint; a blank line between two. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: RenderOptions,
): string {
  const lines = new Lines(withoutSecrets(options.text, diagnostics));
  const shown = diagnostics.slice(0, MOST_SHOWN);
  const blocks = shown.map((diagnostic) => renderOne(diagnostic, lines, options));
  const more = diagnostics.length - shown.length;
  if (more > 0) blocks.push(`and ${more} more\n`);
  return blocks.join("\n");
}

/** A message about something other than a place in the schema. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Writes a message that has no place: code, message, hint. */
export function renderNotice(notice: Notice, palette: Palette = PLAIN): string {
  const first = `${palette.red(notice.code)} ${palette.bold(printable(notice.message))}\n`;
  return first + renderHint(notice.hint, palette);
}

function renderOne(diagnostic: Diagnostic, lines: Lines, options: RenderOptions): string {
  const palette = options.palette ?? PLAIN;
  const { line, column } = lines.positionOf(diagnostic.span.start);
  const frame = frameOf(lines, diagnostic.span);
  const gutter = String(frame.line).padStart(5);
  return [
    `${palette.cyan(`${printable(options.file)}:${line}:${column}:`)} ${renderNotice({ ...diagnostic, hint: undefined }, palette)}`,
    `${palette.dim(`${gutter} |`)} ${frame.text}`.trimEnd() + "\n",
    `${palette.dim(`${" ".repeat(gutter.length)} |`)} ${palette.red(frame.marks)}\n`,
    renderHint(diagnostic.hint, palette),
  ].join("");
}

function renderHint(hint: string | undefined, palette: Palette): string {
  return hint === undefined ? "" : `  ${palette.cyan("hint:")} ${printable(hint)}\n`;
}

function same(text: string): string {
  return text;
}
