import { describe, expect, it } from "vitest";
import { outcomeLine } from "../../../generator/cli/report/outcome.js";

describe("what vet says where all is well", () => {
  it.each([
    [3, 1, "a.yaml: 3 creators and 1 imported type agree"],
    [1, 0, "a.yaml: 1 creator agrees"],
    [0, 2, "a.yaml: 2 imported types agree"],
    [0, 0, "a.yaml names no code of yours to compare"],
  ])("counts %i creators and %i imported types", (creators, importedTypes, line) => {
    const compared = { creators, importedTypes };
    expect(outcomeLine({ schema: "a.yaml", status: "valid", compared })).toBe(line);
  });
});
