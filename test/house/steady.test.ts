import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, ROOT, sourcesOf } from "./imports.js";

const SOURCES = sourcesOf("test");

/** Where any number will do: for a port that is free, and for a marker that nothing else is. */
const DRAWS_FREELY = ["test/support/heard.ts", "test/support/port.ts"];

describe("no test fails by chance", () => {
  it("random values of all properties come from one seed", () => {
    const direct = importsOf(SOURCES).filter(({ to }) => to === "fast-check");
    expect(direct.map(({ from }) => from)).toEqual(["test/support/fast-check.ts"]);
  });

  it("nothing else is drawn without one", () => {
    const draws = SOURCES.filter((path) =>
      /Math\.random\(/.test(readFileSync(join(ROOT, path), "utf8")),
    );
    expect(draws).toEqual(DRAWS_FREELY);
  });
});
