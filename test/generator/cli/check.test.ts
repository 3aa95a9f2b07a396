import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectOf, SCHEMA, type Project } from "./project.js";

async function generated(): Promise<Project> {
  const project = projectOf({ "cache.schema.yaml": SCHEMA });
  expect((await project.run([])).exitCode).toBe(0);
  return project;
}

/** A project with a file that is generated no more. */
async function withOrphan(): Promise<Project> {
  const more = SCHEMA + SCHEMA.slice(SCHEMA.indexOf("  users:")).replace("users", "posts");
  const project = projectOf({ "cache.schema.yaml": more });
  expect((await project.run([])).exitCode).toBe(0);
  project.write("cache.schema.yaml", SCHEMA);
  return project;
}

describe("cachegen check", () => {
  it("shows how a changed file differs, from what is there to what is generated", async () => {
    const project = await generated();
    project.write("cache.schema.yaml", SCHEMA.replace("getUser", "findUser"));
    const { stdout, exitCode } = await project.run(["check"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("\n\n--- generated/users.ts\n+++ generated/users.ts\n@@ ");
    expect(stdout).toContain("\n-export type GetUser = ");
    expect(stdout).toContain("\n+export type FindUser = ");
  });

  it("prints what patch can apply", async ({ skip }) => {
    if (spawnSync("patch", ["--version"]).error !== undefined) skip("there is no patch here");
    const project = await generated();
    const path = project.path("generated/users.ts");
    const right = readFileSync(path, "utf8");
    const lines = right.split("\n");
    project.write(
      "generated/users.ts",
      ["// mine", ...lines.slice(0, 4), ...lines.slice(6)].join("\n"),
    );
    const { stdout } = await project.run(["check"]);
    spawnSync("patch", ["-p0"], { cwd: project.root, input: stdout });
    expect(readFileSync(path, "utf8")).toBe(right);
  });

  it("hides the diff with --no-diff", async () => {
    const project = await generated();
    project.write("generated/users.ts", "export {};\n");
    const { stdout } = await project.run(["check", "--no-diff"]);
    expect(stdout).toBe("changed, and without the mark of cachegen:\n  generated/users.ts\n");
  });

  it("lists what is missing and orphaned without a diff", async () => {
    const project = await withOrphan();
    rmSync(project.path("generated/serializers.ts"));
    const { stdout } = await project.run(["check"]);
    expect(stdout).toContain(
      "missing:\n  generated/serializers.ts\norphaned:\n  generated/posts.ts\n",
    );
    expect(stdout).not.toContain("--- generated/serializers.ts");
    expect(stdout).not.toContain("--- generated/posts.ts");
  });

  it("says of an orphan that was edited that generate does not remove it", async () => {
    const project = await withOrphan();
    project.write("generated/posts.ts", "// mine\n");
    const { stdout, stderr } = await project.run(["check", "--no-diff"]);
    expect(stdout).toContain("orphaned, but edited by hand:\n  generated/posts.ts\n");
    expect(stderr).toContain(
      "hint: run cachegen generate, and commit what it writes; move or delete what was edited and is generated no more: posts.ts\n",
    );
  });

  it.each(["generate", "check"])(
    "says of a file that lost the mark to move it away: %s",
    async (command) => {
      const project = await generated();
      project.write("generated/users.ts", "// mine\n");
      rmSync(project.path("generated/index.ts"));
      const run = await project.run([command, "--no-diff"].slice(0, command === "check" ? 2 : 1));
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toMatch(/move (it )?away,? or delete what/);
      if (command === "generate") return;
      expect(run.stdout).toBe(
        "changed, and without the mark of cachegen:\n  generated/users.ts\nmissing:\n  generated/index.ts\n",
      );
      expect(run.stderr).toContain(
        "hint: move away or delete what lost the mark of cachegen in its first line: users.ts; run cachegen generate",
      );
      rmSync(project.path("generated/users.ts"));
      expect((await project.run([])).exitCode).toBe(0);
      expect((await project.run(["check"])).exitCode).toBe(0);
    },
  );

  it("names no command where only what was edited is left", async () => {
    const project = await withOrphan();
    project.write("generated/posts.ts", "// mine\n");
    expect((await project.run([])).exitCode).toBe(1);
    const { stderr } = await project.run(["check"]);
    expect(stderr).toContain(
      "hint: move or delete what was edited and is generated no more: posts.ts\n",
    );
    rmSync(project.path("generated/posts.ts"));
    expect((await project.run([])).exitCode).toBe(0);
    expect((await project.run(["check"])).exitCode).toBe(0);
  });

  it("takes a checkout with CRLF for the same, schema included", async () => {
    const project = await generated();
    const names = readdirSync(project.path("generated"));
    for (const name of ["cache.schema.yaml", ...names.map((each) => `generated/${each}`)]) {
      const text = readFileSync(project.path(name), "utf8");
      project.write(name, text.replaceAll("\n", "\r\n"));
    }
    expect((await project.run(["check"])).exitCode).toBe(0);
  });

  it("shows one changed line of a file with CRLF, not all of them", async () => {
    const project = await generated();
    const text = readFileSync(project.path("generated/users.ts"), "utf8");
    project.write("generated/users.ts", `${text}// mine\n`.replaceAll("\n", "\r\n"));
    const { stdout } = await project.run(["check"]);
    expect(stdout.match(/^[-+](?![-+])/gm)).toEqual(["-"]);
  });

  it("leaves the diff out where nearly everything differs", async () => {
    const project = await generated();
    const lines = Array.from({ length: 6_000 }, (_, index) => `// ${index}`);
    project.write("generated/users.ts", lines.join("\n"));
    expect((await project.run(["check"])).stdout).toContain("(over 4000 lines differ)");
  });

  it("shows control characters to a terminal as a sign, and to a file as they are", async () => {
    const project = await generated();
    project.write("generated/users.ts", "// \u{1b}[2J\n");
    const watched = await project.run(["check"], { isTTY: true, env: { NO_COLOR: "1" } });
    expect(watched.stdout).not.toContain("\u{1b}");
    expect((await project.run(["check"])).stdout).toContain("\u{1b}[2J");
  });
});
