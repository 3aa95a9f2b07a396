import { oneOf, quote } from "../../diagnostic/quote.js";
import { suggestion } from "../../diagnostic/suggest.js";
import type { Asking } from "../source/asking.js";
import { expectText, refuse } from "../source/expect.js";
import { readModuleExport, type ModuleExport } from "../source/module-export.js";
import type { Located, SourceNode } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import type { ValueForm } from "./form.js";

/** A kind of value that options take. */
export interface OptionKind<Value> {
  /** How it is written, in the reference and in editors. */
  readonly form: ValueForm;
  /** Reads the value of an option, which is the subject, or reports why it cannot. */
  read(node: SourceNode, asking: Asking): Located<Value> | undefined;
}

/** Text, which may have several lines. */
export const TEXT: OptionKind<string> = {
  form: { words: "text", schema: { type: "string" } },
  read: readText,
};

/** The name of a backend. */
export const BACKEND_NAME: OptionKind<string> = {
  form: { words: "a name under `backends`", schema: TEXT.form.schema },
  read: readText,
};

/** An export of a file or package: `path#name`. */
export const MODULE_EXPORT: OptionKind<ModuleExport> = {
  form: { words: "`path#name`", schema: { type: "string", pattern: "^[^#]+#[A-Za-z_]\\w*$" } },
  read: readExport,
};

/** `true` or `false`. */
export const BOOLEAN: OptionKind<boolean> = {
  form: { words: "`true`, `false`", schema: { type: "boolean" } },
  read: readBoolean,
};

/** One of a few words. */
export function oneWord<const Word extends string>(...known: readonly Word[]): OptionKind<Word> {
  const words = known.map((word) => `\`${word}\``).join(", ");
  return {
    form: { words, schema: { enum: known } },
    read: (node, asking) => readWord(node, known, asking),
  };
}

function readText(node: SourceNode, asking: Asking): Located<string> | undefined {
  const given = expectText(node, asking, asking.report);
  return given !== undefined && checkPlainText(given, asking) ? given : undefined;
}

function readExport(node: SourceNode, asking: Asking): Located<ModuleExport> | undefined {
  const given = expectText(node, asking, asking.report);
  const reference = { subject: asking.subject, example: "./src/users.ts#loadUser" };
  const value = given && readModuleExport(given, reference, asking.report);
  return value && { value, span: node.span };
}

/** Words for true and false in older YAML. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["yes", true],
  ["on", true],
  ["1", true],
  ["no", false],
  ["off", false],
  ["0", false],
  ["true", true],
  ["false", false],
]);

function readBoolean(node: SourceNode, asking: Asking): Located<boolean> | undefined {
  if (node.kind === "scalar" && typeof node.value === "boolean") {
    return { value: node.value, span: node.span };
  }
  const meant = node.kind === "scalar" ? BOOLEANS.get(node.text.toLowerCase()) : undefined;
  const hint = meant === undefined ? undefined : `write ${meant}`;
  return refuse(node, { ...asking, wanted: "true or false", hint }, asking.report);
}

function readWord<Word extends string>(
  node: SourceNode,
  known: readonly Word[],
  asking: Asking,
): Located<Word> | undefined {
  // `validate: true` is no word at all.
  if (node.kind !== "scalar" || typeof node.value !== "string") {
    return refuse(node, { ...asking, wanted: oneOf(known) }, asking.report);
  }
  const value = known.find((word) => word === node.text);
  if (value !== undefined) return { value, span: node.span };
  const message = `${asking.subject} cannot be ${quote(node.text)}`;
  const hint = suggestion(node.text, known);
  asking.report.add({ code: "CG4004", span: node.span, message, hint });
  return undefined;
}
