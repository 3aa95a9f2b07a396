import type { Scalar } from "../model.js";

/** What a reader is told of a scalar type; code in backticks. */
export interface ScalarGuide {
  /** Its type in TypeScript. */
  readonly typescript: string;
  /** What is stored of it, as JSON. */
  readonly stored: string;
}

/** Tells of every scalar type, in the reference and in editors. */
export const SCALAR_GUIDE: Readonly<Record<Scalar, ScalarGuide>> = {
  string: { typescript: "`string`", stored: "string" },
  int: { typescript: "`number`, a safe integer", stored: "number" },
  float: { typescript: "`number`, finite", stored: "number" },
  boolean: { typescript: "`boolean`", stored: "`true`, `false`" },
  bigint: { typescript: "`bigint`, of at most 10,000 digits", stored: "string of digits" },
  datetime: { typescript: "`Date`", stored: "ISO 8601 string" },
  epoch: { typescript: "`Date`", stored: "milliseconds since 1970" },
  date: { typescript: "`string`, `YYYY-MM-DD`", stored: "string" },
  bytes: { typescript: "`Uint8Array`", stored: "base64 string" },
  uuid: { typescript: "`string`", stored: "string" },
  json: { typescript: "`JsonValue`", stored: "itself" },
  null: { typescript: "`null`", stored: "`null`" },
};
