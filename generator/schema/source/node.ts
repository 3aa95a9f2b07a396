import type { Span } from "../../diagnostic/diagnostic.js";

/** Something and the place it was written at. */
export interface Located<Value> {
  readonly value: Value;
  readonly span: Span;
}

/** One value of the schema. `text` is what was written, unquoted; `value` is what YAML makes of it. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly text: string;
  readonly span: Span;
  /** Offset of the first character of `text`, when the text stands in the file as it is. */
  readonly textStart?: number;
}

/** A list. */
export interface ListNode {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
  readonly span: Span;
}

/** A key with its value. */
export interface Entry {
  readonly key: Located<string>;
  readonly value: SourceNode;
}

/** A map; no two entries have the same key. */
export interface MapNode {
  readonly kind: "map";
  readonly entries: readonly Entry[];
  readonly span: Span;
}

/** Something that was already reported; later stages pass over it in silence. */
export interface FaultyNode {
  readonly kind: "faulty";
  readonly span: Span;
}

/** The schema as it was written, free of YAML. */
export type SourceNode = ScalarNode | ListNode | MapNode | FaultyNode;

/** Deepest nesting that is read; a schema needs nine levels. */
export const MAX_DEPTH = 32;

/** Gives the place of a part of a scalar's text; the whole scalar when it was escaped or folded. */
export function spanWithin(node: ScalarNode, from: number, to: number): Span {
  if (node.textStart === undefined) return node.span;
  return { start: node.textStart + from, end: node.textStart + to };
}

/** Finds the value of a key. */
export function valueOf(map: MapNode, key: string): SourceNode | undefined {
  return map.entries.find((entry) => entry.key.value === key)?.value;
}
