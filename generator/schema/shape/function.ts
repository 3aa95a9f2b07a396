import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { nearest } from "../../diagnostic/suggest.js";
import { readOptions } from "../option/read.js";
import { OPTIONS } from "../option/table.js";
import { expectMap, expectText, isNothing, refuse } from "../source/expect.js";
import { defined } from "../source/given.js";
import {
  valueOf,
  type Entry,
  type Located,
  type MapNode,
  type SourceNode,
} from "../source/node.js";
import type { ArgumentDeclaration, FunctionDeclaration } from "./declaration.js";
import { shapeArgument, shapeExpression } from "./field.js";
import { reportStrayOption } from "./stray-option.js";
import { FUNCTION_KEYS } from "../option/keys.js";

const OWN_KEYS: readonly string[] = Object.keys(FUNCTION_KEYS);

/** Shapes one function of a region. */
export function shapeFunction(entry: Entry, report: Report): FunctionDeclaration {
  const { key: name, value } = entry;
  const subject = `function ${quote(name.value)}`;
  const hint = "write its args and returns";
  const map = expectMap(value, { subject, hint }, report);
  if (map === undefined) return { name, options: {}, faulted: [], isWhole: false };
  const place = map.entries.some(({ key }) => isMultiKey(key.value)) ? "multi" : "function";
  const reading = readOptions(map, { subject, place, ownKeys: OWN_KEYS }, report);
  const parts = shapeParts(map, report);
  const lost = OWN_KEYS.filter((key) => valueOf(map, key) !== undefined && !(key in parts));
  const faulted = [...reading.faulted, ...lost];
  const known = [...faulted, ...map.entries.map(({ key }) => key.value)];
  if (!known.includes("returns") && !known.includes("multiOf")) {
    const message = `${subject} lacks the key "returns"`;
    report.add({ code: "CG2003", span: name.span, message, hint: "say the type of its result" });
  }
  const isWhole = !OWN_KEYS.some((key) => faulted.includes(key));
  return { name, options: reading.values, faulted, isWhole, ...parts };
}

/** A mistyped key makes a function of many keys too, so that its other options fit in. */
function isMultiKey(key: string): boolean {
  const isKnown = OWN_KEYS.includes(key) || OPTIONS.some(({ name }) => name === key);
  const meant = isKnown ? key : nearest(key, OWN_KEYS);
  return meant === "multi" || meant === "multiOf";
}

type Parts = Pick<FunctionDeclaration, "args" | "returns" | "multi" | "multiOf">;

function shapeParts(map: MapNode, report: Report): Parts {
  const args = valueOf(map, "args");
  const returns = valueOf(map, "returns");
  const multi = valueOf(map, "multi");
  const multiOf = valueOf(map, "multiOf");
  return defined({
    args: args && shapeArguments(args, report),
    returns: returns && shapeExpression(returns, "returns", report),
    multi: multi && shapeMulti(multi, report),
    multiOf: multiOf && expectText(multiOf, { subject: "multiOf" }, report),
  });
}

function shapeArguments(
  node: SourceNode,
  report: Report,
): Located<readonly ArgumentDeclaration[]> | undefined {
  const hint = "write name: type for each argument, or leave args out when there are none";
  const map = expectMap(node, { subject: "args", hint }, report);
  if (map === undefined) return undefined;
  const entries = map.entries.filter((entry) => !reportStrayOption(entry, report));
  const args = entries.map((entry) => shapeArgument(entry, report));
  checkOrder(args, report);
  return { value: args, span: map.span };
}

/** Arguments are given by position: what may be left out comes last. */
function checkOrder(args: readonly ArgumentDeclaration[], report: Report): void {
  const first = args.findIndex((arg) => arg.optional || arg.default !== undefined);
  if (first === -1) return;
  const open = quote(args[first]?.name.value ?? "");
  for (const { name, optional, default: value } of args.slice(first)) {
    if (optional || value !== undefined) continue;
    const message = `argument ${quote(name.value)} is required, but ${open} before it may be left out`;
    report.add({ code: "CG2012", span: name.span, message, hint: `move it in front of ${open}` });
  }
}

/** `multi` names the varying argument; with no value, or `true`, it is the only argument. */
function shapeMulti(node: SourceNode, report: Report): FunctionDeclaration["multi"] {
  const { span } = node;
  if (isNothing(node) || (node.kind === "scalar" && node.value === true)) return { span };
  if (node.kind === "scalar" && typeof node.value === "string") {
    return { span, argument: node.value };
  }
  const hint = "name the argument of which many are given at once";
  return refuse(node, { subject: "multi", wanted: "the name of an argument", hint }, report);
}
