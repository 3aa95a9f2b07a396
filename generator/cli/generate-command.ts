import { suggestion } from "../diagnostic/suggest.js";
import { EXIT, Refusal } from "../refusal.js";
import type { WriteSummary } from "../write/output.js";
import type { Call, CliCommand } from "./command.js";
import { declareSchemas, onEachSchema } from "./each-schema.js";
import { assertWritable } from "./output-folder.js";
import { examine, prepare, type Current, type Due } from "./prepare.js";

/** Writes the generated files. */
export const generateCommand: CliCommand = {
  name: "generate",
  description: "write the generated files (the default)",
  declare(command) {
    declareSchemas(command);
    command.option("--stdout <name>", "print one generated file, such as types.ts; write nothing");
  },
  run(call) {
    const { stdout } = call.options<GenerateOptions>();
    return stdout === undefined ? generateEach(call) : printOne(stdout, call);
  },
};

/** The options of `generate`. */
interface GenerateOptions {
  /** Name of a generated file. */
  readonly stdout?: string;
}

/** Prints one generated file of one schema, and writes nothing; gives the exit code. */
function printOne(name: string, call: Call): Promise<number> {
  let count = 0;
  return onEachSchema(call, {
    prepare(source) {
      count += 1;
      if (count > 1) call.misused("--stdout prints a file of one schema");
      return examine(source, call);
    },
    async work({ model, source }) {
      const { files } = await call.pipeline.generate(model, source.schemaName);
      const text = files.get(name);
      if (text === undefined) throw unknownFile(name, [...files.keys()]);
      call.reporter.answer(text, { name, text });
      return EXIT.ok;
    },
  });
}

function unknownFile(name: string, names: readonly string[]): Refusal {
  const hint = suggestion(name, names);
  const message = `${name} is not generated`;
  return new Refusal("CG9011", message, { exitCode: EXIT.usage, ...(hint && { hint }) });
}

/** Brings the output of every schema a call names up to date; gives the exit code. */
export function generateEach(call: Call): Promise<number> {
  return onEachSchema(call, {
    prepare: (source) => prepare(source, call),
    work: (ready) => bringUpToDate(ready, call),
  });
}

async function bringUpToDate(ready: Current | Due, call: Call): Promise<number> {
  const { folder, shownFolder: output } = ready;
  const schema = ready.source.file;
  await call.pipeline.removeLeftovers(folder);
  if (ready.kind === "current") {
    call.reporter.outcome({ schema, status: "current", output });
    return EXIT.ok;
  }
  const files = await write(ready, call);
  call.reporter.outcome({ schema, status: "written", output, files });
  if (files.kept.length === 0) return EXIT.ok;
  call.reporter.refusal(keptRefusal(files), schema);
  return EXIT.found;
}

async function write(due: Due, { pipeline }: Call): Promise<WriteSummary> {
  const { folder, shownFolder, model, source } = due;
  await assertWritable(folder, shownFolder);
  const output = await pipeline.generate(model, source.schemaName);
  const { path: schemaPath, schemaHash } = source;
  return pipeline.writeOutput(folder, output, { schemaPath, schemaHash });
}

function keptRefusal({ kept }: WriteSummary): Refusal {
  const message = `not generated any more, but edited by hand and so not removed: ${kept.join(", ")}`;
  return new Refusal("CG9007", message, { hint: "move or delete what you do not need" });
}
