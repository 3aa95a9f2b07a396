import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { countingPipeline } from "../counting-pipeline.js";
import { projectOf, SCHEMA } from "../project.js";
import { Watching } from "./watching.js";

vi.mock("../../../../generator/cli/watch/content.js", () => ({
  contentOf: async () => randomUUID(),
}));

it("a watch that takes every event for a change would loop on its own output", async () => {
  const project = projectOf({ "cache.schema.yaml": SCHEMA });
  let round = 0;
  const pipeline = countingPipeline({
    async writeOutput() {
      round += 1;
      project.write("own-output.ts", String(round));
      return { written: ["own-output.ts"], unchanged: [], removed: [], kept: [] };
    },
  });
  const watching = new Watching(project, ["watch"], { pipeline });
  for (let seen = 0; seen < 4; seen += 1) await watching.says("waiting");
  await watching.stop();
  expect(round).toBeGreaterThanOrEqual(4);
});
