import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { chooseReporter } from "../../../generator/cli/report/choose.js";
import { countingPipeline } from "./counting-pipeline.js";
import { projectOf, runOn, SCHEMA, type Call } from "./project.js";

/** The lines of an output that GitHub takes for workflow commands. */
function commandsIn(output: string): readonly string[] {
  return output.split(/[\r\n]/).filter((line) => /^[\s\u{85}]*::|##\[/u.test(line));
}

/** What a report shows of a diff of one line. */
function shownDiff(line: string, format: "human" | "github"): string {
  let shown = "";
  const stream = { isTTY: false, write: (text: string) => (shown += text) };
  const terminal = {
    ...{ cwd: "/", env: {}, stdin: Readable.from([]), stdout: stream, stderr: stream },
    stopSignal: () => new AbortController().signal,
  };
  const none = { changed: [], missing: [], orphaned: [], edited: [], foreign: [] };
  const differences = { ...none, diff: `@@ -1 +1 @@\n${line}\n` };
  const reporter = chooseReporter(terminal, { format });
  reporter.outcome({ schema: "a.yaml", status: "stale", output: "generated/", differences });
  return shown;
}

const FAULTY = SCHEMA.replace("returns: string", "returns: Usr");

describe("--format json", () => {
  /** The one document a call prints; throws when it prints anything else. */
  async function documentOf(
    files: Readonly<Record<string, string>>,
    argv: readonly string[],
    call?: Call,
  ): Promise<unknown> {
    const run = await runOn(files, [...argv, "--format", "json"], call);
    expect(run.stderr).toBe("");
    const document: unknown = JSON.parse(run.stdout);
    expect(document).toMatchObject({ schemaVersion: 1, exitCode: run.exitCode });
    return document;
  }

  it("is one document after success", async () => {
    const pipeline = countingPipeline();
    expect(await documentOf({ "cache.schema.yaml": SCHEMA }, [], { pipeline })).toEqual({
      schemaVersion: 1,
      exitCode: 0,
      diagnostics: [],
      schemas: [
        {
          schema: "cache.schema.yaml",
          status: "written",
          output: "generated/",
          files: { written: ["users.ts"], unchanged: [], removed: [], kept: [] },
        },
      ],
    });
  });

  it("has the faults of a schema with their places", async () => {
    expect(await documentOf({ "cache.schema.yaml": FAULTY }, ["validate"])).toEqual({
      schemaVersion: 1,
      exitCode: 1,
      diagnostics: [
        {
          code: "CG3006",
          message: 'there is no type "Usr"',
          hint: expect.any(String),
          file: "cache.schema.yaml",
          line: 9,
          column: 18,
          endLine: 9,
          endColumn: 21,
        },
      ],
      schemas: [{ schema: "cache.schema.yaml", status: "faulty" }],
    });
  });

  it("lists the first thousand faults of a schema and counts the others", async () => {
    const types = Array.from({ length: 1_500 }, (_, at) => `  T${at}: Nothing\n`).join("");
    const files = { "cache.schema.yaml": `${SCHEMA}types:\n${types}` };
    const document = await documentOf(files, ["validate"]);
    expect(document).toMatchObject({ moreDiagnostics: 500 });
    expect(document).toHaveProperty("diagnostics.length", 1_000);
    expect(document).toHaveProperty("diagnostics.999.line", 1_010);
  });

  it("has what check found, diff included", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    await project.run([]);
    project.write("generated/users.ts", "export {};\n");
    const { stdout } = await project.run(["check", "--format=json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 1,
      diagnostics: [{ code: "CG9008", file: "cache.schema.yaml" }],
      schemas: [
        {
          status: "stale",
          differences: {
            changed: ["users.ts"],
            missing: [],
            orphaned: [],
            edited: [],
            foreign: ["users.ts"],
            diff: expect.stringContaining("--- generated/users.ts\n"),
          },
        },
      ],
    });
  });

  it("has what was asked for on the standard output", async () => {
    const document = await documentOf({ "cache.schema.yaml": SCHEMA }, ["--stdout", "index.ts"]);
    expect(document).toMatchObject({
      answer: { name: "index.ts", text: expect.stringContaining("export") },
    });
  });

  it.each([
    [["genrate"], "CG9011", 2],
    [["--confg", "a"], "CG9011", 2],
    [["check", "--config"], "CG9011", 2],
    [["check", "-c", "nope.yaml"], "CG9002", 2],
    [["check"], "CG9001", 2],
  ])("is one document after the usage error %j", async (argv, code, exitCode) => {
    const project = projectOf({ ".git/HEAD": "" });
    const run = await project.run(["--format", "json", ...argv]);
    expect(run.stderr).toBe("");
    expect(JSON.parse(run.stdout)).toMatchObject({
      schemaVersion: 1,
      exitCode,
      diagnostics: [{ code }],
    });
  });

  it("is one document after a crash", async () => {
    const pipeline = countingPipeline({ generate: () => Promise.reject(new TypeError("oops")) });
    const files = { "cache.schema.yaml": SCHEMA };
    const document = await documentOf(files, [], { pipeline });
    expect(document).toMatchObject({ exitCode: 70, diagnostics: [{ code: "CG9012" }] });
    expect(JSON.stringify(document)).not.toContain("    at ");
  });
});

describe("--format github", () => {
  const inActions = { env: { GITHUB_ACTIONS: "true" } };

  it("marks the place of a fault, and says it to people too", async () => {
    const run = await runOn({ "cache.schema.yaml": FAULTY }, ["--format", "github"]);
    expect(run).toMatchObject({ exitCode: 1, stdout: "" });
    expect(run.stderr).toContain("cache.schema.yaml:9:18: CG3006");
    expect(run.stderr).toMatch(
      /^::error file=cache.schema.yaml,line=9,col=18,title=CG3006::there is no type "Usr"/m,
    );
  });

  it("is usual inside GitHub Actions, unless another is asked for", async () => {
    const files = { "cache.schema.yaml": FAULTY };
    expect((await runOn(files, [], inActions)).stderr).toContain("::error file=");
    const human = await runOn(files, ["--format", "human"], inActions);
    expect(human.stderr).not.toContain("::error");
  });

  it("finds the place from the root of the checkout", async () => {
    const project = projectOf({ "packages/a/cache.schema.yaml": FAULTY });
    const env = { ...inActions.env, GITHUB_WORKSPACE: project.root };
    const run = await project.run([], { env, folder: "packages/a" });
    expect(run.stderr).toContain("::error file=packages/a/cache.schema.yaml,line=9,");
  });

  it("escapes what would end a command or a property early", async () => {
    const project = projectOf({ "a,b:c%.yaml": FAULTY });
    const run = await project.run(["a,b:c%.yaml", "--format", "github"]);
    expect(run.stderr).toContain("::error file=a%2Cb%3Ac%25.yaml,line=9,");
    const marks = run.stderr.split("\n").filter((line) => line.startsWith("::"));
    expect(marks).toHaveLength(1);
  });

  it.each(["::set-env name=A::b", "##[add-path]/tmp"])(
    "lets no text of a schema be taken for a command: %s",
    async (command) => {
      const text = `version: 1\n${JSON.stringify(command)}: 1\n? |\n  ${command}\n  ${command}\n: 2\n`;
      const run = await runOn({ "cache.schema.yaml": text }, ["--format", "github"]);
      expect(run.exitCode).toBe(1);
      const lines = run.stderr.split("\n").filter((line) => !line.startsWith("::error "));
      expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
    },
  );

  const armed = [
    " ::error::owned",
    " \t::error::owned",
    " \u{85}::error::owned",
    "-x\r::error::owned\r",
    "+x ##[error]owned",
  ];

  it.each(armed)("lets no line of a diff be taken for a command: %j", (line) => {
    expect(commandsIn(shownDiff(line, "github"))).toEqual([]);
    expect(shownDiff(line, "github")).toContain("owned");
  });

  it.each(armed)("would have it be taken for one without its guard: %j", (line) => {
    expect(commandsIn(shownDiff(line, "human"))).toHaveLength(1);
  });

  it("guards what check shows of a generated file", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    await project.run([]);
    const text = readFileSync(project.path("generated/users.ts"), "utf8");
    project.write("generated/users.ts", `${text}x\r::error::owned\n//##[error]owned\n`);
    expect(commandsIn((await project.run(["check"])).stdout)).toHaveLength(2);
    expect(commandsIn((await project.run(["check"], inActions)).stdout)).toEqual([]);
  });

  it("leaves a file that was asked for as it is", async () => {
    const text = `${SCHEMA}        key: "a##[x]/{id}"\n`;
    const run = await runOn({ "cache.schema.yaml": text }, ["--stdout", "users.ts"], inActions);
    expect(run.stdout, run.stderr).toContain("##[x]");
  });

  it("marks refusals, usage errors and bugs", async () => {
    const project = projectOf({ ".git/HEAD": "", "a.yaml": SCHEMA });
    const missing = await project.run([], inActions);
    expect(missing.stderr).toMatch(/^::error title=CG9001::/m);
    const misused = await project.run(["genrate"], inActions);
    expect(misused.stderr).toMatch(/^::error title=CG9011::unknown command 'genrate'%0A/m);
    const pipeline = countingPipeline({ generate: () => Promise.reject(new TypeError("oops")) });
    const broken = await project.run(["a.yaml"], { ...inActions, pipeline });
    expect(broken.stderr).toMatch(/^::error title=CG9012::/m);
  });
});

describe("a text under backends that may be a password", () => {
  it.each(["human", "json", "github"])("is in no report, with --format %s", async (format) => {
    const backends = '{ a: "hunter2", b: memroy, c: { d: hunter2 }, e: "hunter2: @x" }';
    const text = SCHEMA.replace("regions:", `backends: ${backends}\nregions:`);
    const run = await runOn({ "cache.schema.yaml": text }, ["--format", format]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout + run.stderr).toContain("CG3012");
    expect(run.stdout + run.stderr).toContain("memroy");
    expect(run.stdout + run.stderr).not.toContain("hunter2");
  });
});

describe("a text under backends in a schema that YAML cannot read", () => {
  const lines = [
    'main: "redis://user:hunter2@host:6379',
    "main: redis://user:hun ter2@host: x",
    "main: 'redis://user:hunter2@host' x",
    "main: {url: hunter2",
    "main: hunter2: x",
    'main: "hunter2\\q"',
    "main: @hunter2",
    "main: `hunter2`",
    "main: %hunter2",
    "main: *hunter2",
    "main: &hunter2 x",
    "main: !hunter2 x",
    "main:hunter2",
    "main: redis://user:hunter2",
    "password: hunter2: y",
    'main: "x\n    hunter2: z',
    "main: none\n  # hunter2\n  other: hunter2: x",
  ];
  const runs = lines.flatMap((line) =>
    ["human", "json", "github"].map((format) => ({ line, format })),
  );

  it.each(runs)("is not shown: $line, with --format $format", async ({ line, format }) => {
    const text = SCHEMA.replace("regions:", `backends:\n  ${line}\nregions:`);
    const run = await runOn({ "cache.schema.yaml": text }, ["--format", format]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout + run.stderr).toMatch(/CG[123]0/);
    expect(run.stdout + run.stderr).not.toMatch(/hun\s?ter2/);
  });

  it("keeps the names, the signs of YAML, and the other sections", async () => {
    const backends =
      'backends:\n  main: "redis://h:1\n  next: ${CACHE_URL:-memory} # of the fleet\n';
    const text = SCHEMA.replace("regions:", `${backends}regions:`);
    const run = await runOn({ "cache.schema.yaml": text }, []);
    expect(run.stderr).toContain('main: "*****:***:*');
  });
});

describe("--quiet", () => {
  it("hides what says that all is well", async () => {
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, ["-q"]);
    expect(run).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  it("hides neither faults nor what was asked for", async () => {
    const project = projectOf({ "cache.schema.yaml": FAULTY });
    expect((await project.run(["--quiet"])).stderr).toContain("CG3006");
    project.write("cache.schema.yaml", SCHEMA);
    const run = await project.run(["check", "--quiet"]);
    expect(run.stdout).toContain("missing:\n");
    expect(run.stderr).toContain("CG9008");
  });
});

describe("colours", () => {
  const stale = async (call: Call, ...argv: readonly string[]): Promise<string> => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    await project.run([]);
    project.write("generated/users.ts", "export {};\n");
    return (await project.run(["check", ...argv], call)).stdout;
  };

  it("mark what a diff adds and takes away", async () => {
    const stdout = await stale({ isTTY: true });
    expect(stdout).toContain("\u{1b}[31m-export {};\u{1b}[39m");
    expect(stdout).toContain("\u{1b}[32m+");
  });

  it.each([
    [{ isTTY: true }, ["--no-color"]],
    [{ env: { FORCE_COLOR: "1" } }, ["--no-color"]],
    [{ isTTY: true, env: { NO_COLOR: "1" } }, []],
    [{}, []],
  ])("are left out with %j %j", async (call, argv) => {
    expect(await stale(call, ...argv)).not.toContain("\u{1b}");
  });

  it("are left out of a usage error with --no-color", async () => {
    const run = await runOn({}, ["--no-color", "genrate"], { isTTY: true });
    expect(run.stderr).not.toContain("\u{1b}");
  });
});
