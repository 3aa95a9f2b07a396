import { PYTHON_KEYS } from "./keys.js";

/** How an option's value is written: in words for the reference, and as JSON Schema for editors. */
export interface ValueForm {
  /** What is written, with its unit; code in backticks. */
  readonly words: string;
  /** The JSON Schema of the value. */
  readonly schema: JsonSchema;
}

/** A piece of JSON Schema, draft 7. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A whole number from 1. */
export const COUNT: ValueForm = {
  words: "whole number from 1",
  schema: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
};

/** A duration that may be 0. */
export const DURATION: ValueForm = {
  words: "duration",
  schema: { type: "string", pattern: "^\\d+(ms|s|m|h|d|w)$" },
};

const ABOVE_ZERO: JsonSchema = { type: "string", pattern: "^0*[1-9]\\d*(ms|s|m|h|d|w)$" };

/** A duration that is not 0. */
export const DURATION_ABOVE_ZERO: ValueForm = { words: "duration from `1ms`", schema: ABOVE_ZERO };

const UP_TO_AN_HOUR: JsonSchema = {
  type: "string",
  pattern:
    "^0*(([1-9]\\d{0,5}|[12]\\d{6}|3[0-5]\\d{5}|3600000)ms|([1-9]\\d{0,2}|[12]\\d{3}|3[0-5]\\d{2}|3600)s|([1-9]|[1-5]\\d|60)m|1h)$",
};

/** A duration for which somebody can wait. */
export const MOMENT: ValueForm = { words: "duration from `1ms` to `1h`", schema: UP_TO_AN_HOUR };

/** When something is left alone for a while. */
export const BREAKER: ValueForm = {
  words: "`failures:` whole number from 1, `pause:` duration from `1ms` to `1h`; `none`",
  schema: {
    anyOf: [
      {
        type: "object",
        properties: {
          failures: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
          pause: UP_TO_AN_HOUR,
        },
        additionalProperties: false,
      },
      { const: "none" },
    ],
  },
};

/** A duration that is not 0, or no end at all. */
export const LIFETIME: ValueForm = {
  words: "duration, `never`",
  schema: { anyOf: [ABOVE_ZERO, { const: "never" }] },
};

/** Yes, no, or for how long. */
export const DURATION_OR_BOOLEAN: ValueForm = {
  words: "`true`, `false`, duration",
  schema: { anyOf: [{ type: "boolean" }, DURATION.schema] },
};

/** Yes or no. */
export const BOOLEAN: ValueForm = { words: "`true`, `false`", schema: { type: "boolean" } };

/** A part of something. */
export const FRACTION: ValueForm = {
  words: "fraction",
  schema: { type: "number", minimum: 0, maximum: 1 },
};

/** A part of something that is not nothing, or a method of finding one. */
export const EAGERNESS: ValueForm = {
  words: "fraction above 0, `xfetch`",
  schema: {
    anyOf: [{ type: "number", exclusiveMinimum: 0, maximum: 1 }, { const: "xfetch" }],
  },
};

/** An amount of memory. */
export const SIZE: ValueForm = {
  words: "size",
  schema: {
    anyOf: [
      { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
      { type: "string", pattern: "^0*[1-9]\\d*(B|kB|MB|GB|KiB|MiB|GiB)?$" },
    ],
  },
};

/** Text. */
export const TEXT: ValueForm = { words: "text", schema: { type: "string" } };

/** An export of a file or package. */
export const MODULE_EXPORT: ValueForm = {
  words: "`path#name`",
  schema: { type: "string", pattern: "^[^#]+#[A-Za-z_]\\w*$" },
};

/** What makes stored keys of keys. */
export const MANGLER: ValueForm = {
  words: "`sha1`, `sha256`, `longerThan(n)`, `none`",
  schema: {
    anyOf: [
      { enum: ["sha1", "sha256", "none"] },
      { type: "string", pattern: "^longerThan\\(\\s*0*[1-9]\\d{0,6}\\s*\\)$" },
    ],
  },
};

/** How a key is spelled. */
export const KEY_TEMPLATE: ValueForm = {
  words: "template",
  schema: { type: "string", pattern: "^[A-Za-z0-9][!-~]*$", maxLength: 200 },
};

/** What stands for arguments in keys. */
export const KEY_HASH: ValueForm = {
  words: "`sha256`, `hmac(NAME)`",
  schema: {
    anyOf: [
      { const: "sha256" },
      { type: "string", pattern: "^hmac\\(\\s*[A-Za-z_][A-Za-z0-9_]*\\s*\\)$" },
    ],
  },
};

/** A function of a Python program. */
export const PYTHON_FUNCTION: ValueForm = {
  words: "`function`, `namespace`",
  schema: {
    type: "object",
    additionalProperties: false,
    required: ["function"],
    properties: {
      function: {
        description: PYTHON_KEYS["function"],
        type: "string",
        pattern: "^[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*:[A-Za-z_]\\w*$",
        maxLength: 200,
      },
      namespace: { description: PYTHON_KEYS["namespace"], type: "string", maxLength: 200 },
    },
  },
};

/** One of a few words. */
export function oneWord(...words: readonly string[]): ValueForm {
  return { words: words.map((word) => `\`${word}\``).join(", "), schema: { enum: words } };
}
