import {
  Composer,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  Parser,
  YAMLParseError,
  type CST,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Span } from "../diagnostic/diagnostic.js";
import type { Report } from "../diagnostic/report.js";
import { mendFlowEntries, mendFlowItems } from "./flow-trap.js";
import type { Entry, Located, ScalarNode, SourceNode } from "./node.js";
import {
  reportAlias,
  reportAnchor,
  reportDepth,
  reportDuplicate,
  reportKey,
  reportLength,
  reportMerge,
  reportTag,
  reportVersion,
} from "./source-fault.js";
import { explainYamlFaults } from "./yaml-fault.js";

/** Longest schema that is read, in UTF-16 units. */
export const MAX_SCHEMA_LENGTH = 2_000_000;

/** Deepest nesting that is read; a schema needs nine levels. */
const MAX_DEPTH = 32;

/** Faults of flow style that are found at most; reading a text again takes its time. */
const MOST_ROUNDS = 20;

const YAML_OPTIONS = {
  prettyErrors: false,
  strict: true,
  // Duplicate keys are found in the walk below: the reader's own search takes quadratic time.
  uniqueKeys: false,
  version: "1.2",
  merge: false,
} as const;

/** What the walk over the YAML nodes carries along. */
interface Walk {
  readonly text: string;
  readonly report: Report;
  readonly depth: number;
}

/** Reads the text of a schema as nodes; `undefined` when nothing of it can be trusted. */
export function parseSource(text: string, report: Report): SourceNode | undefined {
  if (text.length > MAX_SCHEMA_LENGTH) reportLength(text.length, MAX_SCHEMA_LENGTH, report);
  if (!report.isEmpty) return undefined;
  const lexemes = shallowLexemes(text, report);
  if (lexemes === undefined) return undefined;
  const document = parseYaml(text, lexemes, report);
  if (document.directives?.yaml.version === "1.1") reportVersion(text, report);
  if (!report.isEmpty) return undefined;
  if (document.contents === null) return { kind: "map", entries: [], span: { start: 0, end: 0 } };
  return readNode(document.contents, { text, report, depth: 0 });
}

/**
 * Reads YAML. After an unquoted `string[]` in flow style the reader is lost, so each of these is reported and
 * blanked, and the text read again: the next one is found as well.
 */
function parseYaml(text: string, lexemes: readonly string[], report: Report): Document.Parsed {
  let legible = text;
  let document = compose(lexemes, text.length);
  for (let round = 1; ; round += 1) {
    const errors = [...document.errors, ...document.warnings.filter(isDirectiveFault)];
    const faults = explainYamlFaults(errors, legible);
    const trap = faults.find((fault) => fault.code === "CG1007");
    if (trap === undefined || round === MOST_ROUNDS) {
      for (const fault of faults) report.add(fault);
      return document;
    }
    report.add(trap);
    legible = blanked(legible, trap.span.start);
    document = parseDocument(legible, YAML_OPTIONS);
  }
}

/** What `parseDocument` does, with the lexemes at hand: to cut the text into them again takes a third of its time. */
function compose(lexemes: readonly string[], length: number): Document.Parsed {
  const tokens = tokensOf(lexemes);
  const [document, another] = new Composer(YAML_OPTIONS).compose(tokens, true, length);
  if (document === undefined) throw new Error("the YAML reader gave no document");
  if (another !== undefined) {
    const [start, end] = another.range;
    document.errors.push(new YAMLParseError([start, end], "MULTIPLE_DOCS", "several documents"));
  }
  return document;
}

function* tokensOf(lexemes: readonly string[]): Iterable<CST.Token> {
  const parser = new Parser();
  for (const lexeme of lexemes) yield* parser.next(lexeme);
  yield* parser.end();
}

/** Replaces a bracket and what belongs to it by letters, keeping all else in its place. */
function blanked(text: string, start: number): string {
  const length =
    /^(\[[^\]\n]*\]|\{[^}\n]*\}|.)/.exec(text.slice(start, start + 200))?.[0].length ?? 1;
  return text.slice(0, start) + "_".repeat(length) + text.slice(start + length);
}

function isDirectiveFault(warning: { readonly code: string }): boolean {
  return warning.code === "BAD_DIRECTIVE";
}

/** Cuts a text into lexemes; reports deep nesting on one line or in flow style before the reader, which recurses, sees it. */
function shallowLexemes(text: string, report: Report): readonly string[] | undefined {
  const lexemes: string[] = [];
  const depth = { flow: 0, inline: 0 };
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    countNesting(lexeme, depth);
    if (depth.flow > MAX_DEPTH || depth.inline > MAX_DEPTH) {
      reportDepth({ start: offset, end: offset + 1 }, MAX_DEPTH, report);
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

function readNode(node: unknown, walk: Walk): SourceNode {
  if (isAlias(node)) return reportAlias(node.source, spanOf(node), walk.report);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return faultyAt({ start: 0, end: 0 });
  if (node.tag !== undefined) return reportTag(markSpan("!", node, walk), walk.report);
  if (node.anchor !== undefined) {
    const anchored = reportAnchor(
      node.anchor,
      markSpan(`&${node.anchor}`, node, walk),
      walk.report,
    );
    if (isScalar(node) && node.value === null) return anchored;
  }
  if (isScalar(node)) return readScalar(node, walk);
  if (walk.depth === MAX_DEPTH) return reportDepth(spanOf(node), MAX_DEPTH, walk.report);
  const deeper = { ...walk, depth: walk.depth + 1 };
  return isMap(node) ? readMap(node, deeper) : readList(node, deeper);
}

/** An anchor or tag stands in front of its node, outside of the node's own range. */
function markSpan(mark: string, node: Node, walk: Walk): Span {
  const { start } = spanOf(node);
  let at = walk.text.lastIndexOf(mark, start);
  if (at === -1) return spanOf(node);
  if (mark === "!" && walk.text[at - 1] === "!") at -= 1;
  const length = /^\S+/.exec(walk.text.slice(at, at + 80))?.[0].length ?? mark.length;
  return { start: at, end: at + length };
}

function readScalar(node: Scalar, walk: Walk): ScalarNode {
  const span = spanOf(node);
  const { value } = node;
  const text = typeof value === "string" ? value : (node.source ?? "");
  const known = isPlainValue(value) ? value : null;
  return { kind: "scalar", value: known, text, span, ...textStart(text, span, walk) };
}

function isPlainValue(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Finds where a scalar's text stands in the file: at once, behind a quote, or nowhere as such. */
function textStart(value: string, span: Span, walk: Walk): { readonly textStart?: number } {
  const written = walk.text.slice(span.start, span.end);
  if (written === value) return { textStart: span.start };
  return written.slice(1, -1) === value ? { textStart: span.start + 1 } : {};
}

function readList(node: YAMLSeq, walk: Walk): SourceNode {
  const items = node.items.map((item) => readNode(item, walk));
  const mended = node.flow === true ? mendFlowItems(items, walk.report) : items;
  return { kind: "list", items: mended, span: spanOf(node) };
}

function readMap(node: YAMLMap, walk: Walk): SourceNode {
  const entries = new Map<string, Entry>();
  for (const pair of node.items) {
    const key = readKey(pair, walk);
    if (key === undefined) continue;
    const value = readValue(pair, key, walk);
    if (entries.has(key.value)) reportDuplicate(key, walk.report);
    else entries.set(key.value, { key, value });
  }
  const list = [...entries.values()];
  const mended = node.flow === true ? mendFlowEntries(list, walk.report) : list;
  return { kind: "map", entries: mended, span: spanOf(node) };
}

/** A key is the text as written: `1:` is the name "1", which the rules for names then judge. */
function readKey(pair: Pair, walk: Walk): Located<string> | undefined {
  const key = isScalar(pair.key) ? readNode(pair.key, walk) : undefined;
  if (key?.kind === "scalar" && key.text === "<<") return reportMerge(key.span, walk.report);
  if (key?.kind === "scalar") return { value: key.text, span: key.span };
  if (key === undefined) reportKey(isNode(pair.key) ? spanOf(pair.key) : undefined, walk.report);
  return undefined;
}

function readValue(pair: Pair, key: Located<string>, walk: Walk): SourceNode {
  if (pair.value !== null && pair.value !== undefined) return readNode(pair.value, walk);
  return { kind: "scalar", value: null, text: "", span: key.span };
}

function spanOf(node: Node): Span {
  return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}

function faultyAt(span: Span): SourceNode {
  return { kind: "faulty", span };
}
