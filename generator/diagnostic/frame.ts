import type { Span } from "./diagnostic.js";
import type { Lines } from "./lines.js";
import { LONGEST_LOGIN, maskCredentials, printable } from "./quote.js";

/** Columns of schema text shown at most. */
const WIDEST = 100;
/** Columns kept in front of the fault when a line is cut. */
const LEAD = 40;

/** One line of the schema and the marks under it. */
export interface Frame {
  readonly line: number;
  readonly text: string;
  readonly marks: string;
}

/** Cuts the code frame of a span: its first line, with carets under what the span covers of it. */
export function frameOf(lines: Lines, span: Span): Frame {
  const { line, column } = lines.positionOf(span.start);
  const whole = lines.textOf(line);
  const from = Math.min(column - 1, whole.length);
  const to = Math.min(Math.max(span.end - lines.startOf(line), from), whole.length);
  const start = from > WIDEST - LEAD ? from - LEAD : 0;
  const text = maskedAround(whole, start, start + WIDEST);
  const lead = (start > 0 ? "…" : "") + shown(text.slice(start, from));
  const marked = shown(text.slice(from, Math.min(to, start + WIDEST)));
  const rest = shown(text.slice(Math.min(to, start + WIDEST), start + WIDEST));
  const cut = text.length > start + WIDEST ? "…" : "";
  const marks = " ".repeat(widthOf(lead)) + "^".repeat(Math.max(1, widthOf(marked)));
  return { line, text: lead + marked + rest + cut, marks };
}

/** Blanks credentials in what is shown of a line; a line may be as long as a schema, and is left as it is elsewhere. */
function maskedAround(line: string, start: number, end: number): string {
  const from = Math.max(0, start - LONGEST_LOGIN);
  const window = maskCredentials(line.slice(from, end + LONGEST_LOGIN));
  return line.slice(0, from) + window + line.slice(end + LONGEST_LOGIN);
}

function shown(text: string): string {
  return printable(text.replaceAll("\t", "  "));
}

/** Terminal columns of a text: combining marks take none, East Asian characters and emoji two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u{ff01}-\u{ff60}]/u;
