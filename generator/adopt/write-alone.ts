import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { editorLine } from "../schema/header.js";
import { writeYaml } from "../schema/source/insert.js";
import type { Adopted, Obstacle } from "./adopted.js";

/** Where an adopted function goes. */
export interface Adoption {
  readonly adopted: Adopted;
  readonly region: string;
  /** `path#name` of the function, from the schema. */
  readonly creator: string;
}

/** What a schema says that is not there yet. */
export interface Beginning {
  readonly namespace: string;
  /** The way from the schema to the folder in which the package is installed. */
  readonly modules: string;
}

/** The text of a schema that has an adopted function, and what it needs, and nothing else. */
export function writeAlone(adoption: Adoption, { namespace, modules }: Beginning): string {
  const { adopted, region } = adoption;
  const types = adopted.types.size === 0 ? {} : { types: Object.fromEntries(adopted.types) };
  const functions = { [adopted.name]: functionOf(adoption) };
  const regions = { [region]: { functions } };
  return editorLine(modules) + writeYaml({ version: 1, namespace, ...types, regions });
}

/** An adopted function as a schema writes it. */
export function functionOf({ adopted, creator }: Adoption): Readonly<Record<string, unknown>> {
  const { args, returns, many } = adopted;
  return {
    ...(many === undefined ? {} : { multi: many.multi }),
    ...(Object.keys(args).length === 0 ? {} : { args }),
    returns,
    ...(many === undefined ? {} : { result: many.result }),
    creator,
  };
}

/** The faults of such a schema, at the places in TypeScript that they come from. */
export function obstaclesIn(
  text: string,
  diagnostics: readonly Diagnostic[],
  { place, places }: Adopted,
): readonly Obstacle[] {
  return diagnostics.map(({ span, message, hint }) => {
    const names = [...text.slice(0, span.end).matchAll(/^ {2}(\w+):/gm)];
    const [line = ""] =
      /[^\n]*/y.exec(text.slice(text.lastIndexOf("\n", span.start - 1) + 1)) ?? [];
    return {
      place: places.get(names.at(-1)?.[1] ?? "") ?? place,
      message: `${message}, in "${line.trim()}"`,
      hint,
    };
  });
}
