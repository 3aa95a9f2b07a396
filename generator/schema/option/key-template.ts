import { quote } from "../../diagnostic/quote.js";
import type { Asking } from "../source/asking.js";
import { expectText } from "../source/expect.js";
import { spanWithin, type Located, type ScalarNode, type SourceNode } from "../source/node.js";
import type { OptionKind } from "./kind.js";

/** A stretch of a key template as written: text that stands in every key, or `{name}`. */
export type KeyTemplatePiece =
  | { readonly kind: "text"; readonly text: string }
  | ({ readonly kind: "placeholder" } & Located<string>);

/** Longest template, in characters. */
const LONGEST = 200;

/** A doubled brace, a placeholder, or one character. */
const LEXEME = /\{\{|\}\}|\{([A-Za-z_]\w*)\}|[^]/gu;

/** What text of a template may be made of: ASCII that can be seen, so that a key reads alike everywhere. */
const VISIBLE = /^[!-~]$/;

const BRACES = "a placeholder is {name}; a brace that is meant as such is doubled: {{ and }}";

/** A template of keys: text with placeholders, each the name of an argument in braces. */
export const KEY_TEMPLATE: OptionKind<readonly KeyTemplatePiece[]> = {
  form: {
    words: "template",
    schema: { type: "string", pattern: "^[A-Za-z0-9][!-~]*$", maxLength: LONGEST },
  },
  read: readKeyTemplate,
};

function readKeyTemplate(
  node: SourceNode,
  asking: Asking,
): Located<readonly KeyTemplatePiece[]> | undefined {
  const hint = 'quote the template, such as "user/{id}"';
  const given = expectText(node, { ...asking, hint }, asking.report);
  if (given === undefined || node.kind !== "scalar") return undefined;
  if (given.value.length > LONGEST) return tooLong(given, asking);
  const pieces = piecesOf(node, asking);
  return pieces === undefined ? undefined : { value: pieces, span: given.span };
}

function tooLong({ value, span }: Located<string>, { subject, report }: Asking): undefined {
  const message = `${subject} has ${value.length} characters, and at most ${LONGEST} are taken`;
  report.add({ code: "CG4004", span, message, hint: "shorten it" });
  return undefined;
}

function piecesOf(node: ScalarNode, asking: Asking): readonly KeyTemplatePiece[] | undefined {
  const pieces: KeyTemplatePiece[] = [];
  for (const match of node.text.matchAll(LEXEME)) {
    const span = spanWithin(node, match.index, match.index + match[0].length);
    const piece = pieceOf(match, { span, asking });
    if (piece === undefined) return undefined;
    const before = pieces.at(-1);
    if (piece.kind === "text" && before?.kind === "text") {
      pieces.splice(-1, 1, { kind: "text", text: before.text + piece.text });
    } else pieces.push(piece);
  }
  return beginsRight(pieces) ? pieces : badBeginning(node, asking);
}

interface Position {
  readonly span: ScalarNode["span"];
  readonly asking: Asking;
}

function pieceOf(
  [lexeme, name]: RegExpExecArray,
  { span, asking }: Position,
): KeyTemplatePiece | undefined {
  if (name !== undefined) return { kind: "placeholder", value: name, span };
  if (lexeme.length === 2 && /[{}]/.test(lexeme)) return { kind: "text", text: lexeme.slice(1) };
  if (lexeme === "{" || lexeme === "}") {
    const message = `${asking.subject} has a lone ${quote(lexeme)}`;
    asking.report.add({ code: "CG4004", span, message, hint: BRACES });
    return undefined;
  }
  if (VISIBLE.test(lexeme)) return { kind: "text", text: lexeme };
  const message = `${asking.subject} contains the character U+${hexOf(lexeme)}`;
  const hint = "the text of a key is visible ASCII without blanks; values may hold anything";
  asking.report.add({ code: "CG4004", span, message, hint });
  return undefined;
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** Other beginnings are left to keys of the cache's own, and to placeholders whose value could be anything. */
function beginsRight([first]: readonly KeyTemplatePiece[]): boolean {
  return first?.kind === "text" && /^[A-Za-z0-9]/.test(first.text);
}

function badBeginning({ text, span }: ScalarNode, { subject, report }: Asking): undefined {
  const message = `${subject} must begin with a letter or digit, not ${quote(text)}`;
  const hint = 'say first whose key it is: "user/{id}"';
  report.add({ code: "CG4004", span, message, hint });
  return undefined;
}
