import type { Change } from "../breaking/change.js";
import { EXIT } from "../refusal.js";
import { findEarlier, isOneManifest, type Earlier } from "./breaking/earlier.js";
import { tellChanges } from "./breaking/tell-changes.js";
import type { Call, CliCommand } from "./command.js";
import { declareSchemas, onEachSchema } from "./each-schema.js";
import { examine, type Due } from "./prepare.js";

/** The options of `breaking`. */
interface BreakingOptions {
  readonly against: string;
}

/** Compares schemas with what was generated before, whatever is generated now; writes nothing. */
export const breakingCommand: CliCommand = {
  name: "breaking",
  description: "tell what a change means for a running fleet and for callers; write nothing",
  declare(command) {
    declareSchemas(command);
    command.requiredOption(
      "--against <before>",
      "what was generated before: git:main, or a manifest or its folder",
    );
  },
  run(call) {
    const { against } = call.options<BreakingOptions>();
    let count = 0;
    return onEachSchema(call, {
      prepare(source) {
        count += 1;
        if (count > 1 && isOneManifest(against)) {
          call.misused(
            `${against} is of one schema; compare several with a commit, such as git:main`,
          );
        }
        return examine(source, call);
      },
      work: (due) => compare(due, against, call),
    });
  },
};

async function compare(due: Due, against: string, call: Call): Promise<number> {
  const earlier = await findEarlier(against, due, call.terminal.cwd);
  const changes = earlier === undefined ? [] : await changesSince(earlier, due);
  const isNew = earlier === undefined;
  return tellChanges({ against, isNew, changes }, due, call) ? EXIT.found : EXIT.ok;
}

async function changesSince({ surface, movedFrom }: Earlier, due: Due): Promise<readonly Change[]> {
  const { compareSurface } = await import("../breaking/compare.js");
  const changes = compareSurface(surface, due.model);
  return movedFrom === undefined ? changes : [...changes, moved(movedFrom, due)];
}

function moved(from: string, { model: { output } }: Due): Change {
  const message = `the generated files were in ${from}, and are in ${output}`;
  const hint = "whoever imports them does not compile; change the imports with it";
  return { category: "SOURCE", subject: "output", message, hint };
}
