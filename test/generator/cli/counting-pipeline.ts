import { PIPELINE, type Pipeline } from "../../../generator/cli/pipeline.js";
import { surface } from "../surface/surface-parts.js";

/** Steps that make one file, and count what was asked of them. */
export function countingPipeline(
  overrides: Partial<Pipeline> = {},
): Pipeline & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    readSchema: PIPELINE.readSchema,
    async generate(_, schemaName) {
      asked.push(`generate ${schemaName}`);
      return { files: new Map([["users.ts", "export {};\n"]]), surface: surface() };
    },
    async isCurrent() {
      return false;
    },
    async removeLeftovers() {
      asked.push("removeLeftovers");
    },
    async writeOutput() {
      asked.push("writeOutput");
      return { written: ["users.ts"], unchanged: [], removed: [], kept: [] };
    },
    async compareOutput() {
      return { changed: [], missing: [], orphaned: [], edited: [], foreign: [] };
    },
    async readOutput() {
      return new Map();
    },
    ...overrides,
  };
}
