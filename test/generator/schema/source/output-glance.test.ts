import { describe, expect, it } from "vitest";
import { readSchema } from "../../../../generator/schema/read-schema.js";
import {
  DEFAULT_OUTPUT,
  glanceAtOutput,
} from "../../../../generator/schema/source/output-glance.js";

const schema = (line: string): string => `version: 1\nnamespace: s\n${line}\nregions:\n  r: {}\n`;

describe("glanceAtOutput", () => {
  it.each([
    ["", DEFAULT_OUTPUT],
    ["output: ./src/cache", "./src/cache"],
    ["output:   ../a-b/c_d  # beside it", "../a-b/c_d"],
    ["output: out\r", "out"],
    ["# output: ./commented", DEFAULT_OUTPUT],
  ])("finds the folder of %j, as a reading does", (line, folder) => {
    expect(glanceAtOutput(schema(line))).toBe(folder);
    expect(readSchema(schema(line)).model?.output).toBe(folder);
  });

  it.each([
    'output: "./quoted"',
    '"output": ./quoted',
    "output: a b",
    "output: a#b",
    "output: >-\n  ./folded",
    "output: &anchor ./a",
    "output:",
    "output: a\noutput: b",
  ])("leaves %j to a reading", (line) => {
    expect(glanceAtOutput(schema(line))).toBeUndefined();
  });
});
