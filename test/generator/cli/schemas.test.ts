import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { countingPipeline } from "./counting-pipeline.js";
import { projectOf, runOn, SCHEMA, type Project } from "./project.js";

const FAULTY = SCHEMA.replace("returns: string", "returns: Usr");

describe("several schemas", () => {
  const files = { "a/cache.schema.yaml": SCHEMA, "b/cache.schema.yaml": SCHEMA };

  it("are generated in one run, with a line each and one for all", async () => {
    const project = projectOf(files);
    const argv = ["generate", "b/cache.schema.yaml", "a/cache.schema.yaml"];
    const run = await project.run(argv);
    expect(run).toMatchObject({ exitCode: 0, stdout: "" });
    expect(run.stderr).toMatch(
      /^a\/generated\/ \d files: .+\nb\/generated\/ \d files: .+\n2 schemas: 2 written\n$/,
    );
    expect((await project.run(argv)).stderr).toBe(
      "a/generated/ is up to date\nb/generated/ is up to date\n2 schemas: 2 up to date\n",
    );
  });

  it.each([[["*/cache.schema.yaml"]], [["**/*.yaml"]], [["{a,b}/*.yaml", "a/cache.schema.yaml"]]])(
    "may be named by a pattern, each counted once: %j",
    async (patterns) => {
      const project = projectOf({ ...files, "node_modules/c/cache.schema.yaml": SCHEMA });
      const run = await project.run(patterns);
      expect(run.stderr).toContain("2 schemas: 2 written\n");
      expect(existsSync(project.path("node_modules/c/generated"))).toBe(false);
    },
  );

  it("take a file whose name looks like a pattern for the file", async () => {
    const project = projectOf({ "[a].yaml": SCHEMA });
    expect((await project.run(["[a].yaml"])).exitCode).toBe(0);
  });

  it("are a usage error when a pattern finds none", async () => {
    const run = await runOn(files, ["generate", "c/*.yaml"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toBe("CG9001 no file is called c/*.yaml\n");
  });

  it("do not keep each other from being generated, and the worst exit code counts", async () => {
    const project = projectOf({ ...files, "a/cache.schema.yaml": FAULTY });
    const run = await project.run(["*/cache.schema.yaml"]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("a/cache.schema.yaml:9:18: CG3006");
    expect(run.stderr).toContain("2 schemas: 1 written, 1 with faults\n");
    const worse = await project.run(["a/cache.schema.yaml", "c.yaml", "b/cache.schema.yaml"]);
    expect(worse.exitCode).toBe(2);
    expect(worse.stderr).toContain("3 schemas: 1 up to date, 1 with faults, 1 refused\n");
  });

  it.each([["out"], ["OUT"]])(
    "with one output folder are refused before a write: %s",
    async (name) => {
      const to = (output: string): string =>
        SCHEMA.replace("regions:", `output: ${output}\nregions:`);
      const project = projectOf({ "a.yaml": to("./out"), "b.yaml": to(`./${name}`) });
      const run = await project.run(["a.yaml", "b.yaml"]);
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toContain("CG9009 a.yaml and b.yaml have one output folder");
      expect(await readdir(project.root)).toEqual(["a.yaml", "b.yaml", "package.json"]);
    },
  );

  describe("with one real output folder, one by way of a link,", () => {
    const linked = (): Project => {
      const orders = SCHEMA.replace("users:", "orders:");
      const project = projectOf({
        "one.yaml": `output: ./real/gen\n${SCHEMA}`,
        "two.yaml": `output: ./a/b/c/link/gen\n${orders}`,
        "real/keep.txt": "",
        "a/b/c/keep.txt": "",
      });
      symlinkSync("../../../real", project.path("a/b/c/link"));
      return project;
    };

    it("are refused before a write", async () => {
      const project = linked();
      const run = await project.run(["one.yaml", "two.yaml"]);
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toContain("CG9009 one.yaml and two.yaml have one output folder");
      expect(await readdir(project.path("real"))).toEqual(["keep.txt"]);
    });

    it.each([
      [["one.yaml", "two.yaml"], "gen/ holds what one.yaml generates"],
      [["two.yaml", "one.yaml"], "gen/ holds what two.yaml generates"],
    ])("are refused in runs of their own: %j", async ([first = "", second = ""], message) => {
      const project = linked();
      expect((await project.run([first])).exitCode).toBe(0);
      const names = await readdir(project.path("real/gen"));
      const run = await project.run([second]);
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toContain(`CG9009 ${message}`);
      expect(await readdir(project.path("real/gen"))).toEqual(names);
    });

    it("are known for one schema where the links lead to one as well", async () => {
      const project = projectOf({ "real/package.json": "{}", "real/cache.schema.yaml": SCHEMA });
      symlinkSync("real", project.path("link"));
      expect((await project.run(["link/cache.schema.yaml"])).exitCode).toBe(0);
      const manifest = readFileSync(project.path("real/generated/.cachegen.json"), "utf8");
      expect(manifest).toContain('"schema": "../cache.schema.yaml"');
      project.write("real/cache.schema.yaml", SCHEMA.replace("users:", "orders:"));
      expect((await project.run(["real/cache.schema.yaml"])).exitCode).toBe(0);
    });
  });

  it("are checked in one run", async () => {
    const project = projectOf(files);
    await project.run(["*/cache.schema.yaml"]);
    const generated = readFileSync(project.path("b/generated/users.ts"), "utf8");
    project.write("b/generated/users.ts", `${generated}export {};\n`);
    const run = await project.run(["check", "--no-diff", "*/cache.schema.yaml"]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toBe("changed:\n  b/generated/users.ts\n");
    expect(run.stderr).toContain("2 schemas: 1 up to date, 1 not up to date\n");
  });

  it("are named either way, not both ways", async () => {
    const run = await runOn(files, ["check", "-c", "a/cache.schema.yaml", "b/cache.schema.yaml"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("either with --config or as arguments");
  });
});

describe("cachegen validate", () => {
  it("says that a schema is valid, and writes nothing", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const run = await project.run(["validate"]);
    expect(run).toEqual({ exitCode: 0, stdout: "", stderr: "cache.schema.yaml is valid\n" });
    expect(await readdir(project.root)).toEqual(["cache.schema.yaml", "package.json"]);
  });

  it("reads the schema even where its output is up to date", async () => {
    const pipeline = countingPipeline({ isCurrent: () => expect.unreachable("it looked") });
    const run = await runOn({ "cache.schema.yaml": FAULTY }, ["validate"], { pipeline });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG3006");
    expect(pipeline.asked).toEqual([]);
  });

  it("judges the output folder too", async () => {
    const text = SCHEMA.replace("regions:", "output: ../elsewhere\nregions:");
    const run = await runOn({ "cache.schema.yaml": text }, ["validate"]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG9004");
  });
});

describe("--stdin", () => {
  it("reads the schema from the standard input, as if it stood in a file", async () => {
    const project = projectOf({ "sub/a.txt": "" });
    const argv = ["generate", "--stdin", "--stdin-path", "sub/shop.yaml"];
    const run = await project.run(argv, { stdin: SCHEMA });
    expect(run.stderr).toMatch(/^sub\/generated\/ \d files/);
    expect(readFileSync(project.path("sub/generated/users.ts"), "utf8")).toContain(
      "from shop.yaml",
    );
    project.write("sub/shop.yaml", SCHEMA);
    expect((await project.run(["check", "sub/shop.yaml"])).exitCode).toBe(0);
  });

  it("names the file in what it finds wrong", async () => {
    const argv = ["validate", "--stdin", "--stdin-path", "sub/shop.yaml"];
    const run = await runOn({}, argv, { stdin: FAULTY });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("sub/shop.yaml:9:18: CG3006");
    expect((await runOn({}, ["validate", "--stdin"], { stdin: FAULTY })).stderr).toContain(
      "cache.schema.yaml:9:18: CG3006",
    );
  });

  it("reads no more than a schema can have", async () => {
    const run = await runOn({}, ["validate", "--stdin"], { stdin: "#".repeat(7_000_000) });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("CG1005");
  });

  it.each([
    [["validate", "--stdin", "a.yaml"], "--stdin reads one schema"],
    [["validate", "--stdin", "-c", "a.yaml"], "--stdin reads one schema"],
    [["validate", "--stdin-path", "a.yaml"], "--stdin-path goes with --stdin"],
  ])("refuses %j", async (argv, message) => {
    const run = await runOn({ "a.yaml": SCHEMA }, argv);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(message);
  });
});

describe("--stdout", () => {
  it("prints one generated file and nothing else, and writes nothing", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const run = await project.run(["--stdout", "users.ts"]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(existsSync(project.path("generated"))).toBe(false);
    await project.run([]);
    expect(run.stdout).toBe(readFileSync(project.path("generated/users.ts"), "utf8"));
  });

  it("goes with --stdin, as an editor would use it", async () => {
    const run = await runOn({}, ["--stdin", "--stdout", "index.ts"], { stdin: SCHEMA });
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain('export * as users from "./users.js";');
  });

  it("prints nothing when the schema has faults", async () => {
    const run = await runOn({ "cache.schema.yaml": FAULTY }, ["--stdout", "users.ts"]);
    expect(run).toMatchObject({ exitCode: 1, stdout: "" });
    expect(run.stderr).toContain("CG3006");
  });

  it.each(["user.ts", "generated/users.ts"])("says what is generated, and not %s", async (name) => {
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, ["--stdout", name]);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain('hint: did you mean "users.ts"?');
  });

  it("is for one schema", async () => {
    const files = { "a/cache.schema.yaml": SCHEMA, "b/cache.schema.yaml": SCHEMA };
    const run = await runOn(files, ["*/cache.schema.yaml", "--stdout", "users.ts"]);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain("--stdout prints a file of one schema");
  });
});
