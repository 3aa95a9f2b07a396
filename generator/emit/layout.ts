import type { Choice, Code, Enclosed, Template } from "../plan/plan.js";

/** Columns that a line may take. */
export const WIDTH = 100;

/** Columns of one indentation. */
export const STEP = 2;

/** Text that reads the same in a template and in a string. */
const PLAIN_TEXT = /^[^"\\`$]*$/;

/** Where code begins: its line's indentation, the column reached, and the width of what must follow on its last line. */
interface Position {
  readonly width: number;
  readonly indent: number;
  readonly column: number;
  readonly after: number;
}

/** Code as text within `width` columns. Lines are broken outermost first, and only where they would be too long. */
export function layout(code: Code, width: number = WIDTH): string {
  return laidOut(code, { width, indent: 0, column: 0, after: 0 });
}

function laidOut(code: Code, at: Position): string {
  if (typeof code === "string") return code;
  if (isRow(code)) return row(code, at);
  if (code.kind === "annotation") return laidOut(code.code, at);
  const line = flat(code, at.width - at.column - at.after);
  if (line !== undefined) return line;
  switch (code.kind) {
    case "enclosed":
      return broken(code, at);
    case "hung":
      return `${lineBreak(at.indent + STEP)}${laidOut(code.code, deeper(at, at.after))}`;
    case "choice":
      return chosen(code, at);
    case "union":
      return code.members.map((member) => `${lineBreak(at.indent + STEP)}| ${member}`).join("");
    case "template":
      return chained(code, at);
  }
}

/** Code on one line of at most so many columns: `undefined` where it takes more of them, or more lines in any case. */
function flat(code: Code, room: number): string | undefined {
  if (typeof code === "string") return code.length <= room ? code : undefined;
  if (isRow(code)) return joined(code, "", room);
  switch (code.kind) {
    case "enclosed": {
      const { open, items, close } = code;
      if (code.tall && items.length > 0) return undefined;
      const inside = joined(items, ", ", room - open.length - close.length);
      return inside === undefined ? undefined : open + inside + close;
    }
    case "hung":
      return joined([" ", code.code], "", room);
    case "choice":
      return joined([`${code.test} ? ${code.yes} : `, code.no], "", room);
    case "union":
      return joined(code.members, " | ", room);
    case "template":
      return flatTemplate(code, room);
    case "annotation":
      return flat(code.code, room);
  }
}

/** Stops at the first part for which there is no room: most of what is tried does not fit. */
function joined(parts: readonly Code[], separator: string, room: number): string | undefined {
  let line = "";
  for (const [index, part] of parts.entries()) {
    if (index > 0) line += separator;
    const piece = flat(part, room - line.length);
    if (piece === undefined) return undefined;
    line += piece;
  }
  return line.length <= room ? line : undefined;
}

function flatTemplate({ pieces }: Template, room: number): string | undefined {
  let inside = "";
  for (const { text, value } of pieces) {
    const printed = value === undefined ? "" : flat(value, room - inside.length);
    if (printed === undefined) return undefined;
    inside += value === undefined ? text : hole(text, printed);
  }
  const line = literal(inside);
  return line.length <= room ? line : undefined;
}

function row(parts: readonly Code[], at: Position): string {
  const pieces: string[] = [];
  let { column } = at;
  for (const [index, part] of parts.entries()) {
    const piece = laidOut(part, { ...at, column, after: lead(parts, index + 1, at.after) });
    if (piece.startsWith("\n")) pieces.push((pieces.pop() ?? "").trimEnd());
    pieces.push(piece);
    column = columnAfter(piece, column);
  }
  return pieces.join("");
}

/** One item a line, each with a comma but the last of type arguments, which may have none. */
function broken({ open, items, close }: Enclosed, at: Position): string {
  if (items.length === 0) return `${open}${close}`;
  const last = open.endsWith("<") ? "" : ",";
  const lines = items.map((item, index) => {
    const comma = index === items.length - 1 ? last : ",";
    return `${lineBreak(at.indent + STEP)}${laidOut(item, deeper(at, 1))}${comma}`;
  });
  return `${open.trimEnd()}${lines.join("")}${lineBreak(at.indent)}${close.trimStart()}`;
}

function chosen({ test, yes, no }: Choice, at: Position): string {
  const line = lineBreak(at.indent + STEP);
  const inner = deeper(at, at.after);
  const rest = laidOut(no, { ...inner, column: inner.column + ": ".length });
  return `${test}${line}? ${yes}${line}: ${rest}`;
}

/** One template literal a piece. A lone piece can only be broken inside its value. */
function chained({ pieces }: Template, at: Position): string {
  const literals = pieces.map((piece) => {
    const column = at.column + `\`${piece.text}\${`.length;
    const after = "}` +".length + at.after;
    if (piece.value === undefined) return literal(piece.text);
    return literal(hole(piece.text, laidOut(piece.value, { ...at, column, after })));
  });
  return literals.join(` +${lineBreak(at.indent)}`);
}

/** A template without holes is a string, where it may be. */
function literal(text: string): string {
  return PLAIN_TEXT.test(text) ? `"${text}"` : `\`${text}\``;
}

/** A stretch of text and the value that follows it. */
function hole(text: string, value: string): string {
  return `${text}\${${value}}`;
}

/** The width of the parts from one on, before the next place where a line may be broken. */
function lead(parts: readonly Code[], from: number, after: number): number {
  let width = 0;
  for (let index = from; index < parts.length; index += 1) {
    const part = withinAnnotation(parts[index] ?? "");
    if (typeof part !== "string") return width + openingOf(part).length;
    width += part.length;
  }
  return width + after;
}

function openingOf(code: Code): string {
  if (typeof code === "string") return code;
  if (isRow(code)) return code.slice(0, 1).map(openingOf).join("");
  if (code.kind === "annotation") return openingOf(code.code);
  return code.kind === "enclosed" ? code.open.trimEnd() : "";
}

function columnAfter(text: string, column: number): number {
  const lineStart = text.lastIndexOf("\n") + 1;
  return lineStart === 0 ? column + text.length : text.length - lineStart;
}

function deeper({ width, indent }: Position, after: number): Position {
  return { width, indent: indent + STEP, column: indent + STEP, after };
}

function lineBreak(indent: number): string {
  return `\n${" ".repeat(indent)}`;
}

/** An annotation is laid out as the code that it is. */
function withinAnnotation(code: Code): Code {
  return typeof code === "string" || isRow(code) || code.kind !== "annotation" ? code : code.code;
}

/** `Array.isArray` does not narrow a readonly array. */
export function isRow(code: Code): code is readonly Code[] {
  return Array.isArray(code);
}
