import { describe, expect, it } from "vitest";
import { readSchema, type SchemaReading } from "../../../../generator/schema/read-schema.js";

/** A schema of types `T0`, `T1`, …, written in the given order, and a function that returns `T0`. */
function read(types: readonly string[]): SchemaReading {
  const region = "regions:\n  r:\n    functions:\n      f:\n        returns: T0\n";
  return readSchema(`version: 1\nnamespace: n\ntypes:\n${types.join("")}${region}`);
}

/** Objects each of which may hold the next; the last one holds `end`. */
function objects(count: number, end = "string"): string[] {
  return Array.from({ length: count }, (_, index) => {
    const next = index === count - 1 ? end : `T${index + 1}`;
    return `  T${index}:\n    a: ${next}?\n`;
  });
}

/** Other names of one another. */
function aliases(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    return `  T${index}: ${index === count - 1 ? "string" : `T${index + 1}`}\n`;
  });
}

function codesOf({ diagnostics }: SchemaReading): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

describe("types that refer to each other", () => {
  it.each([
    ["objects", objects(200)],
    ["objects in a circle", objects(200, "T0")],
    ["aliases", aliases(200)],
  ])("may do so 200 levels deep: %s", (_, types) => {
    expect(codesOf(read(types))).toEqual([]);
    expect(codesOf(read(types.toReversed()))).toEqual([]);
  });

  it.each([
    ["objects", objects(201)],
    ["many objects", objects(1_500)],
    ["objects in a circle", objects(1_500, "T0")],
    ["aliases", aliases(4_000)],
  ])("are reported once where they go deeper: %s", (_, types) => {
    expect(codesOf(read(types))).toEqual(["CG3016"]);
    expect(codesOf(read(types.toReversed()))).toEqual(["CG3016"]);
  });

  it("are not deep for being many", () => {
    const wide = Array.from({ length: 400 }, (_, index) => `  W${index}:\n    a: T0\n`);
    expect(codesOf(read([...objects(100), ...wide]))).toEqual([]);
  });
});
