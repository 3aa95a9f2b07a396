import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { shownPath } from "../../path.js";
import { EXIT, Refusal } from "../../refusal.js";
import { namespaceOf, SCHEMA_NAME } from "../../schema/header.js";
import { SCHEMA_NAMES } from "../find-schema.js";
import { exists, seen } from "../present.js";
import { readText } from "../read-text.js";
import type { Write } from "../write-together.js";
import { withLine } from "./line-file.js";
import { packageFacts, withScripts, type PackageFacts } from "./scripts.js";
import { attributesLine, SCRIPTS, starterSchema } from "./starter.js";
import { leadsOut, outputBeside, packageAbove, scriptsFrom, wayToModules } from "./surroundings.js";

/** All that is to be done in a folder, decided before anything is. */
export interface InitPlan {
  readonly writes: readonly Write[];
  /** File name to what becomes of it, in words. */
  readonly done: Readonly<Record<string, string>>;
  /** What is left to the user. */
  readonly left: readonly string[];
}

/** A plan as a whole. */
export interface WholePlan extends InitPlan {
  /** Where the output will be, as a path beside the schema; `undefined` when that is not known. */
  readonly output: string | undefined;
}

/** Looks at a folder and decides what it lacks; a schema that is there stays as it is. Throws a `Refusal`. */
export async function planInit(folder: string): Promise<WholePlan> {
  const packageText = await textOf(folder, "package.json");
  const facts = packageText === undefined ? undefined : packageFacts(packageText);
  const present = await presentSchema(folder);
  const name = facts?.name ?? basename(folder);
  const schema = present === undefined ? await planSchema(folder, name) : keeping(present);
  const output = outputBeside(present && (await textOf(folder, present)));
  const others = [
    await planScripts(folder, packageText, present ?? SCHEMA_NAME),
    ...(output === undefined ? [] : await planLines(folder, output, facts)),
  ];
  return {
    // The schema comes last: whoever was killed before can call again.
    writes: [...others, schema].flatMap(({ writes }) => writes),
    done: [schema, ...others].reduce((done, part) => ({ ...done, ...part.done }), {}),
    left: others.flatMap(({ left }) => left),
    output,
  };
}

async function planSchema(folder: string, name: string): Promise<InitPlan> {
  const text = starterSchema(namespaceOf(name), await wayToModules(folder));
  const writes = [{ path: join(folder, SCHEMA_NAME), text, isNew: true }];
  return { writes, done: { [SCHEMA_NAME]: "written" }, left: [] };
}

function keeping(schema: string): InitPlan {
  return { ...NOTHING, done: { [schema]: "here already, left as it is" } };
}

/** The lines for version control and for a formatter about the generated files. */
async function planLines(
  folder: string,
  output: string,
  facts: PackageFacts | undefined,
): Promise<readonly InitPlan[]> {
  const line = attributesLine(output);
  const lines = [
    await planLine(folder, ".gitattributes", line, (each) => each.startsWith(`${output}/** `)),
  ];
  if (!(await isFormatted(folder, facts))) return lines;
  const ignored = ["", "/", "/**"].flatMap((end) => [`${output}${end}`, `/${output}${end}`]);
  const isSuch = (each: string): boolean => ignored.includes(each);
  return [...lines, await planLine(folder, ".prettierignore", output, isSuch)];
}

const NOTHING: InitPlan = { writes: [], done: {}, left: [] };

/** Name of the schema that is here already; a link that leads nowhere bears the name too. */
async function presentSchema(folder: string): Promise<string | undefined> {
  for (const name of SCHEMA_NAMES) {
    if ((await seen(lstat(join(folder, name)), name)) !== undefined) return name;
  }
  return undefined;
}

async function planScripts(
  folder: string,
  text: string | undefined,
  schema: string,
): Promise<InitPlan> {
  if (text === undefined) return { ...NOTHING, left: [await withoutPackage(folder, schema)] };
  const { text: next, added, taken } = await withScripts(text, SCRIPTS);
  const left = taken.map(
    (name) => `the script ${name} is taken: add "${SCRIPTS[name] ?? ""}" to it`,
  );
  if (added.length === 0) return { ...NOTHING, left };
  const path = await realpath(join(folder, "package.json"));
  if (await leadsOut(folder, path)) {
    const scripts = added.map((name) => `"${SCRIPTS[name] ?? ""}" as ${name}`).join(" and ");
    return { ...NOTHING, left: [...left, `${linkedOut("package.json")}; it can have ${scripts}`] };
  }
  const done = { "package.json": `${added.join(" and ")} added to the scripts` };
  return { writes: [{ path, text: next, isNew: false }], done, left };
}

/** Scripts are added to no package.json of another folder: that is said, and which ones it could have. */
async function withoutPackage(folder: string, schema: string): Promise<string> {
  const none = "there is no package.json here, so no scripts were added";
  const above = await packageAbove(folder);
  if (above === undefined) return none;
  const scripts = scriptsFrom(above, join(folder, schema), SCRIPTS);
  return `${none}; ${shownPath(folder, join(above, "package.json"))} can have ${scripts}`;
}

async function planLine(
  folder: string,
  name: string,
  line: string,
  isSuch: (line: string) => boolean,
): Promise<InitPlan> {
  const text = await textOf(folder, name);
  const next = withLine(text, line, isSuch);
  if (next === undefined) return NOTHING;
  const isNew = text === undefined;
  const path = isNew ? join(folder, name) : await realpath(join(folder, name));
  if (!isNew && (await leadsOut(folder, path))) {
    return { ...NOTHING, left: [`${linkedOut(name)}; it can have the line "${line}"`] };
  }
  const done = { [name]: isNew ? "written" : "a line for generated files added" };
  return { writes: [{ path, text: next, isNew }], done, left: [] };
}

/** What is outside of the project may belong to other projects as well. */
function linkedOut(name: string): string {
  return `${name} is a link to a file outside of the project, and left as it is`;
}

/** Whether Prettier formats what is in the folder, as far as can be seen there. */
async function isFormatted(folder: string, facts: PackageFacts | undefined): Promise<boolean> {
  if (facts?.usesPrettier === true) return true;
  const names = await readdir(folder);
  return names.some((name) => /^(\.prettierrc|\.prettierignore$|prettier\.config\.)/.test(name));
}

/** The text of a file, `undefined` when there is none. Throws a `Refusal` when it is no file of text. */
async function textOf(folder: string, name: string): Promise<string | undefined> {
  const path = join(folder, name);
  const found = await seen(lstat(path), name);
  if (found === undefined) return undefined;
  if (found.isSymbolicLink() && !(await exists(path, name))) {
    const message = `cannot read ${name}: it is a link that leads nowhere`;
    throw new Refusal("CG9002", message, { exitCode: EXIT.usage });
  }
  return readText(path, name);
}
