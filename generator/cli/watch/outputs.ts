import type { Call } from "../command.js";
import type { SchemaWork } from "../each-schema.js";
import type { Current, Due } from "../prepare.js";

/** Times that output is made anew under one text of its schema: what changes it more often, a formatter, would never end. */
const MOST_REPAIRS = 3;

/** Where the output of a schema is, and how often it was made anew. */
interface Output {
  readonly folder: string;
  readonly shownFolder: string;
  readonly schemaHash: string;
  readonly repairs: number;
}

/** The outputs of the schemas that are watched: where they are, and whether they are still what was written. */
export class Outputs {
  readonly #call: Call;
  readonly #found: (folder: string) => void;
  readonly #byPath = new Map<string, Output>();

  /** @param found called with each folder that output goes to. */
  constructor(call: Call, found: (folder: string) => void) {
    this.#call = call;
    this.#found = found;
  }

  /** The same work, from which is learned where output goes. */
  learning(steps: SchemaWork<Current | Due>): SchemaWork<Current | Due> {
    return {
      prepare: (source) => steps.prepare(source),
      work: async (ready) => {
        const exitCode = await steps.work(ready);
        this.#learn(ready);
        return exitCode;
      },
    };
  }

  /** Whether the output of a schema is to be made anew: somebody edited or deleted it, and not too often. */
  async isDamaged(path: string): Promise<boolean> {
    const output = this.#byPath.get(path);
    if (output === undefined || output.repairs > MOST_REPAIRS) return false;
    const { folder, shownFolder, schemaHash, repairs } = output;
    if (await this.#call.pipeline.isCurrent(folder, schemaHash)) return false;
    this.#byPath.set(path, { ...output, repairs: repairs + 1 });
    const isOften = repairs === MOST_REPAIRS;
    this.#call.reporter.note(
      isOften
        ? `${shownFolder} is changed again and again, and now left alone until its schema changes; leave it out of formatters`
        : `${shownFolder} is not what was written any more`,
    );
    return !isOften;
  }

  /** Under another text of the schema the count begins anew. */
  #learn({ folder, shownFolder, source: { path, schemaHash } }: Current | Due): void {
    const known = this.#byPath.get(path);
    const repairs = known?.schemaHash === schemaHash ? known.repairs : 0;
    this.#byPath.set(path, { folder, shownFolder, schemaHash, repairs });
    this.#found(folder);
  }
}
