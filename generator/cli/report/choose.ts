import type { Terminal } from "../terminal.js";
import { GithubReporter } from "./github.js";
import { HumanReporter } from "./human.js";
import { JsonReporter } from "./json.js";
import type { Reporter } from "./reporter.js";

/** For whom a report can be. */
export const FORMATS = ["human", "json", "github"] as const;

/** One of them. */
export type Format = (typeof FORMATS)[number];

/** The options that say how to tell. */
export interface ReportOptions {
  readonly format?: Format;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** The reporter that the options ask for; without `--format` it is GitHub's inside GitHub Actions, and else for people. */
export function chooseReporter(terminal: Terminal, options: ReportOptions): Reporter {
  const manner = { isQuiet: options.quiet === true, mayColor: options.color !== false };
  switch (options.format ?? usualFormat(terminal.env)) {
    case "json":
      return new JsonReporter(terminal);
    case "github":
      return new GithubReporter(terminal, manner);
    case "human":
      return new HumanReporter(terminal, manner);
  }
}

/** The options as far as they can be made out in a call that was not understood. */
export function guessOptions(argv: readonly string[]): ReportOptions {
  const options = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined);
  const format = FORMATS.find((name) => {
    const at = options.lastIndexOf("--format");
    return options.includes(`--format=${name}`) || (at >= 0 && options[at + 1] === name);
  });
  return { color: !options.includes("--no-color"), ...(format === undefined ? {} : { format }) };
}

function usualFormat(env: Terminal["env"]): Format {
  return env["GITHUB_ACTIONS"] === "true" ? "github" : "human";
}
