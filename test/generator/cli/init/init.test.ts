import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { planInit } from "../../../../generator/cli/init/plan-init.js";
import { writeTogether } from "../../../../generator/cli/write-together.js";
import { projectOf, type Project } from "../project.js";

const PACKAGE = '{\n  "name": "shop",\n  "scripts": {\n    "test": "vitest"\n  }\n}\n';

function textIn(project: Project, name: string): string {
  return readFileSync(project.path(name), "utf8");
}

describe("cachegen init", () => {
  it("writes a schema, scripts and a line for git, and says so and what is next", async () => {
    const project = projectOf({ "package.json": PACKAGE });
    const run = await project.run(["init"]);
    expect(run).toEqual({
      exitCode: 0,
      stderr: "",
      stdout: `cache.schema.yaml: written
package.json: prebuild and pretest added to the scripts
.gitattributes: written
next: npx cachegen, then import what it generates from ./generated/index.js
`,
    });
    expect(textIn(project, "cache.schema.yaml")).toMatch(
      /^# yaml-language-server: \$schema=\.\/node_modules\/cachegen\/schema\/cache\.schema\.json\n/,
    );
    expect(textIn(project, "cache.schema.yaml")).toContain("\nnamespace: shop\n");
    expect(JSON.parse(textIn(project, "package.json"))).toEqual({
      name: "shop",
      scripts: { test: "vitest", prebuild: "cachegen generate", pretest: "cachegen check" },
    });
    expect(textIn(project, ".gitattributes")).toBe("generated/** text eol=lf linguist-generated\n");
    expect(await readdir(project.root)).toHaveLength(3);
  });

  it("is followed by a generate that has nothing to complain of", async () => {
    const project = projectOf({});
    await project.run(["init"]);
    expect((await project.run([])).exitCode).toBe(0);
    expect((await project.run(["check"])).exitCode).toBe(0);
  });

  it.each(["cache.schema.yaml", "cache.schema.yml"])(
    "leaves %s, and adds the rest",
    async (name) => {
      const project = projectOf({ "package.json": PACKAGE, [name]: "mine" });
      const run = await project.run(["init"]);
      expect(run).toEqual({
        exitCode: 0,
        stderr: "",
        stdout: `${name}: here already, left as it is
package.json: prebuild and pretest added to the scripts
.gitattributes: written
next: npx cachegen, then import what it generates from ./generated/index.js
`,
      });
      expect(textIn(project, name)).toBe("mine");
      expect(await readdir(project.root)).toHaveLength(3);
    },
  );

  it("has nothing to do the second time", async () => {
    const project = projectOf({ "package.json": PACKAGE });
    await project.run(["init"]);
    const { exitCode, stdout } = await project.run(["init"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^cache\.schema\.yaml: here already, left as it is\nnext: /);
  });

  it("adds lines for the output that a schema names", async () => {
    const project = projectOf({
      "cache.schema.yaml": "output: ./src/cache\n",
      ".prettierignore": "dist\n",
    });
    const { stdout } = await project.run(["init"]);
    expect(textIn(project, ".gitattributes")).toBe("src/cache/** text eol=lf linguist-generated\n");
    expect(textIn(project, ".prettierignore")).toBe("dist\nsrc/cache\n");
    expect(stdout).toContain("from ./src/cache/index.js\n");
  });

  it.each(["../cache", ".", '"./a b"', "${HOME}"])(
    "adds no lines for the output %s",
    async (output) => {
      const project = projectOf({ "cache.schema.yaml": `output: ${output}\n` });
      const { exitCode, stdout } = await project.run(["init"]);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/\nnext: npx cachegen\n$/);
      expect(await readdir(project.root)).not.toContain(".gitattributes");
    },
  );

  it("does not write through a link that leads nowhere", async () => {
    const project = projectOf({});
    symlinkSync("elsewhere.yaml", project.path("cache.schema.yaml"));
    expect((await project.run(["init"])).stderr).toContain("it is a link that leads nowhere");
    expect(existsSync(project.path("elsewhere.yaml"))).toBe(false);
  });

  const latin1 = Buffer.from("# caf\xe9 \xff\n*.png binary", "latin1");
  const utf16 = Buffer.from("\u{feff}*.png binary\r\n", "utf16le");
  const latin1Package = Buffer.from('{ "description": "caf\xe9" }', "latin1");
  it.each<[string, string, Buffer, string]>([
    ["Latin-1", ".gitattributes", latin1, "is not UTF-8"],
    ["UTF-16", ".gitattributes", utf16, "is UTF-16 and not UTF-8"],
    ["Latin-1", ".prettierignore", latin1, "is not UTF-8"],
    ["Latin-1", "package.json", latin1Package, "is not UTF-8"],
  ])("refuses a file in %s and leaves every byte of it: %s", async (_, name, bytes, reason) => {
    const project = projectOf({ [name]: bytes });
    const names = await readdir(project.root);
    const run = await project.run(["init"]);
    expect(run).toMatchObject({ exitCode: 1, stdout: "" });
    expect(run.stderr).toContain(`CG9003 ${name} ${reason}`);
    expect(readFileSync(project.path(name))).toEqual(bytes);
    expect(await readdir(project.root)).toEqual(names);
  });

  it("keeps the byte-order mark of a file in UTF-8", async () => {
    const project = projectOf({ ".gitattributes": "\u{feff}*.png binary\n" });
    expect((await project.run(["init"])).exitCode).toBe(0);
    expect(textIn(project, ".gitattributes")).toBe(
      "\u{feff}*.png binary\ngenerated/** text eol=lf linguist-generated\n",
    );
  });

  it.each(["package.json", ".gitattributes", ".prettierignore"])(
    "names %s where that is a link that leads nowhere, and writes nothing",
    async (name) => {
      const project = projectOf({ "sub/.prettierrc": "" });
      symlinkSync("nowhere", project.path(`sub/${name}`));
      const run = await project.run(["init"], { folder: "sub" });
      expect(run).toMatchObject({ exitCode: 2, stdout: "" });
      expect(run.stderr).toContain(`CG9002 cannot read ${name}: it is a link that leads nowhere`);
      expect((await readdir(project.path("sub"))).sort()).toEqual([".prettierrc", name].sort());
    },
  );

  it.each(["package.json", ".gitattributes"])("says that %s is a folder", async (name) => {
    const project = projectOf({ "sub/.prettierrc": "" });
    mkdirSync(project.path(`sub/${name}`));
    const run = await project.run(["init"], { folder: "sub" });
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(`CG9002 cannot read ${name}: it is not a file`);
  });

  it("adds scripts to a package.json with a text of millions of characters", async () => {
    const description = 'a "quoted" text '.repeat(300_000);
    const project = projectOf({ "package.json": JSON.stringify({ description }) });
    const run = await project.run(["init"]);
    expect(run, run.stderr).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(textIn(project, "package.json"))).toMatchObject({
      description,
      scripts: { pretest: "cachegen check" },
    });
  });

  it("refuses a package.json of more bytes than any has", async () => {
    const project = projectOf({ "package.json": JSON.stringify({ a: "x".repeat(20_000_000) }) });
    const run = await project.run(["init"]);
    expect(run).toMatchObject({ exitCode: 1, stdout: "" });
    expect(run.stderr).toMatch(/^CG1005 package.json has \d+ bytes, at most 6000000 are read\n/);
  });

  it("writes nothing when package.json is none", async () => {
    const project = projectOf({ "package.json": "{ oops" });
    const run = await project.run(["init"]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG9013");
    expect(await readdir(project.root)).toEqual(["package.json"]);
  });

  it("leaves a script of another content, and says what to add", async () => {
    const text = PACKAGE.replace('"test": "vitest"', '"prebuild": "tsc"');
    const project = projectOf({ "package.json": text });
    const run = await project.run(["init"]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('the script prebuild is taken: add "cachegen generate" to it\n');
    expect(textIn(project, "package.json")).toContain('"prebuild": "tsc"');
  });

  it("does without a package.json", async () => {
    const project = projectOf({ "sub/a.txt": "" });
    const run = await project.run(["init"], { folder: "sub" });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain("there is no package.json here, so no scripts were added");
    expect(textIn(project, "sub/cache.schema.yaml")).toContain("namespace: sub\n");
  });

  it("says which scripts a package.json above could have", async () => {
    const project = projectOf({ "package.json": PACKAGE, "a/b/c.txt": "" });
    const run = await project.run(["init"], { folder: "a/b" });
    expect(run.stdout).toContain(
      'so no scripts were added; ../../package.json can have "cachegen generate --config a/b/cache.schema.yaml" as prebuild and "cachegen check --config a/b/cache.schema.yaml" as pretest\n',
    );
    expect(textIn(project, "package.json")).toBe(PACKAGE);
  });

  it("names the nearest folder upward in which cachegen is installed", async () => {
    const project = projectOf({ "node_modules/cachegen/package.json": "{}", "a/b/c.txt": "" });
    await project.run(["init"], { folder: "a/b" });
    expect(textIn(project, "a/b/cache.schema.yaml")).toContain(
      "$schema=../../node_modules/cachegen/schema/cache.schema.json\n",
    );
  });

  it.each<[string, Record<string, string>]>([
    ["a dependency", { "package.json": '{"devDependencies":{"prettier":"3.0.0"}}' }],
    ["a setting", { "package.json": '{"prettier":{}}' }],
    ["a file", { ".prettierrc.json": "{}" }],
  ])("tells Prettier to leave the generated files alone where it is used: %s", async (_, files) => {
    const project = projectOf(files);
    await project.run(["init"]);
    expect(textIn(project, ".prettierignore")).toBe("generated\n");
  });

  it("adds its lines to files that are there, once, with their line ends", async () => {
    const project = projectOf({
      ".gitattributes": "* text=auto\r\n*.png binary",
      ".prettierignore": "dist\n/generated/\n",
    });
    await project.run(["init"]);
    expect(textIn(project, ".gitattributes")).toBe(
      "* text=auto\r\n*.png binary\r\ngenerated/** text eol=lf linguist-generated\r\n",
    );
    expect(textIn(project, ".prettierignore")).toBe("dist\n/generated/\n");
  });

  it("keeps the rights of package.json, and the link it may be", async () => {
    const project = projectOf({ "real/package.json": PACKAGE, "sub/a.txt": "" });
    chmodSync(project.path("real/package.json"), 0o640);
    symlinkSync("../real/package.json", project.path("sub/package.json"));
    await project.run(["init"], { folder: "sub" });
    expect(lstatSync(project.path("sub/package.json")).isSymbolicLink()).toBe(true);
    expect(statSync(project.path("real/package.json")).mode & 0o777).toBe(0o640);
    expect(textIn(project, "real/package.json")).toContain("cachegen check");
  });

  it.each([
    ["package.json", PACKAGE, 'it can have "cachegen generate" as prebuild and "cachegen check"'],
    [".gitattributes", "* text=auto\n", 'it can have the line "generated/** text eol=lf'],
    [".prettierignore", "dist\n", 'it can have the line "generated"'],
  ])("writes to no %s that is a link out of the project", async (name, text, advice) => {
    const others = projectOf({ [name]: text });
    const project = projectOf({});
    rmSync(project.path(name), { force: true });
    symlinkSync(others.path(name), project.path(name));
    const run = await project.run(["init"]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(`${name} is a link to a file outside of the project`);
    expect(run.stdout).toContain(advice);
    expect(textIn(others, name)).toBe(text);
    expect(textIn(project, "cache.schema.yaml")).toContain("version: 1");
  });

  it("writes to a link within the repository", async () => {
    const project = projectOf({
      ".git/HEAD": "",
      attributes: "* text=auto\n",
      "sub/package.json": "{}",
    });
    symlinkSync("../attributes", project.path("sub/.gitattributes"));
    await project.run(["init"], { folder: "sub" });
    expect(textIn(project, "attributes")).toBe(
      "* text=auto\ngenerated/** text eol=lf linguist-generated\n",
    );
  });

  it("has what it did as data", async () => {
    const { stdout } = await projectOf({}).run(["init", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      answer: { done: { "cache.schema.yaml": "written" }, left: [] },
    });
  });

  it("is for the schema of the folder it is called in", async () => {
    const run = await projectOf({}).run(["init", "--config", "a.yaml"]);
    expect(run.exitCode).toBe(2);
  });
});

describe("planInit", () => {
  it("has the schema written last, so that init can be called again after it was killed", async () => {
    const project = projectOf({ "package.json": PACKAGE, ".prettierrc": "" });
    const { writes } = await planInit(project.root);
    expect(writes.map(({ path }) => basename(path)).at(-1)).toBe("cache.schema.yaml");
    await writeTogether(writes.slice(0, 2));
    const run = await project.run(["init"]);
    expect(run.exitCode).toBe(0);
    expect(await readdir(project.root)).toHaveLength(5);
    expect(textIn(project, ".gitattributes").split("\n")).toHaveLength(2);
  });
});

describe("writeTogether", () => {
  it("takes back what it wrote when a later file cannot be written", async () => {
    const project = projectOf({ "package.json": PACKAGE });
    mkdirSync(project.path("taken"));
    const writing = writeTogether([
      { path: project.path("a.yaml"), text: "new", isNew: true },
      { path: project.path("package.json"), text: "changed", isNew: false },
      { path: project.path("taken"), text: "new", isNew: true },
    ]);
    await expect(writing).rejects.toThrow("cannot use taken:");
    expect(textIn(project, "package.json")).toBe(PACKAGE);
    expect((await readdir(project.root)).sort()).toEqual(["package.json", "taken"]);
  });

  it("does not overwrite what came meanwhile", async () => {
    const project = projectOf({ "a.yaml": "theirs" });
    const writing = writeTogether([{ path: project.path("a.yaml"), text: "ours", isNew: true }]);
    await expect(writing).rejects.toThrow("cannot use a.yaml: something has its name already");
    expect(textIn(project, "a.yaml")).toBe("theirs");
  });
});
