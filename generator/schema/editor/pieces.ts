import type { JsonSchema } from "../option/form.js";
import type { KeyGuide } from "../option/keys.js";

/** The names of types, regions, functions, arguments and backends. */
export const NAME = "^[A-Za-z]\\w{0,99}$";

/** The names of arguments, with the mark of those that may be left out. */
export const ARGUMENT_NAME = "^[A-Za-z]\\w{0,99}\\??$";

/** The names of fields, with the mark of those that may be absent. */
export const FIELD_NAME = "^[A-Za-z_]\\w{0,99}\\??$";

/** Refers to a definition. */
export function ref(definition: string): JsonSchema {
  return { $ref: `#/definitions/${definition}` };
}

/** Refers to a definition and says something of its own: beside a plain reference, draft 7 passes over all else. */
export function refAnd(definition: string, more: JsonSchema): JsonSchema {
  return { ...more, allOf: [ref(definition)] };
}

/** A map with names of one pattern and values of one kind. */
export function mapOf(name: string, value: JsonSchema): JsonSchema {
  return { type: "object", propertyNames: { pattern: name }, additionalProperties: value };
}

/** Puts what the guide tells of each key on the key's schema. */
export function described(
  guide: KeyGuide,
  properties: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  return Object.fromEntries(
    Object.entries(guide).map(([key, description]) => [key, { description, ...properties[key] }]),
  );
}
