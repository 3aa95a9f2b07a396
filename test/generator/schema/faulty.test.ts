import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readText } from "../../../generator/cli/read-text.js";
import { renderDiagnostics, renderNotice } from "../../../generator/diagnostic/render.js";
import { Refusal } from "../../../generator/refusal.js";
import { readSchema } from "../../../generator/schema/read-schema.js";

const FILE = "cache.schema.yaml";
const CASES = new URL("../../cases/faulty/", import.meta.url);

/** Set to write what is reported now as what is expected; read the difference before you keep it. */
const REGENERATES = process.env["UPDATE_DIAGNOSTICS"] === "1";

describe("faulty schemas", () => {
  const names = readdirSync(CASES).sort();

  it("are there", () => {
    expect(names.length).toBeGreaterThanOrEqual(150);
  });

  it.each(names)("%s is reported as expected", async (name) => {
    const expected = new URL(`${name}/diagnostics.txt`, CASES);
    const reported = await reportOf(fileURLToPath(new URL(`${name}/${FILE}`, CASES)));
    if (REGENERATES) writeFileSync(expected, reported);
    expect(reported).toBe(readFileSync(expected, "utf8"));
  });

  it("are shown without a character that a terminal would act on", () => {
    for (const name of names) {
      const reported = readFileSync(new URL(`${name}/diagnostics.txt`, CASES), "utf8");
      expect(reported, name).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
    }
  });

  it("are shown without the password of an address", () => {
    for (const name of names) {
      const reported = readFileSync(new URL(`${name}/diagnostics.txt`, CASES), "utf8");
      expect(reported, name).not.toMatch(/hunter2|hun@ter2|hun\/ter2|secret/);
    }
  });
});

/** What is said of a schema's file, from its bytes on. */
async function reportOf(path: string): Promise<string> {
  try {
    const text = await readText(path, FILE);
    const { model, diagnostics } = readSchema(text);
    expect(model).toBeUndefined();
    return renderDiagnostics(diagnostics, { file: FILE, text });
  } catch (error) {
    if (error instanceof Refusal) return renderNotice(error);
    throw error;
  }
}
