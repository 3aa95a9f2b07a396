import { suggestion } from "../diagnostic/suggest.js";
import { EXIT, Refusal } from "../refusal.js";
import type { Call, CliCommand } from "./command.js";
import { bringingUpToDate } from "./bring-up-to-date.js";
import { declareSchemas, declareStdin, onEachSchema } from "./each-schema.js";
import { examine } from "./prepare.js";
import { watchSchemas } from "./watch/watch-schemas.js";

/** Writes the generated files. */
export const generateCommand: CliCommand = {
  name: "generate",
  description: "write the generated files (the default)",
  declare(command) {
    declareSchemas(command);
    declareStdin(command);
    command
      .option("-w, --watch", "the same as the command watch")
      .option("--stdout <name>", "print one generated file, such as types.ts; write nothing");
  },
  run(call) {
    const { watch, stdout } = call.options<GenerateOptions>();
    if (watch === true) return watchSchemas(call);
    if (stdout !== undefined) return printOne(stdout, call);
    return onEachSchema(call, bringingUpToDate(call));
  },
};

/** The options of `generate`. */
interface GenerateOptions {
  readonly watch?: boolean;
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
  // The files are known by name, wherever they lie.
  const hint = suggestion(/[^\\/]*$/.exec(name)?.[0] ?? name, names);
  const message = `${name} is not generated`;
  return new Refusal("CG9011", message, { exitCode: EXIT.usage, ...(hint && { hint }) });
}
