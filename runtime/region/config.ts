/** Options from configuration files and environments, where everything is text. */
import { CacheError } from "../errors.js";
import { PLAIN_OPTIONS } from "./option-table.js";
import type { RegionOptions } from "./options.js";

/** What a configuration may say; the other options take code. */
const NAMES: ReadonlySet<string> = new Set(["backend", "replaceExistingBackend", ...PLAIN_OPTIONS]);

/**
 * Read the options whose names begin with the prefix; text is turned into what it stands for.
 *
 * `null` as the expiration is never, and elsewhere leaves the option as it is.
 *
 * @throws CacheError `option-invalid` for a name behind the prefix that is no option.
 * @see dogpile.cache `CacheRegion.configure_from_config`
 */
export function optionsFromConfig(
  config: Readonly<Record<string, unknown>>,
  prefix: string,
): RegionOptions {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.startsWith(prefix)) continue;
    const option = name.slice(prefix.length);
    if (!NAMES.has(option)) throw unknownOption(name);
    const coerced = coerce(value);
    if (coerced !== null) options[option] = coerced;
    else if (option === "expirationMs") options[option] = Infinity;
  }
  // The values are checked by `configure`, which has to check what untyped code gives anyway.
  return options as RegionOptions;
}

/**
 * What a text stands for: a number, `true` and `false` in any case, `null`, else itself. Other values stay as they are.
 *
 * @see dogpile.cache `coerce_string_conf`
 */
export function coerce(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text === "null" || text === "None" ? null : text;
}

function unknownOption(name: string): CacheError {
  const message = `${name} is no option; give one of ${[...NAMES].join(", ")} behind the prefix`;
  return new CacheError("option-invalid", message);
}
