import { MARK } from "../mark.js";

/** The first lines of every generated file: whose it is, and that no tool need look at it. */
export function headerText(schemaName: string): string {
  return [
    `${MARK}from ${schemaName}. DO NOT EDIT.`,
    "/* eslint-disable */",
    "// biome-ignore-all lint: generated",
    "// biome-ignore-all format: generated",
    "/* v8 ignore file */",
  ].join("\n");
}
