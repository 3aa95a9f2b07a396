import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CODES } from "../../../generator/diagnostic/codes.js";

const GENERATOR = new URL("../../../generator/", import.meta.url);

describe("CODES", () => {
  it("are in order, each once", () => {
    expect(CODES).toEqual([...new Set(CODES)].sort());
  });

  it("are all in use", () => {
    const files = readdirSync(GENERATOR, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith("codes.ts"))
      .map((name) => readFileSync(new URL(name.replaceAll("\\", "/"), GENERATOR), "utf8"));
    const used = new Set(files.flatMap((text) => text.match(/CG\d{4}/g) ?? []));
    expect(CODES.filter((code) => !used.has(code))).toEqual([]);
  });
});
