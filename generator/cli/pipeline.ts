import type { Output } from "../generate.js";
import type { SchemaModel } from "../schema/model.js";
import type { SchemaReading } from "../schema/read-schema.js";
import type { Comparison, Origin, WriteSummary } from "../write/output.js";

/** The schema that output is made from. */
export type SchemaOrigin = Omit<Origin, "surface">;

/** The steps behind the commands. */
export interface Pipeline {
  readSchema(text: string): Promise<SchemaReading>;
  generate(model: SchemaModel, schemaName: string): Promise<Output>;
  isCurrent(folder: string, schemaHash: string): Promise<boolean>;
  removeLeftovers(folder: string): Promise<void>;
  writeOutput(folder: string, output: Output, schema: SchemaOrigin): Promise<WriteSummary>;
  compareOutput(folder: string, output: Output): Promise<Comparison>;
  readOutput(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** The real steps; each loads what it needs when it is taken, so that `--help` loads none. */
export const PIPELINE: Pipeline = {
  async readSchema(text) {
    const { readSchema } = await import("../schema/read-schema.js");
    return readSchema(text);
  },
  async generate(model, schemaName) {
    const { generateOutput } = await import("../generate.js");
    return generateOutput(model, schemaName);
  },
  async isCurrent(folder, schemaHash) {
    const { isCurrent } = await import("../write/output.js");
    return isCurrent(folder, schemaHash);
  },
  async removeLeftovers(folder) {
    const { removeLeftovers } = await import("../write/leftovers.js");
    return removeLeftovers(folder);
  },
  async writeOutput(folder, { files, surface }, schema) {
    const { writeOutput } = await import("../write/output.js");
    return writeOutput(folder, files, { ...schema, surface });
  },
  async compareOutput(folder, { files, surface }) {
    const { compareOutput } = await import("../write/output.js");
    return compareOutput(folder, files, surface);
  },
  async readOutput(folder, names) {
    const { readOutput } = await import("../write/output.js");
    return readOutput(folder, names);
  },
};
