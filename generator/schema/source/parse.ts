import { Composer, parseDocument, Parser, YAMLParseError, type CST, type Document } from "yaml";
import type { Report } from "../../diagnostic/report.js";
import { reportCarriageReturn, reportLength, reportVersion } from "./fault.js";
import { shallowLexemes } from "./lexemes.js";
import type { SourceNode } from "./node.js";
import { readNode } from "./read-node.js";
import { explainYamlFaults } from "./yaml-fault.js";

/** Longest schema that is read, in UTF-16 units. */
export const MAX_SCHEMA_LENGTH = 2_000_000;

/** Faults of flow style that are found at most. */
const MOST_ROUNDS = 20;

/** Most that is read again for them, in UTF-16 units: in a long text fewer are found. */
const MOST_READ_AGAIN = 500_000;

const YAML_OPTIONS = {
  prettyErrors: false,
  strict: true,
  // Duplicate keys are found by those who read the nodes: the reader's own search takes quadratic time.
  uniqueKeys: false,
  version: "1.2",
  merge: false,
} as const;

/** Reads the text of a schema as nodes; `undefined` when nothing of it can be trusted. */
export function parseSource(text: string, report: Report): SourceNode | undefined {
  if (text.length > MAX_SCHEMA_LENGTH) reportLength(text.length, MAX_SCHEMA_LENGTH, report);
  const loneReturn = text.search(/\r(?!\n)/);
  if (loneReturn !== -1) reportCarriageReturn(loneReturn, report);
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
  const rounds = Math.min(MOST_ROUNDS, 1 + Math.floor(MOST_READ_AGAIN / text.length));
  for (let round = 1; ; round += 1) {
    const errors = [...document.errors, ...document.warnings.filter(isDirectiveFault)];
    const faults = explainYamlFaults(errors, legible);
    const trap = faults.find((fault) => fault.code === "CG1007");
    if (trap === undefined || round >= rounds) {
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
