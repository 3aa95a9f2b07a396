import type { SchemaModel } from "../schema/model.js";
import type { SchemaReading } from "../schema/read-schema.js";
import type { Comparison, WriteSummary } from "../write/output.js";

/** Generated files: name inside the output folder to text. */
export type Files = ReadonlyMap<string, string>;

/** The steps behind the commands. */
export interface Pipeline {
  readSchema(text: string): Promise<SchemaReading>;
  generate(model: SchemaModel, schemaName: string): Promise<Files>;
  isCurrent(folder: string, schemaHash: string): Promise<boolean>;
  writeOutput(folder: string, files: Files, schemaHash: string): Promise<WriteSummary>;
  compareOutput(folder: string, files: Files): Promise<Comparison>;
}

/** The real steps; each loads what it needs when it is taken, so that `--help` loads none. */
export const PIPELINE: Pipeline = {
  async readSchema(text) {
    const { readSchema } = await import("../schema/read-schema.js");
    return readSchema(text);
  },
  async generate(model, schemaName) {
    const { generate } = await import("../generate.js");
    return generate(model, schemaName);
  },
  async isCurrent(folder, schemaHash) {
    const { isCurrent } = await import("../write/output.js");
    return isCurrent(folder, schemaHash);
  },
  async writeOutput(folder, files, schemaHash) {
    const { writeOutput } = await import("../write/output.js");
    return writeOutput(folder, files, schemaHash);
  },
  async compareOutput(folder, files) {
    const { compareOutput } = await import("../write/output.js");
    return compareOutput(folder, files);
  },
};
