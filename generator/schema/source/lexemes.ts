import { Lexer } from "yaml";
import type { Report } from "../../diagnostic/report.js";
import { reportDepth } from "./fault.js";
import { MAX_DEPTH } from "./node.js";

/** Cuts a text into lexemes; reports deep nesting on one line or in flow style before the reader, which recurses, sees it. */
export function shallowLexemes(text: string, report: Report): readonly string[] | undefined {
  const lexemes: string[] = [];
  const depth = { flow: 0, inline: 0 };
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    countNesting(lexeme, depth);
    if (depth.flow > MAX_DEPTH || depth.inline > MAX_DEPTH) {
      reportDepth({ start: offset, end: offset + 1 }, report);
      return undefined;
    }
    lexemes.push(lexeme);
    offset += isMarker(lexeme) ? 0 : lexeme.length;
  }
  return lexemes;
}

function countNesting(lexeme: string, depth: { flow: number; inline: number }): void {
  if (lexeme === "[" || lexeme === "{") depth.flow += 1;
  else if (lexeme === "]" || lexeme === "}") depth.flow -= 1;
  else if (lexeme === "-" || lexeme === "?") depth.inline += 1;
  else if (lexeme === "\n" || lexeme === "\r\n") depth.inline = 0;
}

/** The lexer marks where a document or scalar starts with a control character of its own. */
function isMarker(lexeme: string): boolean {
  return lexeme === "\u{02}" || lexeme === "\u{18}" || lexeme === "\u{1f}";
}
