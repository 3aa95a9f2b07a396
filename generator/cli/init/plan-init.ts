import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { EXIT, Refusal } from "../../refusal.js";
import { exists, SCHEMA_NAMES } from "../find-schema.js";
import { readText } from "../read-text.js";
import { withLine } from "./line-file.js";
import { packageFacts, withScripts, type PackageFacts } from "./scripts.js";
import {
  ATTRIBUTES_LINE,
  IGNORE_LINE,
  namespaceOf,
  SCHEMA_NAME,
  SCRIPTS,
  starterSchema,
} from "./starter.js";
import type { Write } from "./write-together.js";

/** All that is to be done in a folder, decided before anything is. */
export interface InitPlan {
  readonly writes: readonly Write[];
  /** File name to what becomes of it, in words. */
  readonly done: Readonly<Record<string, string>>;
  /** What is left to the user. */
  readonly left: readonly string[];
}

/** Looks at a folder and decides what to write there. Throws a `Refusal` when it has a schema already. */
export async function planInit(folder: string): Promise<InitPlan> {
  await assertNoSchema(folder);
  const packageText = await textOf(folder, "package.json");
  const facts = packageText === undefined ? undefined : packageFacts(packageText);
  const schema = planSchema(folder, namespaceOf(facts?.name ?? basename(folder)));
  const others = [
    await planScripts(folder, packageText),
    await planLine(folder, ".gitattributes", ATTRIBUTES_LINE, isAttributes),
    (await isFormatted(folder, facts))
      ? await planLine(folder, ".prettierignore", IGNORE_LINE, isIgnored)
      : NOTHING,
  ];
  return {
    // The schema comes last: whoever was killed before can call again.
    writes: [...others, schema].flatMap(({ writes }) => writes),
    done: [schema, ...others].reduce((done, part) => ({ ...done, ...part.done }), {}),
    left: others.flatMap(({ left }) => left),
  };
}

function planSchema(folder: string, namespace: string): InitPlan {
  const text = starterSchema(namespace);
  const writes = [{ path: join(folder, SCHEMA_NAME), text, isNew: true }];
  return { writes, done: { [SCHEMA_NAME]: "written" }, left: [] };
}

function isAttributes(line: string): boolean {
  return line.startsWith("generated/** ");
}

function isIgnored(line: string): boolean {
  return /^\/?generated(\/|\/\*\*)?$/.test(line);
}

const NOTHING: InitPlan = { writes: [], done: {}, left: [] };

async function assertNoSchema(folder: string): Promise<void> {
  for (const name of SCHEMA_NAMES) {
    if ((await lstat(join(folder, name)).catch(() => undefined)) === undefined) continue;
    const hint = "edit it, or move it away to begin anew";
    throw new Refusal("CG9014", `${name} is here already, and is left as it is`, { hint });
  }
}

async function planScripts(folder: string, text: string | undefined): Promise<InitPlan> {
  if (text === undefined) {
    return { ...NOTHING, left: ["there is no package.json here, so no scripts were added"] };
  }
  const { text: next, added, taken } = withScripts(text, SCRIPTS);
  const left = taken.map(
    (name) => `the script ${name} is taken: add "${SCRIPTS[name] ?? ""}" to it`,
  );
  if (added.length === 0) return { ...NOTHING, left };
  const path = await realpath(join(folder, "package.json"));
  const done = { "package.json": `${added.join(" and ")} added to the scripts` };
  return { writes: [{ path, text: next, isNew: false }], done, left };
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
  const done = { [name]: isNew ? "written" : "a line for generated files added" };
  return { writes: [{ path, text: next, isNew }], done, left: [] };
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
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isSymbolicLink() && !(await exists(path))) {
    const message = `cannot read ${name}: it is a link that leads nowhere`;
    throw new Refusal("CG9002", message, { exitCode: EXIT.usage });
  }
  return readText(path, name);
}
