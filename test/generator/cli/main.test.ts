import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { readdir, utimes } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { countingPipeline } from "./counting-pipeline.js";
import { projectOf, runOn, SCHEMA } from "./project.js";

describe("cachegen generate", () => {
  it("writes the files of the schema, and the second time nothing", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const first = await project.run([]);
    expect(first).toMatchObject({ exitCode: 0, stdout: "" });
    expect(first.stderr).toMatch(/^generated\/ (\d+) files: \1 written, 0 unchanged\n$/);
    expect(await readdir(project.path("generated"))).toContain("users.ts");
    const second = await project.run(["generate"]);
    expect(second).toEqual({ exitCode: 0, stdout: "", stderr: "generated/ is up to date\n" });
  });

  it("tells what it wrote, left and removed", async () => {
    const pipeline = countingPipeline({
      async writeOutput() {
        return { written: ["a.ts", "b.ts"], unchanged: ["c.ts"], removed: ["d.ts"], kept: [] };
      },
    });
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, ["generate"], { pipeline });
    expect(run.stderr).toBe("generated/ 3 files: 2 written, 1 unchanged, 1 removed\n");
  });

  it("reports orphans that were edited by hand, and fails", async () => {
    const pipeline = countingPipeline({
      async writeOutput() {
        return { written: [], unchanged: ["a.ts"], removed: [], kept: ["old.ts"] };
      },
    });
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, [], { pipeline });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG9007");
    expect(run.stderr).toContain("old.ts");
  });

  it("generates nothing when the output is current", async () => {
    const pipeline = countingPipeline({ isCurrent: async () => true });
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, ["generate"], { pipeline });
    expect(run.exitCode).toBe(0);
    expect(pipeline.asked).toEqual(["removeLeftovers"]);
  });

  it.each(["generate", "check"])(
    "%s does not read a schema whose output is current",
    async (word) => {
      const readSchema = (): never => expect.unreachable("the schema was read");
      const pipeline = countingPipeline({ isCurrent: async () => true, readSchema });
      const run = await runOn({ "cache.schema.yaml": SCHEMA }, [word], { pipeline });
      expect(run).toEqual({ exitCode: 0, stdout: "", stderr: "generated/ is up to date\n" });
    },
  );

  it("reads a schema whose output folder is not seen at a glance, and finds it current", async () => {
    const text = SCHEMA.replace("regions:", '"output": "./out"\nregions:');
    const project = projectOf({ "cache.schema.yaml": text });
    expect((await project.run([])).stderr).toMatch(/^out\/ \d+ files: /);
    expect((await project.run(["check"])).stderr).toBe("out/ is up to date\n");
  });

  it("is not misled by output of another schema in the default folder", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    await project.run([]);
    project.write("cache.schema.yaml", SCHEMA.replace("getUser", "findUser"));
    expect((await project.run(["check"])).exitCode).toBe(1);
    project.write("cache.schema.yaml", `${SCHEMA}output: ./elsewhere\n`);
    expect((await project.run(["check"])).stderr).toContain("elsewhere/ is not up to date");
  });

  it("removes what a killed run left behind, also when there is nothing else to do", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    await project.run([]);
    const leftover = "generated/.users.ts.4711.0123456789ab.tmp";
    project.write(leftover, "half");
    await utimes(project.path(leftover), new Date(0), new Date(0));
    expect((await project.run(["check"])).exitCode).toBe(0);
    expect(await readdir(project.path("generated"))).toContain(basename(leftover));
    expect((await project.run([])).stderr).toBe("generated/ is up to date\n");
    expect(await readdir(project.path("generated"))).not.toContain(basename(leftover));
  });

  it("asks with a hash that line endings do not change, and all else does", async () => {
    const hashes: string[] = [];
    const pipeline = countingPipeline({
      async isCurrent(_, hash) {
        hashes.push(hash);
        return true;
      },
    });
    const project = projectOf({ "a.yaml": SCHEMA, "sub/a.yaml": SCHEMA.replaceAll("\n", "\r\n") });
    project.write("b.yaml", SCHEMA);
    project.write("sub/c/a.yaml", `${SCHEMA}# more\n`);
    for (const name of ["a.yaml", "sub/a.yaml", "b.yaml", "sub/c/a.yaml"]) {
      await project.run(["--config", name], { pipeline });
    }
    expect(hashes[1]).toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(3);
  });

  it("shows the faults of a schema and writes nothing", async () => {
    const project = projectOf({
      "cache.schema.yaml": SCHEMA.replace("returns: string", "returns: Usr"),
    });
    const run = await project.run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain('cache.schema.yaml:9:18: CG3006 there is no type "Usr"');
    expect(run.stderr).toContain("1 fault in cache.schema.yaml\n");
    expect(await readdir(project.root)).toEqual(["cache.schema.yaml", "package.json"]);
  });
});

describe("cachegen check", () => {
  it("lists what is changed, missing and orphaned, and fails", async () => {
    const pipeline = countingPipeline({
      async compareOutput() {
        return {
          changed: ["a.ts"],
          missing: ["b.ts", "c.ts"],
          orphaned: ["d.ts"],
          edited: [],
          foreign: [],
        };
      },
    });
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, ["check"], { pipeline });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toBe(
      "changed:\n  generated/a.ts\nmissing:\n  generated/b.ts\n  generated/c.ts\norphaned:\n  generated/d.ts\n",
    );
    expect(run.stderr).toContain("CG9008 generated/ is not up to date");
    expect(pipeline.asked).not.toContain("writeOutput");
  });

  it("agrees with what generate wrote, until it is edited", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    await project.run(["generate"]);
    expect((await project.run(["check"])).exitCode).toBe(0);
    project.write("generated/users.ts", "export {};\n");
    const run = await project.run(["check", "--no-diff"]);
    expect(run).toMatchObject({
      exitCode: 1,
      stdout: "changed, and without the mark of cachegen:\n  generated/users.ts\n",
    });
  });
});

describe("a manifest that was edited", () => {
  it("is found by check, with the file it no longer lists, and mended by generate", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    await project.run([]);
    const path = project.path("generated/.cachegen.json");
    const edited = readFileSync(path, "utf8").replace(/\s*"users.ts": "\w+",?/, "");
    project.write("generated/.cachegen.json", edited.replace(/,(\s*\})/, "$1"));
    rmSync(project.path("generated/users.ts"));
    const run = await project.run(["check"]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toBe(
      "changed:\n  generated/.cachegen.json\nmissing:\n  generated/users.ts\n",
    );
    expect((await project.run([])).exitCode).toBe(0);
    expect((await project.run(["check"])).exitCode).toBe(0);
  });
});

describe("two schemas", () => {
  it("cannot have one output folder", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    project.write("b.yaml", SCHEMA.replace("users", "posts"));
    await project.run([]);
    const run = await project.run(["-c", "b.yaml"]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG9009 generated/ holds what cache.schema.yaml generates");
    expect((await project.run(["check"])).exitCode).toBe(0);
  });
});

describe("the schema's file", () => {
  it("is found upward, and paths are shown from where one is", async () => {
    const project = projectOf({ "cache.schema.yml": SCHEMA, "src/deep/a.ts": "" });
    const run = await project.run([], { folder: "src/deep" });
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/^\.\.\/\.\.\/generated\/ /);
  });

  it("is not looked for outside the repository", async () => {
    const project = projectOf({
      "cache.schema.yaml": SCHEMA,
      "repo/.git/HEAD": "",
      "repo/src/a.ts": "",
    });
    const run = await project.run([], { folder: "repo/src" });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("CG9001");
  });

  it.each([
    ["nope.yaml", "CG9002 cannot read nope.yaml: it does not exist"],
    ["folder", "CG9002 cannot read folder: it is not a file"],
    [
      "cache.schema.yaml/x",
      "CG9002 cannot read cache.schema.yaml/x: a part of its path is not a folder",
    ],
  ])("is a usage error when %s cannot be read", async (config, message) => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA, "folder/a": "" });
    const run = await project.run(["--config", config]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(message);
  });

  it("must be UTF-8", async () => {
    const project = projectOf({ "cache.schema.yaml": Buffer.from(`\u{feff}${SCHEMA}`, "utf16le") });
    const run = await project.run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG9003 cache.schema.yaml is UTF-16 and not UTF-8");
  });

  it("must not be huge", async () => {
    const project = projectOf({ "cache.schema.yaml": "#".repeat(7_000_000) });
    expect((await project.run([])).stderr).toContain("CG1005");
  });
});

describe("the output folder", () => {
  const schemaTo = (output: string): string =>
    SCHEMA.replace("regions:", `output: ${output}\nregions:`);

  it.each([
    ["../elsewhere", "CG9004 output ../elsewhere is outside the project"],
    [".", "CG9004 output . is the project itself"],
    ["node_modules/cache", "CG9004 output node_modules/cache is inside node_modules"],
    ["package.json", "CG9005 output package.json is not a folder, or inside a file"],
    ["package.json/sub", "CG9005 output package.json/sub is not a folder, or inside a file"],
  ])("cannot be %s", async (output, message) => {
    const project = projectOf({ "cache.schema.yaml": schemaTo(output) });
    const before = await readdir(project.root);
    const run = await project.run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(`cache.schema.yaml:3:9: ${message}\n    3 | output: ${output}\n`);
    expect(await readdir(project.root)).toEqual(before);
  });

  it("is judged after the schema, whose faults come first", async () => {
    const text = schemaTo("../elsewhere").replace("returns: string", "returns: Usr");
    const run = await projectOf({ "cache.schema.yaml": text }).run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG3006");
    expect(run.stderr).not.toContain("CG9004");
  });

  it("cannot be a link that leads out of the project", async () => {
    const outside = projectOf({});
    const project = projectOf({ "cache.schema.yaml": schemaTo("./linked/cache") });
    symlinkSync(outside.root, project.path("linked"));
    const run = await project.run([]);
    expect(run.stderr).toContain("CG9004");
    expect(await readdir(outside.root)).toEqual(["package.json"]);
  });

  it("may be beside the schema's folder, inside the project", async () => {
    const project = projectOf({ "schema/cache.schema.yaml": schemaTo("../src/cache") });
    const run = await project.run(["--config", "schema/cache.schema.yaml"]);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/^src\/cache\/ /);
  });

  it("that cannot be written is a message, not a bug", async () => {
    const denied = Object.assign(new Error("EROFS"), { code: "EROFS", syscall: "open" });
    const pipeline = countingPipeline({ writeOutput: () => Promise.reject(denied) });
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, [], { pipeline });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe("CG9006 cannot use the output folder: the file system is read-only\n");
  });

  it("that holds somebody else's file is left as it is", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA, "generated/users.ts": "mine\n" });
    const run = await project.run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG9006 users.ts");
    expect(await readdir(project.path("generated"))).toEqual(["users.ts"]);
  });
});

describe("the command line", () => {
  it("prints help and version to the standard output", async () => {
    const help = await runOn({}, ["--help"]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain("Usage: cachegen");
    expect(help.stdout).toContain("check");
    const version: unknown = JSON.parse(
      readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
    );
    expect(version).toMatchObject({ version: (await runOn({}, ["--version"])).stdout.trim() });
  });

  it.each([
    [["genrate"], "unknown command 'genrate'", 'did you mean "generate"?'],
    [["chekc"], "unknown command 'chekc'", 'did you mean "check"?'],
    [["frobnicate"], "unknown command 'frobnicate'", "use generate, "],
    [["check", "more"], "CG9002 cannot read more: it does not exist", ""],
    [["--confg", "a"], "unknown option '--confg'", "Did you mean --config?"],
    [["--config"], "argument missing", ""],
  ])("refuses %j with a hint", async (argv, message, hint) => {
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, argv);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain(hint);
  });

  it.each([[["--config", "a.yaml", "check"]], [["check", "--config", "a.yaml"]]])(
    "takes --config on either side of the command: %j",
    async (argv) => {
      const pipeline = countingPipeline();
      expect((await runOn({ "a.yaml": SCHEMA }, argv, { pipeline })).exitCode).toBe(0);
      expect(pipeline.asked).toEqual(["generate a.yaml"]);
    },
  );

  it.each([
    [{ isTTY: true }, true],
    [{ isTTY: false }, false],
    [{ isTTY: true, env: { NO_COLOR: "1" } }, false],
    [{ isTTY: true, env: { NO_COLOR: "" } }, true],
    [{ isTTY: false, env: { FORCE_COLOR: "1" } }, true],
    [{ isTTY: false, env: { FORCE_COLOR: "1", NO_COLOR: "1" } }, false],
  ])("colours with %j: %s", async (call, isColored) => {
    const run = await runOn({ "cache.schema.yaml": "version: 2\n" }, [], call);
    expect(run.stderr.includes("\u{1b}[")).toBe(isColored);
  });

  it("owns up to a bug, with the stack only when asked", async () => {
    const pipeline = countingPipeline({ generate: () => Promise.reject(new TypeError("oops")) });
    const files = { "cache.schema.yaml": SCHEMA };
    const run = await runOn(files, [], { pipeline });
    expect(run.exitCode).toBe(70);
    expect(run.stderr).toContain("a bug of cachegen, not of your schema: oops");
    expect(run.stderr).not.toContain("    at ");
    const debug = await runOn(files, [], { pipeline, env: { CACHEGEN_DEBUG: "1" } });
    expect(debug.exitCode).toBe(70);
    expect(debug.stderr).toContain("    at ");
  });
});
