import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { manifestText } from "../../../generator/write/manifest.js";
import { functionSurface, surface } from "../surface/surface-parts.js";
import { projectOf, SCHEMA, type Project } from "./project.js";

const NAME = "cache.schema.yaml";
const MANIFEST = "generated/.cachegen.json";
const OTHER_KEYS = SCHEMA.replace("id: string", "id: string\n          tenant: string");

function git(project: Project, ...args: readonly string[]): void {
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  execFileSync("git", [...who, ...args], { cwd: project.root, stdio: "pipe" });
}

/** A project whose schema was generated. */
async function generated(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const project = projectOf({ [NAME]: SCHEMA, ...files });
  await project.run([]);
  return project;
}

/** One that was committed on the branch `main` besides. */
async function committed(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const project = await generated(files);
  git(project, "init", "-q", "-b", "main");
  git(project, "add", "-A");
  git(project, "commit", "-q", "-m", "first");
  return project;
}

interface Document {
  readonly exitCode: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly line?: number;
    readonly message: string;
    readonly hint?: string;
  }[];
  readonly schemas: readonly {
    readonly status: string;
    readonly isNew?: boolean;
    readonly changes?: readonly {
      readonly category: string;
      readonly subject: string;
      readonly approvedBy?: number;
    }[];
  }[];
}

async function compared(project: Project, argv: readonly string[]): Promise<Document> {
  const { stdout, exitCode } = await project.run(["breaking", ...argv, "--format", "json"]);
  const document = JSON.parse(stdout) as Document;
  expect(document.exitCode).toBe(exitCode);
  return document;
}

describe("cachegen breaking", () => {
  it("finds nothing where nothing has changed", async () => {
    const project = await generated();
    const run = await project.run(["breaking", "--against", "generated"]);
    expect(run).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "cache.schema.yaml: nothing broken since generated\n",
    });
    expect((await project.run(["breaking", "--against", "generated", "--quiet"])).stderr).toBe("");
  });

  it("tells what breaks, at its place, and exits with 1", async () => {
    const project = await generated();
    project.write(NAME, OTHER_KEYS);
    const { exitCode, stderr } = await project.run(["breaking", "--against", MANIFEST]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "cache.schema.yaml:6:7: CG6001 KEY: the keys of users.getUser were shop:users:getUser:{id}, and are shop:users:getUser:{id}:{tenant}\n",
    );
    expect(stderr).toContain("if that is meant, give users.getUser version: 2\n");
    expect(stderr).toMatch(/1 KEY, 1 SOURCE broken since generated\/.cachegen.json\n$/);
  });

  it("reads the generated files neither to compare nor to be current", async () => {
    const project = await generated();
    project.write("before.json", readManifest(project));
    rmSync(project.path("generated"), { recursive: true });
    const { schemas } = await compared(project, ["--against", "before.json"]);
    expect(schemas).toMatchObject([{ status: "compatible", isNew: false, changes: [] }]);
  });

  it("takes a version that was raised for approval, and says so", async () => {
    const project = await generated();
    project.write(NAME, SCHEMA.replace("getUser:", "getUser:\n        version: 2"));
    const run = await project.run(["breaking", "--against", "generated"]);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toBe(
      "KEY: the keys of users.getUser were shop:users:getUser:{id}, and are shop:users:getUser@2:{id} (approved by version 2)\n" +
        "cache.schema.yaml: nothing broken since generated, 1 more approved by a version\n",
    );
    const { schemas } = await compared(project, ["--against", "generated"]);
    expect(schemas[0]?.changes).toMatchObject([
      { category: "KEY", subject: "users.getUser", approvedBy: 2 },
    ]);
  });

  it("shows nothing of a manifest that a terminal would act on", async () => {
    const project = projectOf({ [NAME]: SCHEMA });
    const { version, ...get } = functionSurface({ key: "\u001b[31m\n::error::" });
    for (const earlier of [version, version - 1]) {
      const functions = { "users.getUser": { ...get, version: earlier } };
      const origin = { outputRevision: 1, schema: NAME, schemaHash: "", files: new Map() };
      const shown = surface({ namespace: "shop", regions: { users: {} }, functions });
      project.write("before.json", manifestText({ ...origin, surface: shown }));
      const { stderr } = await project.run(["breaking", "--against", "before.json"]);
      expect(stderr).toContain("KEY: the keys of users.getUser were ");
      expect(stderr).not.toMatch(/\u001b|^::/m);
    }
  });

  it("tells what has no place in the schema any more without one", async () => {
    const project = await generated({ [NAME]: `${SCHEMA}types:\n  Day: date\n` });
    project.write(NAME, SCHEMA.replace(/ {4}functions:[^]*/, "    functions: {}\n"));
    const { diagnostics } = await compared(project, ["--against", "generated"]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: "CG6003",
        line: 4,
        message: expect.stringContaining("users.getUser is gone"),
      }),
      expect.objectContaining({
        code: "CG6003",
        file: NAME,
        message: "SOURCE: the type Day is gone",
      }),
    ]);
    expect(diagnostics[1]).not.toHaveProperty("line");
  });

  it("marks places for GitHub", async () => {
    const project = await generated();
    project.write(NAME, OTHER_KEYS);
    const { stderr } = await project.run([
      "breaking",
      "--against",
      "generated",
      "--format",
      "github",
    ]);
    expect(stderr).toContain("::error file=cache.schema.yaml,line=6,col=7,title=CG6001::KEY: ");
  });

  it("reports the faults of a schema first", async () => {
    const project = await generated();
    project.write(NAME, SCHEMA.replace("returns: string", "returns: strng"));
    const { exitCode, diagnostics } = await compared(project, ["--against", "generated"]);
    expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([1, ["CG3006"]]);
  });

  it("has to be told what was before", async () => {
    const { exitCode, diagnostics } = await compared(await generated(), []);
    expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([2, ["CG9011"]]);
  });
});

function readManifest(project: Project): string {
  return readFileSync(project.path(MANIFEST), "utf8");
}

describe("cachegen breaking --against git:", () => {
  it("compares with a branch, a tag or a commit, from wherever it is called", async () => {
    const project = await committed({ "src/a.txt": "" });
    git(project, "tag", "v1");
    project.write(NAME, OTHER_KEYS);
    await project.run([]);
    git(project, "commit", "-q", "-a", "-m", "second");
    for (const ref of ["git:v1", "git:main~1", "git:HEAD^"]) {
      expect((await project.run(["breaking", "--against", ref])).exitCode, ref).toBe(1);
      expect((await project.run(["breaking", "--against", ref], { folder: "src" })).exitCode).toBe(
        1,
      );
    }
    expect((await project.run(["breaking", "--against", "git:main"])).exitCode).toBe(0);
  });

  it("compares several schemas in one run, each with its own", async () => {
    const project = projectOf({ [`a/${NAME}`]: SCHEMA, [`b/${NAME}`]: SCHEMA });
    await project.run(["generate", "*/cache.schema.yaml"]);
    git(project, "init", "-q", "-b", "main");
    git(project, "add", "-A");
    git(project, "commit", "-q", "-m", "first");
    project.write(`b/${NAME}`, OTHER_KEYS);
    const argv = ["*/cache.schema.yaml", "--against", "git:main"];
    const { schemas } = await compared(project, argv);
    expect(schemas.map(({ status }) => status)).toEqual(["compatible", "breaking"]);
    const { stderr } = await project.run(["breaking", ...argv]);
    expect(stderr).toMatch(/2 schemas: 1 compatible, 1 breaking\n$/);
    const one = await compared(project, ["*/cache.schema.yaml", "--against", "a/generated"]);
    expect([one.exitCode, one.diagnostics[0]?.code]).toEqual([2, "CG9011"]);
  });

  it("finds what was generated in the folder of then, and says that imports break", async () => {
    const project = await committed();
    renameSync(project.path("generated"), project.path("made"));
    project.write(NAME, `output: made\n${SCHEMA}`);
    const { exitCode, diagnostics, schemas } = await compared(project, ["--against", "git:main"]);
    expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([1, ["CG6003"]]);
    expect(diagnostics[0]?.message).toContain("were in generated/, and are in made");
    expect(schemas[0]?.changes).toHaveLength(1);
  });

  it("takes a schema for new that the commit does not have", async () => {
    const project = await committed();
    project.write(`more/${NAME}`, SCHEMA);
    const argv = [`more/${NAME}`, "--against", "git:main"];
    expect((await project.run(["breaking", ...argv])).stderr).toBe(
      `more/${NAME} is new since git:main\n`,
    );
    const { exitCode, schemas } = await compared(project, argv);
    expect([exitCode, schemas[0]?.isNew]).toEqual([0, true]);
  });

  it("asks the repository of the schema, whatever a hook of another one says", async () => {
    const project = await committed();
    const other = await committed();
    process.env["GIT_DIR"] = other.path(".git");
    try {
      git(other, "tag", "theirs");
      const argv = ["breaking", "--against", "git:theirs"];
      expect((await project.run(argv)).stderr).toContain('git knows no commit called "theirs"');
    } finally {
      delete process.env["GIT_DIR"];
    }
  });

  it.each(["nope", "", "--help", "-x", "HEAD:generated", "a\nb"])(
    "refuses %j, which is no commit, with a cure",
    async (ref) => {
      const project = await committed();
      const { exitCode, diagnostics } = await compared(project, ["--against", `git:${ref}`]);
      expect(exitCode).toBe(2);
      expect(diagnostics).toEqual([
        expect.objectContaining({
          code: "CG9014",
          hint: expect.stringContaining("git:origin/main"),
        }),
      ]);
    },
  );

  it("says what git says where there is no repository", async () => {
    const project = await generated();
    const { exitCode, diagnostics } = await compared(project, ["--against", "git:main"]);
    expect([exitCode, diagnostics[0]?.code]).toEqual([2, "CG9014"]);
    expect(diagnostics[0]?.message).toMatch(/^git says: fatal: not a git repository/);
  });

  it("says so where git is not installed", async () => {
    const project = await committed();
    const path = process.env["PATH"];
    process.env["PATH"] = project.root;
    try {
      const { exitCode, diagnostics } = await compared(project, ["--against", "git:main"]);
      expect([exitCode, diagnostics[0]?.code]).toEqual([2, "CG9014"]);
      expect(diagnostics[0]?.message).toContain("not installed");
    } finally {
      process.env["PATH"] = path;
    }
  });

  it("refuses a commit that has the schema and not what is generated", async () => {
    const project = await committed({ ".gitignore": "generated\n" });
    const { exitCode, diagnostics } = await compared(project, ["--against", "git:main"]);
    expect([exitCode, diagnostics[0]?.code]).toEqual([2, "CG9014"]);
    expect(diagnostics[0]?.message).toBe(`main has no ${MANIFEST}`);
  });
});

describe("cachegen breaking, where there is nothing to compare with,", () => {
  it("refuses a path that leads nowhere", async () => {
    const { exitCode, diagnostics } = await compared(await generated(), ["--against", "main"]);
    expect([exitCode, diagnostics[0]?.code]).toEqual([2, "CG9014"]);
    expect(diagnostics[0]?.hint).toContain("git:main");
  });

  it.each([
    ["an older form", '{"manifestVersion":2,"outputRevision":7}', /older cachegen/],
    ["a newer form", '{"manifestVersion":4}', /newer cachegen/],
    [
      "a form of today that was edited",
      '{"manifestVersion":3,"outputRevision":8}',
      /edited or merged/,
    ],
    ["no form at all", "{}", /is no manifest/],
    ["no JSON", "<<<<<<< HEAD", /is no manifest/],
  ])("refuses a manifest of %s, with a cure", async (_, text, says) => {
    const project = projectOf({ [NAME]: SCHEMA });
    mkdirSync(project.path("before"));
    writeFileSync(project.path("before/.cachegen.json"), text);
    const { exitCode, diagnostics } = await compared(project, ["--against", "before"]);
    expect([exitCode, diagnostics[0]?.code]).toEqual([2, "CG9015"]);
    expect(diagnostics[0]?.message).toMatch(says);
    expect(diagnostics[0]?.hint).toBeTypeOf("string");
  });
});
