import { KEY_SEGMENT } from "../../identifier.js";
import type { JsonSchema } from "../option/form.js";
import { DEFAULT_OUTPUT } from "../source/output-glance.js";
import { SCHEMA_KEYS } from "../option/keys.js";
import { DEFAULT_LANGUAGE, LANGUAGE } from "../option/language.js";
import { regionSchema } from "./region-schema.js";
import { described, mapOf, NAME, ref } from "./pieces.js";
import { argumentSchema, fieldSchema, namedTypeSchema, typeSchema } from "./type-schema.js";

/** The JSON Schema (draft 7) of the YAML file, for completion, hover and checks in editors. */
export function editorSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "cachegen schema",
    description: "What a program caches: types, regions, and the functions whose results are kept.",
    type: "object",
    additionalProperties: false,
    required: ["version", "namespace", "regions"],
    properties: described(SCHEMA_KEYS, {
      version: { const: 1 },
      namespace: { type: "string", pattern: KEY_SEGMENT.source, maxLength: 100 },
      output: { type: "string", minLength: 1, default: DEFAULT_OUTPUT },
      emit: { ...LANGUAGE.form.schema, default: DEFAULT_LANGUAGE },
      backends: mapOf(NAME, backendSchema()),
      types: mapOf(NAME, ref("namedType")),
      regions: { ...mapOf(NAME, ref("region")), minProperties: 1 },
    }),
    definitions: {
      type: typeSchema(),
      field: fieldSchema(),
      argument: argumentSchema(),
      namedType: namedTypeSchema(),
      ...regionSchema(),
    },
  };
}

/** The JSON Schema as a file: indented by two, with a newline at its end. */
export function editorSchemaText(): string {
  return `${JSON.stringify(editorSchema(), null, 2)}\n`;
}

/** Which texts are backends the generator judges; an editor proposes the usual ones. */
function backendSchema(): JsonSchema {
  return {
    anyOf: [
      { const: "memory", description: "in this process" },
      { const: "none", description: "keeps nothing" },
      { type: "string", pattern: "^rediss?://", description: "a Redis or Valkey server" },
      { type: "string", minLength: 1, default: "${CACHE_URL:-memory}" },
    ],
  };
}
