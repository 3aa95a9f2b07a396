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
