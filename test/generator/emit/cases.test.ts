import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateOutput } from "../../../generator/generate.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { writeOutput } from "../../../generator/write/output.js";
import { allCases, CASES, filesIn, modelOf, SCHEMA_NAME, schemaHashOf } from "./cases.js";

const cases = allCases();
const root = path.resolve(CASES, "../..");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cachegen-cases-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("generate", () => {
  it("has cases to show", () => {
    expect(cases.map(({ name }) => name)).toContain("shop");
    expect(cases.length).toBeGreaterThan(7);
  });

  // UPDATE_CASES=1 writes what is generated to the expected folders instead: read the difference before keeping it.
  it.each(cases)("writes the expected files of $name", async (each) => {
    const { files, surface } = await generateOutput(await modelOf(each), SCHEMA_NAME);
    const output =
      process.env["UPDATE_CASES"] === "1" ? each.expected : path.join(folder, each.name);
    const schemaPath = path.join(output, "..", SCHEMA_NAME);
    await writeOutput(output, files, { schemaPath, schemaHash: schemaHashOf(each), surface });
    expect(filesIn(output)).toEqual(filesIn(each.expected));
  });

  it.each(cases)("writes the files of $name the same way twice", async (each) => {
    const model = await modelOf(each);
    const once = await generateOutput(model, SCHEMA_NAME);
    const again = await generateOutput(model, SCHEMA_NAME);
    expect([...again.files]).toEqual([...once.files]);
  });

  it.each(cases.filter(({ schema }) => schema !== undefined))(
    "reads the model of $name out of its schema",
    async (each) => {
      expect(readSchema(each.schema ?? "").model).toEqual(await modelOf(each));
    },
  );

  it("writes files that compile under the strictest flags", async () => {
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const run = promisify(execFile)(process.execPath, [tsc, "-p", "test/cases"], { cwd: root });
    const report = await run.then(
      () => "",
      (error: { readonly stdout: string }) => error.stdout,
    );
    // What the runtime itself is accused of is another test's business.
    const accused = report.split("\n").filter((line) => /^(?!runtime\/).*error TS/.test(line));
    expect(accused).toEqual([]);
  });

  it("writes lines that begin no deeper than two spaces a level, without tabs or trailing blanks", () => {
    for (const text of cases.flatMap(({ expected }) => [...filesIn(expected).values()])) {
      expect(text).not.toMatch(/\t|[ ]+\n|\n\n\n|\r/);
      expect(text.endsWith("\n")).toBe(true);
      expect(text.endsWith("\n\n")).toBe(false);
    }
  });

  it("keeps lines within 100 columns where they can be broken", () => {
    const wide = cases
      .filter(({ name }) => name !== "hostile")
      .flatMap(({ expected }) => [...filesIn(expected)])
      // A text of JSON cannot be broken.
      .filter(([name]) => name.endsWith(".ts"))
      .flatMap(([, text]) => text.split("\n").filter((line) => line.length > 100));
    expect(wide).toEqual([]);
  });
});
