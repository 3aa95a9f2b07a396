import { SCALARS } from "../model.js";
import type { JsonSchema } from "../option/form.js";
import { MEMBER_KEYS, type KeyGuide } from "../option/keys.js";
import { SCALAR_GUIDE } from "../type/guide.js";
import { described, FIELD_NAME, mapOf, ref, refAnd } from "./pieces.js";

/** A type expression: the scalars are proposed, the rest is the generator's to judge. */
export function typeSchema(): JsonSchema {
  const scalars = SCALARS.map((scalar) => {
    const { typescript, stored } = SCALAR_GUIDE[scalar];
    return { const: scalar, description: `${typescript}; stored as JSON: ${stored}` };
  });
  // YAML reads the type null as no text.
  return { anyOf: [...scalars, { type: "string", minLength: 1 }, { type: "null" }] };
}

/** What may stand under `types`. */
export function namedTypeSchema(): JsonSchema {
  return {
    anyOf: [
      { ...mapOf(FIELD_NAME, ref("field")), minProperties: 1 },
      { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
      ref("type"),
    ],
  };
}

/** A field of an object: a type, or the long form. */
export function fieldSchema(): JsonSchema {
  const { default: _, ...keys } = MEMBER_KEYS;
  return memberSchema(keys);
}

/** An argument of a function: as a field, and it may have a default. */
export function argumentSchema(): JsonSchema {
  return memberSchema(MEMBER_KEYS);
}

const PROPERTIES: Readonly<Record<string, JsonSchema>> = {
  type: refAnd("type", {}),
  min: { type: "number" },
  max: { type: "number" },
  length: { type: "integer", minimum: 0 },
  pattern: { type: "string", maxLength: 1_000 },
  description: { type: "string" },
  default: { type: ["string", "number", "boolean", "null", "array", "object"] },
};

function memberSchema(keys: KeyGuide): JsonSchema {
  const long = { type: "object", additionalProperties: false, required: ["type"] };
  return { anyOf: [ref("type"), { ...long, properties: described(keys, PROPERTIES) }] };
}
