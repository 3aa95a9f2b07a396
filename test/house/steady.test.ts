import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, sourcesOf } from "./imports.js";

const SOURCES = sourcesOf("test");

/** The sources that hold something. */
function sourcesWith(text: RegExp): string[] {
  return SOURCES.filter((path) => text.test(readFileSync(join(ROOT, path), "utf8")));
}

/** Where any number will do: for a port that is free, and for a marker that nothing else is. */
const DRAWS_FREELY = ["test/support/heard.ts", "test/support/port.ts"];

describe("no test fails by chance", () => {
  it("random values of all properties come from one seed", () => {
    expect(sourcesWith(/^(import|\}).* from "fast-check";$/m)).toEqual([
      "test/support/fast-check.ts",
    ]);
  });

  it("nothing else is drawn without one", () => {
    expect(sourcesWith(/Math\.random\(/)).toEqual(DRAWS_FREELY);
  });
});
