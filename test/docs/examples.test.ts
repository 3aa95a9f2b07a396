import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSchema } from "../../generator/schema/read-schema.js";
import { blocksIn, readPages } from "./page.js";
import { ExampleProject, excerptsOf, programsOf } from "./project.js";

const pages = readPages();
const project = new ExampleProject();

beforeAll(async () => {
  for (const page of pages) await project.add(page);
});

afterAll(() => {
  project.remove();
});

describe("schemas", () => {
  const schemas = pages.flatMap((page) =>
    blocksIn(page, "yaml").map((block) => ({ ...block, place: `${page.path}:${block.line}` })),
  );

  it.each(schemas)("$place has the faults it claims, or none", ({ text, label }) => {
    const claimed = label.startsWith("faulty") ? label.split(" ").slice(1) : [];
    expect(
      readSchema(text)
        .diagnostics.map(({ code }) => code)
        .sort(),
    ).toEqual(claimed.sort());
  });
});

describe("programs", () => {
  it("fit what the schema of their page generates", async () => {
    expect(await project.typeCheck()).toEqual({ output: "", exitCode: 0 });
  });

  const programs = pages.flatMap((page) =>
    programsOf(page).map((block) => ({ page, block, place: `${page.path}:${block.line}` })),
  );

  it.concurrent.each(programs)("$place runs to its end", async ({ page, block }) => {
    const { output, exitCode } = await project.run(page, block);
    expect(exitCode, output).toBe(0);
    const shown = blocksIn(page, "text").find(({ label }) => label === `${block.label} prints`);
    if (shown !== undefined) expect(output).toBe(shown.text);
  });
});

describe("excerpts of generated code", () => {
  const excerpts = pages.flatMap((page) =>
    excerptsOf(page).map((block) => ({ page, block, place: `${page.path}:${block.line}` })),
  );

  it.each(excerpts)("$place is what is generated", ({ page, block }) => {
    expect(project.generated(page, block.label)).toContain(block.text);
  });
});
