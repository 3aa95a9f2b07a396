import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateOutput } from "../../generator/generate.js";
import { readSchema } from "../../generator/schema/read-schema.js";
import { compareOutput } from "../../generator/write/output.js";
import { ROOT } from "./imports.js";

describe("generated/", () => {
  it("is what this generator makes of cache.schema.yaml", async () => {
    const name = "cache.schema.yaml";
    const { model, diagnostics } = readSchema(readFileSync(join(ROOT, name), "utf8"));
    expect(diagnostics).toEqual([]);
    if (model === undefined) throw new Error("a schema without faults gave no model");
    const { files } = await generateOutput(model, name);
    expect(files.size).toBeGreaterThan(3);
    expect(await compareOutput(join(ROOT, "generated"), files)).toEqual({
      changed: [],
      missing: [],
      orphaned: [],
      edited: [],
      foreign: [],
    });
  });
});
