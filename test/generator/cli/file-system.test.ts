import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { giveAway, unprivileged } from "../../support/unprivileged.js";
import { Project, SCHEMA, type Run } from "./project.js";

const projects: Project[] = [];

afterEach(() => {
  for (const project of projects.splice(0)) {
    for (const name of ["generated", "locked", "cache.schema.yaml"]) {
      if (existsSync(project.path(name))) chmodSync(project.path(name), 0o755);
    }
    project.remove();
  }
});

function projectOf(files: Readonly<Record<string, string>> = {}): Project {
  const project = new Project({ "package.json": "{}", "cache.schema.yaml": SCHEMA, ...files });
  projects.push(project);
  return project;
}

function schemaTo(output: string): string {
  return `output: ${output}\n${SCHEMA}`;
}

/** Expects a message with a code, and nothing of the program's insides. */
function expectRefusal(run: Run, code: string, exitCode = 1): void {
  expect(run.exitCode, run.stderr).toBe(exitCode);
  expect(run.stderr).toContain(code);
  expect(run.stderr).not.toMatch(/^ +at |Error:/m);
}

/** Runs the command line as somebody to whom files can be denied, and to whom those of the project belong. */
function runDenied(project: Project): Promise<Run> {
  giveAway(project.root);
  return unprivileged(() => project.run([]));
}

describe("what may not be written", () => {
  // Modules are loaded as whoever runs the tests.
  beforeAll(() => projectOf().run([]));

  it("leaves an output folder that is read-only as it is", async () => {
    const project = projectOf();
    await project.run([]);
    const before = readFileSync(project.path("generated/users.ts"), "utf8");
    project.write("cache.schema.yaml", SCHEMA.replace("getUser", "getPerson"));
    chmodSync(project.path("generated"), 0o555);
    const denied = await runDenied(project);
    expectRefusal(denied, "CG9006 cannot use ");
    // Whether it is seen beforehand depends on how the superuser became somebody else.
    expect(denied.stderr).toMatch(/cannot use (generated\/|the output folder): permission denied/);
    expect(readFileSync(project.path("generated/users.ts"), "utf8")).toBe(before);
    chmodSync(project.path("generated"), 0o755);
    expect((await runDenied(project)).exitCode).toBe(0);
  });

  it("makes no folder in one that is read-only", async () => {
    const project = projectOf({ "cache.schema.yaml": schemaTo("locked/cache") });
    mkdirSync(project.path("locked"), { mode: 0o555 });
    expectRefusal(await runDenied(project), "CG9006");
    expect(readdirSync(project.path("locked"))).toEqual([]);
  });

  it("says which schema may not be read", async () => {
    const project = projectOf();
    chmodSync(project.path("cache.schema.yaml"), 0);
    const message = "CG9002 cannot read cache.schema.yaml: permission denied";
    expectRefusal(await runDenied(project), message, 2);
  });
});

describe("an output that is not a folder", () => {
  it("stays the file it is", async () => {
    const project = projectOf({ generated: "mine\n" });
    expectRefusal(await project.run([]), "CG9005");
    expect(readFileSync(project.path("generated"), "utf8")).toBe("mine\n");
  });

  it("stays the link it is, where that leads out of the project", async () => {
    const outside = projectOf();
    const project = projectOf();
    symlinkSync(outside.root, project.path("generated"));
    expectRefusal(await project.run([]), "CG9004");
    expect(readdirSync(outside.root).sort()).toEqual(["cache.schema.yaml", "package.json"]);
  });

  it("stays the link it is, where that leads nowhere", async () => {
    const project = projectOf();
    symlinkSync(project.path("nowhere"), project.path("generated"));
    expectRefusal(await project.run([]), "is a symbolic link");
    expect(existsSync(project.path("nowhere"))).toBe(false);
  });

  it("stays the link it is, where that leads in a circle", async () => {
    const project = projectOf();
    symlinkSync(project.path("generated"), project.path("generated"));
    expectRefusal(await project.run([]), "CG9");
  });
});

describe("an output outside of the project", () => {
  it.each(["../outside", "../../outside", "src/../../outside", "..", "./.."])(
    "is refused as %s",
    async (output) => {
      const project = projectOf({ "inner/package.json": "{}" });
      project.write("inner/cache.schema.yaml", schemaTo(output));
      const before = readdirSync(project.root).sort();
      expectRefusal(await project.run([], { folder: "inner" }), "CG9004");
      expect(readdirSync(project.root).sort()).toEqual(before);
      expect(readdirSync(project.path("inner")).sort()).toEqual([
        "cache.schema.yaml",
        "package.json",
      ]);
    },
  );
});

describe("an output that belongs to others", () => {
  it.each([
    "./node_modules/q",
    "./NODE_MODULES/q",
    "./.git/hooks",
    "./.GIT/hooks",
    "./a/Node_Modules",
  ])("is refused as %s", async (output) => {
    const project = projectOf({ "cache.schema.yaml": schemaTo(output) });
    expectRefusal(await project.run([]), "CG9004");
    expect(readdirSync(project.root).sort()).toEqual(["cache.schema.yaml", "package.json"]);
  });
});

describe("a path", () => {
  it("that has too long a name is a message", async () => {
    const project = projectOf({ "cache.schema.yaml": schemaTo(`./${"a".repeat(300)}`) });
    expectRefusal(await project.run([]), "CG9006");
    expect(readdirSync(project.root).sort()).toEqual(["cache.schema.yaml", "package.json"]);
  });

  it("that is too long as a whole is a message", async () => {
    const output = Array.from({ length: 40 }, () => "a".repeat(200)).join("/");
    const project = projectOf({ "cache.schema.yaml": schemaTo(`./${output}`) });
    expectRefusal(await project.run([]), "CG9006");
    expect(readdirSync(project.root).sort()).toEqual(["cache.schema.yaml", "package.json"]);
  });

  it("of a schema that is too long is a message", async () => {
    const run = await projectOf().run(["--config", `${"a".repeat(5_000)}.yaml`]);
    expectRefusal(run, "its name is too long", 2);
  });

  it("of a schema that is a folder is a message", async () => {
    const project = projectOf();
    mkdirSync(project.path("schemas.yaml"));
    const message = "CG9002 cannot read schemas.yaml: it is not a file";
    expectRefusal(await project.run(["--config", "schemas.yaml"]), message, 2);
  });
});

describe("files of others in the output folder", () => {
  it("are never deleted or changed, whatever they are called", async () => {
    const foreign = {
      "generated/notes.md": "notes\n",
      "generated/.gitkeep": "",
      "generated/people.ts": "export const people = 1;\n",
      "generated/sub/users.ts": "deep\n",
      "generated/users.test.ts": "// a test\n",
    };
    const project = projectOf(foreign);
    expect((await project.run([])).exitCode).toBe(0);
    project.write("cache.schema.yaml", SCHEMA.replace("users:", "members:"));
    expect((await project.run([])).exitCode).toBe(0);
    for (const [name, text] of Object.entries(foreign)) {
      expect(readFileSync(project.path(name), "utf8")).toBe(text);
    }
    expect(existsSync(project.path("generated/users.ts"))).toBe(false);
    expect(existsSync(project.path("generated/members.ts"))).toBe(true);
  });

  it("stop a schema that would generate a file of their name", async () => {
    const project = projectOf();
    await project.run([]);
    writeFileSync(project.path("generated/people.ts"), "export const mine = 1;\n");
    project.write("cache.schema.yaml", SCHEMA.replace("users:", "people:"));
    expectRefusal(await project.run([]), "CG9006 people.ts");
    expect(readFileSync(project.path("generated/people.ts"), "utf8")).toContain("mine");
    expect(existsSync(project.path("generated/users.ts"))).toBe(true);
  });

  it("stay when they took the place of a generated one, and the cure is said", async () => {
    const project = projectOf();
    await project.run([]);
    const mine = "export const mine = 1;\n";
    project.write("generated/users.ts", mine);
    const run = await project.run([]);
    expectRefusal(run, "CG9006 users.ts in the output folder does not bear the mark of cachegen");
    expect(run.stderr).toContain("hint: move it away, or delete what you do not need\n");
    expect(readFileSync(project.path("generated/users.ts"), "utf8")).toBe(mine);
  });

  it("stay when they were let be once, and their name is generated again", async () => {
    const project = projectOf();
    await project.run([]);
    project.write("generated/users.ts", "// my precious work\n");
    project.write("cache.schema.yaml", SCHEMA.replace("users:", "orders:"));
    expectRefusal(await project.run([]), "CG9007");
    project.write("cache.schema.yaml", SCHEMA);
    expectRefusal(await project.run([]), "CG9006 users.ts");
    expect(readFileSync(project.path("generated/users.ts"), "utf8")).toBe("// my precious work\n");
    expect(existsSync(project.path("generated/orders.ts"))).toBe(true);
  });

  it("stay when they were generated once and edited since", async () => {
    const project = projectOf();
    await project.run([]);
    const edited = `${readFileSync(project.path("generated/users.ts"), "utf8")}// by hand\n`;
    project.write("generated/users.ts", edited);
    project.write("cache.schema.yaml", SCHEMA.replace("users:", "people:"));
    expectRefusal(await project.run([]), "CG9007");
    expect(readFileSync(project.path("generated/users.ts"), "utf8")).toBe(edited);
  });
});
