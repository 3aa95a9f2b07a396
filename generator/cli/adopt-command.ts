import { basename, dirname, resolve } from "node:path";
import type { Command } from "commander";
import type { AdoptedInto } from "../adopt/adopt-into.js";
import type { Obstacle } from "../adopt/adopted.js";
import { shownPath } from "../path.js";
import { EXIT, Refusal } from "../refusal.js";
import { SCHEMA_NAME } from "../schema/header.js";
import { refusalOf } from "../system-error.js";
import { adoptAt, type SchemaPlace } from "./adopt-at.js";
import type { Call, CliCommand } from "./command.js";
import { findSchema } from "./find-schema.js";
import { exists } from "./present.js";
import { tellFaults } from "./report/reporter.js";
import { readText } from "./read-text.js";
import { writeTogether } from "./write-together.js";

interface AdoptOptions {
  readonly region?: string;
  readonly name?: string;
  readonly multi?: string;
  readonly dryRun?: boolean;
}

/** Writes an existing function, and the types it needs, into the schema: as `vet` will find it right. */
export const adoptCommand: CliCommand = {
  name: "adopt",
  description: "write an existing function and its types into the schema",
  declare(command: Command) {
    command
      .argument("<function>", "such as ./src/users.ts#loadUser")
      .option("--region <name>", "the region it goes to (default: the name of its file)")
      .option("--name <name>", "what the schema calls it (default: its own name)")
      .option("--multi <argument>", "the argument that takes many keys")
      .option("--dry-run", "print the schema; write nothing");
  },
  async run(call) {
    const subject = subjectOf(call);
    const place = await placeOf(call);
    if (place === undefined) return EXIT.found;
    const { readFunction } = await import("../adopt/read-function.js");
    const { adopted, obstacles } = readFunction({ ...subject, cwd: call.terminal.cwd });
    if (adopted === undefined) return tellObstacles(obstacles, call);
    const region = await regionOf(subject.file, call);
    const creator = `${writtenPath(dirname(place.path), subject.file)}#${subject.exported}`;
    const result = await adoptAt(place, { adopted, region, creator }, call);
    return "text" in result ? finish(result, place, call) : tellObstacles(result, call);
  },
};

/** The function that is meant. */
interface Subject {
  readonly file: string;
  readonly exported: string;
  readonly name: string;
  readonly multi: string | undefined;
}

function subjectOf({ operands: [wanted = ""], options, misused, terminal }: Call): Subject {
  const at = wanted.lastIndexOf("#");
  if (at < 1 || at === wanted.length - 1) {
    return misused(`'${wanted}' names no function\n(write path#name, such as ./src/users.ts#load)`);
  }
  const file = resolve(terminal.cwd, wanted.slice(0, at));
  const exported = wanted.slice(at + 1);
  const { name = exported, multi } = options<AdoptOptions>();
  return { file, exported, name, multi };
}

/** The region that was asked for, or one of the file's name where that can be the name of a region. */
async function regionOf(file: string, { options, pipeline }: Call): Promise<string> {
  const { region } = options<AdoptOptions>();
  if (region !== undefined) return region;
  const stem = basename(file).replace(/\..*$/, "");
  const name = stem.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const probe = `version: 1\nnamespace: app\nregions:\n  ${JSON.stringify(name)}: {}\n`;
  return (await pipeline.readSchema(probe)).model === undefined ? "app" : name;
}

/** Finds the schema, or where it is to be; one with faults is reported, and gives `undefined`. */
async function placeOf({
  terminal,
  options,
  pipeline,
  reporter,
}: Call): Promise<SchemaPlace | undefined> {
  const path = await findSchema(terminal.cwd, options().config).catch((error: unknown) => {
    if (error instanceof Refusal) return resolve(terminal.cwd, SCHEMA_NAME);
    throw error;
  });
  const file = shownPath(terminal.cwd, path);
  if (!(await exists(path))) return { path, file, schema: undefined };
  const text = await readText(path, file);
  const { model, diagnostics } = await pipeline.readSchema(text);
  if (model !== undefined) return { path, file, schema: { text, model } };
  tellFaults({ diagnostics, file, text }, reporter);
  return undefined;
}

/** The path of a file from a folder, as a schema writes it. */
function writtenPath(folder: string, file: string): string {
  const path = shownPath(folder, file);
  return path.startsWith("../") ? path : `./${path}`;
}

function tellObstacles(obstacles: readonly Obstacle[], { reporter }: Call): number {
  for (const { place, message, hint } of obstacles) {
    const help = hint === undefined ? {} : { hint };
    reporter.refusal(new Refusal("CG5009", `${place}: ${message}`, help));
  }
  return EXIT.found;
}

async function finish(
  { text, added }: Pick<AdoptedInto, "text" | "added">,
  { path, file, schema }: SchemaPlace,
  { reporter, options }: Call,
): Promise<number> {
  if (options<AdoptOptions>().dryRun === true) {
    reporter.answer(text, { schema: text });
    return EXIT.ok;
  }
  await writeTogether([{ path, text, isNew: schema === undefined }]).catch((error: unknown) => {
    throw refusalOf(error, file) ?? error;
  });
  const types = added.length === 0 ? "" : `, and the types ${added.join(", ")}`;
  reporter.note(`${file}: function written${types}`);
  return EXIT.ok;
}
