import { EXIT } from "../refusal.js";
import type { CliCommand } from "./command.js";

/** Prints the JSON Schema of the YAML file. */
export const schemaCommand: CliCommand = {
  name: "schema",
  description: "print the JSON Schema of the YAML file, for editors",
  async run({ reporter }) {
    const { editorSchema, editorSchemaText } = await import("../schema/editor/json-schema.js");
    reporter.answer(editorSchemaText(), { jsonSchema: editorSchema() });
    return EXIT.ok;
  },
};
