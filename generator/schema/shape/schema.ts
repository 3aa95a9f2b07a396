import type { Span } from "../../diagnostic/diagnostic.js";
import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { belongsTo, readOptions } from "../option/read.js";
import { checkKeys, describe, expectMap, expectText } from "../source/expect.js";
import { defined } from "../source/given.js";
import {
  valueOf,
  type Entry,
  type Located,
  type MapNode,
  type SourceNode,
} from "../source/node.js";
import { DEFAULT_OUTPUT } from "../source/output-glance.js";
import { checkPlainText } from "../source/plain-text.js";
import type { BackendDeclaration, RegionDeclaration, SchemaDeclaration } from "./declaration.js";
import { shapeFunction } from "./function.js";
import { belongingOf, REGION_KEYS, SCHEMA_KEYS } from "../option/keys.js";
import { DEFAULT_LANGUAGE, LANGUAGE, type Language } from "../option/language.js";
import { OPTIONS } from "../option/table.js";
import { shapeTypes } from "./type.js";

/** Version of the schema language. */
const SCHEMA_VERSION = 1;

const KEYS: readonly string[] = Object.keys(SCHEMA_KEYS);
const REQUIRED: readonly string[] = ["version", "namespace", "regions"];

/** Checks the shape of a schema, part by part; what is faulty is reported and left out. */
export function shapeSchema(root: SourceNode, report: Report): SchemaDeclaration | undefined {
  const hint = "start with version: 1, then namespace and regions";
  const isEmpty = root.kind === "map" ? root.entries.length === 0 : isNull(root);
  if (isEmpty) return reportEmpty(hint, report);
  const map = expectMap(root, { subject: "a schema", hint }, report);
  if (map === undefined) return undefined;
  const examples = { version: `write version: ${SCHEMA_VERSION}` };
  const keys = { subject: "the schema", known: KEYS, required: REQUIRED, elsewhere, examples };
  checkKeys(map, keys, report);
  checkVersion(valueOf(map, "version"), report);
  return {
    ...defined({ namespace: shapeText(map, "namespace", report) }),
    output: shapeText(map, "output", report) ?? { value: DEFAULT_OUTPUT, span: map.span },
    emit: shapeLanguage(valueOf(map, "emit"), report),
    backends: section(map, "backends", (node) => shapeBackends(node, report)),
    types: section(map, "types", (node) => shapeTypes(node, report)),
    regions: section(map, "regions", (node) => shapeRegions(node, report)),
  };
}

/** Where a key belongs that is one of a region or function. */
function elsewhere(key: string): string | undefined {
  const option = OPTIONS.find(({ name }) => name === key);
  const belonging = option === undefined ? belongingOf(key) : belongsTo(option);
  return belonging === undefined ? undefined : `it belongs to ${belonging}`;
}

function isNull(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

function reportEmpty(hint: string, report: Report): undefined {
  const span: Span = { start: 0, end: 0 };
  report.add({ code: "CG2011", span, message: "the schema is empty", hint });
  return undefined;
}

function section<Part>(
  map: MapNode,
  key: string,
  shape: (node: SourceNode) => readonly Part[],
): readonly Part[] {
  const node = valueOf(map, key);
  return node === undefined ? [] : shape(node);
}

function checkVersion(node: SourceNode | undefined, report: Report): void {
  if (node === undefined || node.kind === "faulty") return;
  if (node.kind === "scalar" && node.value === SCHEMA_VERSION) return;
  const message = `version of the schema language must be ${SCHEMA_VERSION}, not ${describe(node)}`;
  report.add({
    code: "CG2004",
    span: node.span,
    message,
    hint: `write version: ${SCHEMA_VERSION}`,
  });
}

function shapeText(map: MapNode, key: string, report: Report): Located<string> | undefined {
  const node = valueOf(map, key);
  const given = node === undefined ? undefined : expectText(node, { subject: key }, report);
  if (given === undefined) return undefined;
  return checkPlainText(given, { subject: key, report }) ? given : undefined;
}

function shapeLanguage(node: SourceNode | undefined, report: Report): Language {
  const given = node === undefined ? undefined : LANGUAGE.read(node, { subject: "emit", report });
  return given?.value ?? DEFAULT_LANGUAGE;
}

function shapeBackends(node: SourceNode, report: Report): readonly BackendDeclaration[] {
  const hint = "write name: text, such as main: ${CACHE_URL:-memory}";
  const isSecret = node.kind !== "scalar" || !/^(memory|none|null|~)$/.test(node.text);
  const map = expectMap(node, { subject: "backends", hint, isSecret }, report);
  return (map?.entries ?? []).map(({ key, value }) => {
    const subject = `backend ${quote(key.value)}`;
    const expected = { subject, hint: "such as memory or none", isSecret: true };
    const given = expectText(value, expected, report);
    const isPlain = given !== undefined && checkPlainText(given, { subject, report });
    return { name: key, ...defined({ text: isPlain ? given : undefined }) };
  });
}

function shapeRegions(node: SourceNode, report: Report): readonly RegionDeclaration[] {
  const hint = "write the name of a region, and under it its functions";
  const map = expectMap(node, { subject: "regions", hint }, report);
  if (map === undefined) return [];
  if (map.entries.length === 0) {
    report.add({ code: "CG2011", span: map.span, message: "the schema has no regions", hint });
  }
  return map.entries.map((entry) => shapeRegion(entry, report));
}

function shapeRegion({ key: name, value }: Entry, report: Report): RegionDeclaration {
  const subject = `region ${quote(name.value)}`;
  const map = expectMap(value, { subject, hint: "write its functions under it" }, report);
  if (map === undefined) return { name, options: {}, faulted: [], functions: [] };
  const owner = { subject, place: "region", ownKeys: Object.keys(REGION_KEYS) } as const;
  const { values, faulted } = readOptions(map, owner, report);
  const functions = section(map, "functions", (node) => {
    const hint = "write the name of a function, and under it its args and returns";
    const entries = expectMap(node, { subject: "functions", hint }, report)?.entries ?? [];
    return entries.map((entry) => shapeFunction(entry, report));
  });
  return { name, options: values, faulted, functions };
}
