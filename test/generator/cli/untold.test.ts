/** What the file system does not tell is there is not taken for gone: a link to itself stands in for it. */
import { chmodSync, existsSync, symlinkSync } from "node:fs";
import { basename } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { contentOf } from "../../../generator/cli/watch/content.js";
import { giveAway, unprivileged } from "../../support/unprivileged.js";
import { Project, projectOf, SCHEMA } from "./project.js";

const CIRCLE = "its links lead in a circle";

const IMPORTING = SCHEMA.replace(
  "returns: string",
  "returns: string\n        creator: ./load.ts#load",
);

/** A project in which a name is a link to itself. */
function circling(name: string, files: Readonly<Record<string, string>> = {}): Project {
  const project = projectOf({ "package.json": "{}", "cache.schema.yaml": SCHEMA, ...files });
  symlinkSync(basename(name), project.path(name));
  return project;
}

describe("a file of which nobody can tell whether it is there", () => {
  it("is not passed over in the search for the schema", async () => {
    const project = projectOf({ "package.json": "{}", "cache.schema.yml": SCHEMA });
    symlinkSync("cache.schema.yaml", project.path("cache.schema.yaml"));
    const run = await project.run([]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(
      `CG9002 cannot read ${project.path("cache.schema.yaml")}: ${CIRCLE}`,
    );
    expect(existsSync(project.path("generated"))).toBe(false);
  });

  it("that a schema names is said not to be readable, and why", async () => {
    const project = circling("load.ts", { "cache.schema.yaml": IMPORTING });
    const run = await project.run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(
      `cache.schema.yaml:10:18: CG3020 "./load.ts" cannot be read: ${CIRCLE}`,
    );
    expect(run.stderr).toContain("hint: mend what stands in its way, or name another file");
  });

  it("is no reason to look for another that was meant", async () => {
    const text = IMPORTING.replace("./load.ts", "./here/load.ts");
    const { stderr } = await circling("here", { "cache.schema.yaml": text }).run([]);
    expect(stderr).toContain(`CG3020 "./here/load.ts" cannot be read: ${CIRCLE}`);
  });

  it("is not added to by init", async () => {
    const project = projectOf({});
    symlinkSync(".gitattributes", project.path(".gitattributes"));
    const run = await project.run(["init"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(`CG9002 cannot read .gitattributes: ${CIRCLE}`);
    expect(existsSync(project.path("cache.schema.yaml"))).toBe(false);
  });

  it("is not taken for an installed package", async () => {
    const project = projectOf({ "node_modules/x/package.json": "{}" });
    symlinkSync("cachegen", project.path("node_modules/cachegen"));
    const run = await project.run(["init"]);
    expect(run.stderr).toContain(`node_modules/cachegen: ${CIRCLE}`);
  });

  it("is nothing to compare with, and is not said to be missing", async () => {
    const project = circling("earlier");
    const run = await project.run(["breaking", "--against", "earlier"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(`CG9002 cannot read earlier: ${CIRCLE}`);
  });

  it("is no place for output, which is said where the schema names it", async () => {
    const text = `output: ./there/cache\n${SCHEMA}`;
    const project = circling("there", { "cache.schema.yaml": text });
    const run = await project.run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(
      `cache.schema.yaml:1:9: CG9006 cannot use output ./there/cache: ${CIRCLE}`,
    );
  });

  it("is no function to adopt", async () => {
    const { exitCode, stderr } = await circling("load.ts").run(["adopt", "./load.ts#load"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`cannot be read: ${CIRCLE}`);
    expect(stderr).not.toContain("no such file");
  });

  it("is watched on, under the reason", async () => {
    const project = circling("other.yaml");
    expect(await contentOf(project.path("other.yaml"))).toContain(CIRCLE);
    expect(await contentOf(project.path("nowhere.yaml"))).toBeUndefined();
    expect(await contentOf(project.path("package.json/x.yaml"))).toBeUndefined();
  });
});

describe("a pattern", () => {
  it("may be longer than any name of a file", async () => {
    const project = projectOf({ "package.json": "{}", "a.yaml": SCHEMA });
    const names = Array.from({ length: 100 }, (_, at) => `none${at}`);
    const run = await project.run([`{a,${names.join()}}.yaml`]);
    expect(run.stderr).toContain("generated/ ");
    expect(run.exitCode).toBe(0);
  });
});

describe("a folder that may not be searched", () => {
  // Modules are loaded as whoever runs the tests.
  beforeAll(async () => {
    const project = new Project({ "package.json": "{}" });
    await project.run(["init"]);
    project.remove();
  });

  it("is not taken for an empty one by init", async () => {
    const project = projectOf({ "package.json": "{}" });
    giveAway(project.root);
    chmodSync(project.root, 0o600);
    try {
      const run = await unprivileged(() => project.run(["init"]));
      expect(run.stderr).toContain("CG9002 cannot read package.json: permission denied");
      expect(run.exitCode).toBe(2);
    } finally {
      chmodSync(project.root, 0o755);
    }
  });
});
