import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Span } from "../../diagnostic/diagnostic.js";
import type { Report } from "../../diagnostic/report.js";
import {
  reportAlias,
  reportAnchor,
  reportDepth,
  reportDuplicate,
  reportKey,
  reportMerge,
  reportTag,
} from "./fault.js";
import { mendFlowEntries, mendFlowItems } from "./flow-trap.js";
import { MAX_DEPTH, type Entry, type Located, type ScalarNode, type SourceNode } from "./node.js";

/** What the walk over the YAML nodes carries along. */
export interface Walk {
  readonly text: string;
  readonly report: Report;
  readonly depth: number;
  /** Whether texts here may be passwords: those of backends. */
  readonly isSecret?: boolean;
}

/** Reads what the YAML reader made of a text, or of a part of it; reports what a schema cannot have. */
export function readNode(node: unknown, walk: Walk): SourceNode {
  if (isAlias(node)) return reportAlias(node.source, spanOf(node), walk);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return faultyAt({ start: 0, end: 0 });
  if (node.tag !== undefined) return reportTag(markSpan("!", node, walk), walk.report);
  if (node.anchor !== undefined) {
    const anchored = reportAnchor(node.anchor, markSpan(`&${node.anchor}`, node, walk), walk);
    if (isScalar(node) && node.value === null) return anchored;
  }
  if (isScalar(node)) return readScalar(node, walk);
  if (walk.depth === MAX_DEPTH) return reportDepth(spanOf(node), walk.report);
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
  const inner = walk.depth === 1 && key.value === "backends" ? { ...walk, isSecret: true } : walk;
  if (pair.value !== null && pair.value !== undefined) return readNode(pair.value, inner);
  return { kind: "scalar", value: null, text: "", span: key.span };
}

function spanOf(node: Node): Span {
  return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}

function faultyAt(span: Span): SourceNode {
  return { kind: "faulty", span };
}
