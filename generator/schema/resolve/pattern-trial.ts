import { createContext, Script } from "node:vm";

/** Most that one pattern may take on one text, in milliseconds. */
const LONGEST_MS = 500;

/** Most that the patterns of a schema may take together, in milliseconds; the first one of each trial does not count. */
const ALL_MS = 3_000;

/** `endless` is a pattern that took too long. */
export type Verdict = "kept" | "broken" | "endless";

const TRIAL = new Script('new RegExp(pattern, "u").test(text)');

/**
 * Tries the patterns of one schema on texts of it. Some patterns take longer than anybody lives, and the schema may be
 * a stranger's: each is stopped after a while.
 */
export class PatternTrial {
  readonly #sandbox = { pattern: "", text: "" };
  #left = ALL_MS;

  /** Says whether a text matches. Where all time is used up a pattern was told of already, and the others pass untried. */
  judge(pattern: string, text: string): Verdict {
    if (this.#left <= 0) return "kept";
    Object.assign(this.#sandbox, { pattern, text });
    const start = performance.now();
    const verdict = this.#run(Math.ceil(Math.min(LONGEST_MS, this.#left)));
    this.#left -= Math.max(0, performance.now() - start - 1);
    return verdict;
  }

  #run(timeout: number): Verdict {
    try {
      createContext(this.#sandbox);
      return TRIAL.runInContext(this.#sandbox, { timeout }) === true ? "kept" : "broken";
    } catch (error) {
      if (isTimeout(error)) return "endless";
      throw error;
    }
  }
}

/** The error is of the sandbox, whose `Error` is another one. */
function isTimeout(error: unknown): boolean {
  const code = typeof error === "object" && error !== null && "code" in error && error.code;
  return code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
