import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { Project, type Run } from "../cli/project.js";
import { CREATOR_CASES, creatorsOfCases, MISFITTING, schemaOfCases } from "./cases.js";

const ONE = `version: 1
namespace: shop
types:
  User:
    id: string
    createdAt: datetime
regions:
  users:
    functions:
      getUser:
        args:
          id: string
        returns: User
        creator: ./users.ts#loadUser
`;

let project: Project | undefined;

afterEach(() => project?.remove());

async function vetted(schema: string, files: Readonly<Record<string, string>> = {}): Promise<Run> {
  project?.remove();
  project = new Project({ "cache.schema.yaml": schema, ...files }).install();
  return project.run(["vet"]);
}

function codesIn(stderr: string): readonly string[] {
  const places = stderr.matchAll(/^cache\.schema\.yaml:\d+:\d+: (CG\d{4})/gm);
  return [...places].map(([, code = ""]) => code);
}

describe("vet of creators", () => {
  let run: Run = { exitCode: 0, stdout: "", stderr: "" };

  beforeAll(async () => {
    run = await vetted(schemaOfCases(), { "users.ts": creatorsOfCases() });
  });

  it.each(CREATOR_CASES)("judges $title", ({ name, code, says }) => {
    const blocks = run.stderr.split("\n\n");
    const said = blocks.filter((block) => block.includes(`./users.ts#${name}\n`)).join("\n\n");
    expect(codesIn(said), said).toEqual(code === undefined ? [] : [code]);
    if (says !== undefined) expect(said).toMatch(says);
  });

  it("exits with 1, and counts", () => {
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(`${Object.keys(MISFITTING).length} faults in cache.schema.yaml`);
    expect(run.stdout).toBe("");
  });
});

describe("vet", () => {
  it("goes by the schema as it is, whatever was generated before, and writes nothing", async () => {
    const users = "export const loadUser = (id: string) => ({ id, createdAt: new Date() });";
    const fitting = await vetted(ONE, { "users.ts": users });
    expect(fitting).toMatchObject({
      exitCode: 0,
      stderr: "cache.schema.yaml: 1 creator agrees\n",
    });
    expect((await project?.run(["check"]))?.exitCode).toBe(1);
    await project?.run(["generate"]);
    project?.write("cache.schema.yaml", ONE.replace("datetime", "string"));
    const run = await project?.run(["vet"]);
    expect(run?.stderr).toContain("gives createdAt as Date, and the schema says string");
  });

  it("asks for null where undefined is given, and for no question mark that is there", async () => {
    const users = "export const loadUser = (id: string): { id: string } | undefined => ({ id });";
    const run = await vetted(ONE.replace("returns: User", "returns: User?"), { "users.ts": users });
    expect(run.stderr).toContain("may give undefined, and the schema says it never does");
    expect(run.stderr).toContain("hint: return null instead\n");
  });

  it("says that the package is not installed", async () => {
    const users = "export function loadUser() {}";
    const files = { "package.json": "{}", "cache.schema.yaml": ONE, "users.ts": users };
    project = new Project(files);
    const { exitCode, stderr } = await project.run(["vet"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("CG5008 TypeScript does not find the package cachegen");
  });

  it("tells the faults of the schema, and files that are not there, first", async () => {
    const wrong = await vetted(ONE.replace("returns: User", "returns: Usr"));
    expect(codesIn(wrong.stderr)).toEqual(["CG3006"]);
    expect(codesIn((await vetted(ONE)).stderr)).toEqual(["CG3020"]);
  });
});

describe("vet of imported types", () => {
  const names = ["Right", "Tree", "OneWay", "Before", "Dated", "Mini", "Text", "Rihgt"];
  const functions = names.map(
    (name) => `      get${name}:\n        returns: import(./schemas.ts#${name})\n`,
  );
  const SCHEMA = `version: 1
namespace: shop
regions:
  products:
    functions:
${functions.join("")}`;
  const SCHEMAS = `import { z } from "zod";
import * as mini from "zod/mini";
console.log("loaded");
const date = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
type Node = { next?: Node | undefined };
export const Right = z.object({ at: date, tags: z.array(z.string()).default([]), more: z.json() });
export const Tree: z.ZodType<Node> = z.lazy(() => z.object({ next: z.optional(Tree) }));
export const OneWay = z.object({ size: z.string().transform((text) => text.length) });
export const Before = z.array(z.preprocess((x) => x, z.string()));
export const Dated = z.object({ deep: z.record(z.string(), z.nullable(z.date())) });
export const Mini = mini.object({});
export const Text: string = "text";
`;
  let run: Run = { exitCode: 0, stdout: "", stderr: "" };

  beforeAll(async () => {
    run = await vetted(SCHEMA, { "schemas.ts": SCHEMAS });
  });

  it.each([
    ["Right", undefined, ""],
    ["Tree", undefined, ""],
    ["OneWay", "CG5006", "a transform in size has no way back"],
    ["Before", "CG5006", "a transform in [] has no way back"],
    ["Dated", "CG5006", "z.date() in deep.* is no JSON"],
    ["Mini", "CG5006", "is not a zod schema"],
    ["Text", "CG5006", "is not a zod schema"],
    ["Rihgt", "CG5001", 'did you mean "Right"?'],
  ])("judges %s", (name, code, words) => {
    const blocks = run.stderr.split("\n\n");
    const said = blocks.filter((block) => block.includes(`schemas.ts#${name})`)).join("\n\n");
    expect(codesIn(said), said).toEqual(code === undefined ? [] : [code]);
    expect(said).toContain(words);
    expect(run.stdout).toBe("");
  });

  it.each([
    ["throws", "throw new Error('no database');", "cannot load ./schemas.ts: no database"],
    ["ends its process", "process.exit(3);", "cannot load ./schemas.ts: "],
  ])("says so of a module that %s", async (_, schemas, words) => {
    const { stderr } = await vetted(SCHEMA, { "schemas.ts": schemas });
    expect(new Set(codesIn(stderr))).toEqual(new Set(["CG5007"]));
    expect(stderr).toContain(words);
  });
});
