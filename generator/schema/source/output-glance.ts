/** The output folder of a schema that names none, relative to it. */
export const DEFAULT_OUTPUT = "./generated";

/**
 * The output folder a schema names, found without reading the schema: where it stands unquoted on a line of its own,
 * or where no line names one. `undefined` = the schema must be read. It holds for schemas without a fault only.
 */
export function glanceAtOutput(text: string): string | undefined {
  const [line, ...others] = text.match(/^["']?output\b.*$/gm) ?? [];
  if (line === undefined) return DEFAULT_OUTPUT;
  if (others.length > 0) return undefined;
  return /^output: +([\w./-]+)(?: +#.*)?\s*$/.exec(line)?.[1];
}
