import { EXIT } from "../refusal.js";
import type { CliCommand } from "./command.js";
import { declareSchemas, declareStdin, onEachSchema } from "./each-schema.js";
import { examine } from "./prepare.js";

/** Checks schemas; reads no generated file and writes none. */
export const validateCommand: CliCommand = {
  name: "validate",
  description: "check the schema alone; write nothing",
  declare(command) {
    declareSchemas(command);
    declareStdin(command);
  },
  run(call) {
    return onEachSchema(call, {
      prepare: (source) => examine(source, call),
      async work({ source: { file } }) {
        call.reporter.outcome({ schema: file, status: "valid" });
        return EXIT.ok;
      },
    });
  },
};
