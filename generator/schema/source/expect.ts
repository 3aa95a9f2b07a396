import type { Span } from "../../diagnostic/diagnostic.js";
import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { nearest, suggestion } from "../../diagnostic/suggest.js";
import type { Located, MapNode, SourceNode } from "./node.js";

/** What a node should be, in the words of a message: `returns must be a type expression`. */
export interface Expectation {
  /** Who must be it: `returns`, `type "User"`. */
  readonly subject: string;
  readonly hint?: string | undefined;
  /** Whether what stands there instead may be a password. */
  readonly isSecret?: boolean | undefined;
}

/** Takes a node as a map, or reports what it is instead. */
export function expectMap(
  node: SourceNode,
  expectation: Expectation,
  report: Report,
): MapNode | undefined {
  if (node.kind === "map") return node;
  return refuse(node, { ...expectation, wanted: "a map" }, report);
}

/** Takes a node as text, or reports what it is instead. */
export function expectText(
  node: SourceNode,
  expectation: Expectation,
  report: Report,
): Located<string> | undefined {
  if (node.kind === "scalar" && typeof node.value === "string") {
    return { value: node.value, span: node.span };
  }
  return refuse(node, { ...expectation, wanted: "text" }, report);
}

/** Reports that a node is not what it should be; passes over what was reported before. */
export function refuse(
  node: SourceNode,
  expectation: Expectation & { readonly wanted: string },
  report: Report,
): undefined {
  if (node.kind === "faulty") return undefined;
  const { subject, wanted, hint, isSecret } = expectation;
  const message = isNothing(node)
    ? `${subject} has no value`
    : `${subject} must be ${wanted}, not ${isSecret ? kindOf(node) : describe(node)}`;
  report.add({ code: "CG2001", span: node.span, message, hint, isSecret });
  return undefined;
}

/** Tells whether a key was given without a value. */
export function isNothing(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null && node.text === "";
}

/** Names a node for a message. */
export function describe(node: SourceNode): string {
  if (node.kind === "list") return "a list";
  if (node.kind !== "scalar") return "a map";
  return typeof node.value === "string" ? quote(node.text) : node.text;
}

/** Names a node without its text. */
function kindOf(node: SourceNode): string {
  const type = node.kind === "scalar" ? typeof node.value : undefined;
  if (type === "string") return "text";
  return type === "number" ? "a number" : describe(node);
}

function keyHint(key: string, { elsewhere, known }: Keys): string | undefined {
  return elsewhere?.(key) ?? blankHint(key) ?? suggestion(key, known);
}

/** A blank of another kind looks like indentation, and is a part of the key. */
function blankHint(key: string): string | undefined {
  const blank = /^[^\S ]/.exec(key)?.[0].codePointAt(0)?.toString(16).toUpperCase();
  if (blank === undefined) return undefined;
  return `the key begins with the character U+${blank.padStart(4, "0")}; indent with spaces`;
}

/** The keys a map may have, and which of them it must have. */
export interface Keys {
  /** Whose keys they are: `the schema`, `function "getUser"`. */
  readonly subject: string;
  readonly known: readonly string[];
  readonly required?: readonly string[];
  /** What to do with a key that is known, but not here: it belongs elsewhere, or is called otherwise. */
  readonly elsewhere?: (key: string) => string | undefined;
  /** What to write for a key that is missing. */
  readonly examples?: Readonly<Record<string, string>>;
  /** Where a missing key is reported; defaults to the start of the map. */
  readonly at?: Span;
}

/** Reports keys that are unknown or missing; one message where the one is the other mistyped. */
export function checkKeys(map: MapNode, keys: Keys, report: Report): void {
  const given = map.entries.map((entry) => entry.key.value);
  const missing = new Set((keys.required ?? []).filter((key) => !given.includes(key)));
  for (const { key } of map.entries) {
    if (keys.known.includes(key.value)) continue;
    missing.delete(nearest(key.value, keys.known) ?? "");
    report.add({
      code: "CG2002",
      span: key.span,
      message: `${keys.subject} has no key ${quote(key.value)}`,
      hint: report.isLong ? undefined : keyHint(key.value, keys),
    });
  }
  const span = keys.at ?? { start: map.span.start, end: map.span.start };
  for (const key of missing) {
    const message = `${keys.subject} lacks the key ${quote(key)}`;
    report.add({ code: "CG2003", span, message, hint: keys.examples?.[key] });
  }
}
