import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { Entry, SourceNode } from "./node.js";

/** A type is torn into a handful of pieces at most; looking no further keeps hostile text quick. */
const MOST_PIECES = 16;

/**
 * Mends a flow map such as `{ m: map<string,int> }`, which YAML reads as the keys `m` and `int>`:
 * reports the value and drops the pieces its commas tore off.
 */
export function mendFlowEntries(entries: readonly Entry[], report: Report): readonly Entry[] {
  const mended: Entry[] = [];
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at];
    if (entry === undefined) break;
    const torn = tornPieces(textOf(entry.value), (step) => bareKey(entries[at + step]));
    mended.push(torn === 0 ? entry : { ...entry, value: reportTorn(entry.value, report) });
    at += torn;
  }
  return mended;
}

/** Mends a flow list such as `[map<string,int>]`, in the same way. */
export function mendFlowItems(items: readonly SourceNode[], report: Report): readonly SourceNode[] {
  const mended: SourceNode[] = [];
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    if (item === undefined) break;
    const torn = tornPieces(textOf(item), (step) => textOf(items[at + step]));
    mended.push(torn === 0 ? item : reportTorn(item, report));
    at += torn;
  }
  return mended;
}

/** Counts the following pieces it takes to close what a text opens; 0 when nothing is torn. */
function tornPieces(
  text: string | undefined,
  pieceAt: (step: number) => string | undefined,
): number {
  if (text === undefined || !/^\w+[<(]/.test(text)) return 0;
  let open = openBrackets(text);
  if (open <= 0) return 0;
  for (let step = 1; step <= MOST_PIECES; step += 1) {
    const piece = pieceAt(step);
    if (piece === undefined) return 0;
    open += openBrackets(piece);
    if (open <= 0) return step;
  }
  return 0;
}

function openBrackets(text: string): number {
  return (text.match(/[<(]/g)?.length ?? 0) - (text.match(/[>)]/g)?.length ?? 0);
}

function bareKey(entry: Entry | undefined): string | undefined {
  return entry !== undefined && textOf(entry.value) === "" ? entry.key.value : undefined;
}

function textOf(node: SourceNode | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}

function reportTorn(node: SourceNode, report: Report): SourceNode {
  report.add({
    code: "CG1007",
    span: node.span,
    message: `inside { } or [ ] a comma ends the value, so this is ${quote(textOf(node) ?? "")} only`,
    hint: 'quote the type, as in "map<string, int>", or use one line per key',
  });
  return { kind: "faulty", span: node.span };
}
