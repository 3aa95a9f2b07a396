import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderDiagnostics } from "../../../generator/diagnostic/render.js";
import { readSchema } from "../../../generator/schema/read-schema.js";

const CASES = new URL("../../cases/faulty/", import.meta.url);

/** Set to write what is reported now as what is expected; read the difference before you keep it. */
const REGENERATES = process.env["UPDATE_DIAGNOSTICS"] === "1";

describe("faulty schemas", () => {
  const names = readdirSync(CASES).sort();

  it("are there", () => {
    expect(names.length).toBeGreaterThanOrEqual(45);
  });

  it.each(names)("%s is reported as expected", (name) => {
    const file = new URL(`${name}/cache.schema.yaml`, CASES);
    const expected = new URL(`${name}/diagnostics.txt`, CASES);
    const text = readFileSync(file, "utf8");
    const { model, diagnostics } = readSchema(text);
    const reported = renderDiagnostics(diagnostics, { file: "cache.schema.yaml", text });
    if (REGENERATES) writeFileSync(expected, reported);
    expect(model).toBeUndefined();
    expect(reported).toBe(readFileSync(expected, "utf8"));
  });
});
