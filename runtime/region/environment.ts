import { CacheError } from "../errors.js";

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Fill in `${NAME}` and `${NAME:-default}` from the environment. An empty variable counts as unset.
 *
 * @throws CacheError `environment-unset` when a variable without a default is not set.
 */
export function fillIn(text: string, environment: NodeJS.ProcessEnv): string {
  return text.replace(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const value = (Object.hasOwn(environment, name) && environment[name]) || fallback;
    if (value !== undefined) return value;
    const cure = `set it, or write \${${name}:-memory} in the schema`;
    throw new CacheError("environment-unset", `the variable ${name} is not set; ${cure}`);
  });
}

/** The variable that a backend's text was read from; `undefined` where it stands in the text itself. */
export function variableOf(text: string, environment: NodeJS.ProcessEnv): string | undefined {
  const [, name = ""] = /^\$\{([A-Za-z_][A-Za-z0-9_]*)/.exec(text) ?? [];
  return Object.hasOwn(environment, name) && environment[name] ? name : undefined;
}
