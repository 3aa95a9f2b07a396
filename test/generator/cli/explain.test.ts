import { afterEach, describe, expect, it } from "vitest";
import { CODES } from "../../../generator/diagnostic/codes.js";
import { plainText, readCodeSections } from "../../../generator/cli/diagnostics-page.js";
import { Project } from "./project.js";

const project = new Project({});

afterEach(() => project.remove());

describe("cachegen explain", () => {
  it.each(["CG3006", "cg3006", "3006"])("says what %s means, and needs no schema", async (code) => {
    const run = await project.run(["explain", code]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toMatch(/^CG3006 unknown type\n\n/);
    expect(run.stdout).toContain("\n    version: 1\n");
    expect(run.stdout).not.toContain("```");
  });

  it("explains every code there is", async () => {
    for (const code of CODES) {
      expect((await project.run(["explain", code])).stdout.split("\n").length).toBeGreaterThan(4);
    }
  });

  it("lists all codes when none is named", async () => {
    const run = await project.run(["explain"]);
    expect(run.exitCode).toBe(0);
    const listed = run.stdout.trimEnd().split("\n");
    expect(listed.map((line) => line.slice(0, 6))).toEqual([...CODES]);
    expect(listed).toContain("CG3006 unknown type");
  });

  it.each([
    ["CG306", "CG3006"],
    ["GC1001", "CG1001"],
    ["CG30O6", "CG3006"],
  ])("takes %s for a mistyped %s", async (wrong, right) => {
    const run = await project.run(["explain", wrong]);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(`there is no diagnostic code '${wrong}'`);
    expect(run.stderr).toContain(`did you mean "${right}"?`);
  });

  it("says of a whole code that is none which ones there are", async () => {
    const { stderr } = await project.run(["explain", "CG5999"]);
    const codes = CODES.filter((code) => code.startsWith("CG5"));
    expect(stderr).toContain(
      `there are ${codes[0]} to ${codes.at(-1)}; cachegen explain lists all`,
    );
    expect(stderr).not.toContain("did you mean");
    expect((await project.run(["explain", "CG8001"])).stderr).toContain(
      "(cachegen explain lists all)",
    );
  });

  it("leads to the list where nothing is near", async () => {
    const run = await project.run(["explain", "constructor"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("cachegen explain lists all");
  });

  it("answers programs with the section", async () => {
    const run = await project.run(["explain", "CG1008", "--format", "json"]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      exitCode: 0,
      answer: { code: "CG1008", title: "indented with a tab" },
    });
  });
});

describe("the sections of the reference", () => {
  it("end where the next section or group begins", () => {
    const page = "# D\n\n## G\n\n### CG1001: one\n\nA.\n\n## H\n\nB.\n\n### CG1002: two\n\nC.\n";
    expect(readCodeSections(page)).toEqual([
      { code: "CG1001", title: "one", text: "A." },
      { code: "CG1002", title: "two", text: "C." },
    ]);
  });

  it("become text without marks, links written out", () => {
    expect(
      plainText("See [the types](schema.md#types).\n\n```yaml\na:\n\n  b: 1\n```\n\nEnd."),
    ).toBe("See the types (docs/schema.md#types).\n\n    a:\n\n      b: 1\n\nEnd.");
  });
});
