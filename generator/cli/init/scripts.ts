import { Refusal } from "../../refusal.js";
import type { JsonObject } from "../../schema/source/json-object.js";
import { isObject, packageContent } from "../package-json.js";

/** A package.json with scripts added to it. */
export interface ScriptedPackage {
  readonly text: string;
  readonly added: readonly string[];
  /** Scripts of these names that do something else, and were left as they are. */
  readonly taken: readonly string[];
}

/** What matters of a package.json. */
export interface PackageFacts {
  readonly name: string | undefined;
  readonly usesPrettier: boolean;
  readonly scripts: Readonly<Record<string, unknown>>;
}

/** Reads a package.json. Throws a `Refusal` when it is none. */
export function packageFacts(text: string): PackageFacts {
  const content = packageContent(text);
  if (content === undefined) throw unreadable("it is not a JSON object");
  const { name, scripts = {} } = content;
  if (!isObject(scripts)) throw unreadable("scripts is no object");
  const lists = [content["dependencies"], content["devDependencies"]];
  const usesPrettier =
    "prettier" in content || lists.some((list) => isObject(list) && "prettier" in list);
  return { name: typeof name === "string" ? name : undefined, usesPrettier, scripts };
}

/** Adds scripts to a package.json whose names are free; all else keeps its place and form. Throws a `Refusal`. */
export async function withScripts(
  text: string,
  scripts: Readonly<Record<string, string>>,
): Promise<ScriptedPackage> {
  const present = packageFacts(text).scripts;
  const added = Object.keys(scripts).filter((name) => !Object.hasOwn(present, name));
  const taken = Object.keys(scripts).filter((name) => {
    return !added.includes(name) && !String(present[name]).includes(scripts[name] ?? "");
  });
  const entries = added.map((name) => [name, scripts[name] ?? ""] as const);
  return { text: entries.length === 0 ? text : await inserted(text, entries), added, taken };
}

type Entries = readonly (readonly [name: string, script: string])[];

async function inserted(text: string, entries: Entries): Promise<string> {
  // It brings a reader that most calls do without.
  const { objectsIn } = await import("../../schema/source/json-object.js");
  const { whole, inner: scripts } = objectsIn(text, "scripts");
  const unit = unitOf(text, whole);
  if (scripts !== undefined) {
    return withMembers(text, scripts, membersOf(entries), { unit, depth: 2 });
  }
  const none = { open: 0, members: [] };
  const lines = withMembers("{}", none, membersOf(entries), { unit, depth: 2 });
  return withMembers(text, whole, [`"scripts": ${lines}`], { unit, depth: 1 });
}

function membersOf(entries: Entries): readonly string[] {
  return entries.map(([name, script]) => `${JSON.stringify(name)}: ${JSON.stringify(script)}`);
}

/** How deep an object lies, and what a step inward is: with its line end, or `""` for a text of one line. */
interface Layout {
  readonly unit: string;
  readonly depth: number;
}

function withMembers(
  text: string,
  { open, members }: JsonObject,
  added: readonly string[],
  { unit, depth }: Layout,
): string {
  const last = members.at(-1);
  const [end, step] = [/^\r?\n/.exec(unit)?.[0] ?? "", unit.replace(/^\r?\n/, "")];
  if (last === undefined) {
    const inner = added.map((member) => end + step.repeat(depth) + member).join(",");
    const close = text.slice(open + 1).trimStart();
    return `${text.slice(0, open + 1)}${inner}${end}${step.repeat(depth - 1)}${close}`;
  }
  // What stands before the last member stands before the new ones.
  const before = /(?:[{,])(\s*)$/.exec(text.slice(0, last.start))?.[1] ?? "";
  const list = added.map((member) => `,${before}${member}`).join("");
  return text.slice(0, last.end) + list + text.slice(last.end);
}

function unitOf(text: string, { open, members }: JsonObject): string {
  const [first] = members;
  if (first === undefined) return "\n  ";
  const before = text.slice(open + 1, first.start);
  return /\r?\n[ \t]*$/.exec(before)?.[0] ?? "";
}

function unreadable(reason: string): Refusal {
  const hint = "set package.json right, then call cachegen init again";
  return new Refusal("CG9013", `cannot add scripts to package.json: ${reason}`, { hint });
}
