import { describe, expect, it } from "vitest";
import { readSchema } from "../../../../generator/schema/read-schema.js";

/** Each type is a union of one soon behind it and one far behind it, down to objects. */
function schemaOf(unions: number): string {
  const types = Array.from({ length: unions }, (_, at) => `  U${at}: U${at + 1} | U${at + 3}\n`);
  const objects = [0, 1, 2].map((at) => `  U${unions + at}: { kind: const(k${at}) }\n`);
  return `version: 1\nnamespace: shop\ntypes:\n${[...types, ...objects].join("")}regions: {}\n`;
}

describe("unions of unions", () => {
  it("have one fault each, however often they come to the same", () => {
    const { diagnostics } = readSchema(schemaOf(60));
    const places = diagnostics.map(({ code, span }) => `${code} ${span.start}`);
    const own = diagnostics.filter(({ code }) => code === "CG3005");
    expect(new Set(places).size).toBe(places.length);
    expect(own.length).toBeGreaterThan(40);
    expect(own.length).toBeLessThanOrEqual(60);
  });
});
