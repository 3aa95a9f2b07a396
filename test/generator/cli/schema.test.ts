import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { editorSchema } from "../../../generator/schema/editor/json-schema.js";
import { Project } from "./project.js";

const project = new Project({});

afterEach(() => project.remove());

describe("cachegen schema", () => {
  it("prints what the package ships as schema/cache.schema.json", async () => {
    const shipped = new URL("../../../schema/cache.schema.json", import.meta.url);
    const run = await project.run(["schema"]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readFileSync(shipped, "utf8"), "run: cachegen schema > schema/cache.schema.json").toBe(
      run.stdout,
    );
  });

  it("answers programs with the same", async () => {
    const run = await project.run(["schema", "--format", "json"]);
    expect(JSON.parse(run.stdout)).toMatchObject({ answer: { jsonSchema: editorSchema() } });
  });
});
