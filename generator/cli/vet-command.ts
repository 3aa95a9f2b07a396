import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { EXIT } from "../refusal.js";
import type { Call, CliCommand } from "./command.js";
import { declareSchemas, onEachSchema } from "./each-schema.js";
import { examine, type Due } from "./prepare.js";
import type { Compared } from "./report/outcome.js";
import { tellFaults } from "./report/reporter.js";

/** Looks into the user's own code that schemas name; reads no generated file and writes none. */
export const vetCommand: CliCommand = {
  name: "vet",
  description: "compare creators and imported types with the schema; write nothing",
  declare: declareSchemas,
  run(call) {
    return onEachSchema(call, {
      prepare: (source) => examine(source, call),
      async work(due) {
        const { reporter } = call;
        const { file, text } = due.source;
        const diagnostics = await findingsOf(due, call);
        if (diagnostics.length === 0) {
          reporter.outcome({ schema: file, status: "valid", compared: comparedOf(due) });
          return EXIT.ok;
        }
        return tellFaults({ diagnostics, file, text }, reporter);
      },
    });
  },
};

function comparedOf({ imports }: Due): Compared {
  const types = imports
    .filter((use) => use.as === "type")
    .map(({ path, name }) => `${path}#${name}`);
  return { creators: imports.length - types.length, importedTypes: new Set(types).size };
}

async function findingsOf(due: Due, { terminal, pipeline }: Call): Promise<readonly Diagnostic[]> {
  const { model, imports, folder, source } = due;
  if (imports.length === 0) return [];
  // What was generated before may be of another schema. TypeScript says all, whatever language is written.
  const { files } = await pipeline.generate({ ...model, emit: "ts" }, source.schemaName);
  const { vet } = await import("../vet/vet.js");
  const { cwd } = terminal;
  return vet({ model, imports, schemaPath: source.path, folder, files, cwd });
}
