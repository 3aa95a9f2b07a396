import fc from "../../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { starterSchema } from "../../../../generator/cli/init/starter.js";
import { namespaceOf } from "../../../../generator/schema/header.js";
import { readSchema } from "../../../../generator/schema/read-schema.js";

describe("starterSchema", () => {
  it.each([
    ["shop", "shop"],
    ["@acme/web-shop", "web-shop"],
    ["my shop!", "my-shop"],
    ["../..", "app"],
    ["", "app"],
    ["ünïcode", "n-code"],
    ["_private", "private"],
  ])("takes its namespace from the package %j: %s", (name, namespace) => {
    expect(namespaceOf(name)).toBe(namespace);
  });

  it("has no fault, whatever the package is called", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("true", "null", "12", "1e3", "0x1", "2026-11-22", "a: b", "#", "-", "~"),
      fc.string({ minLength: 200, maxLength: 300 }),
    );
    fc.assert(
      fc.property(name, (each) => {
        const namespace = namespaceOf(each);
        const { model, diagnostics } = readSchema(starterSchema(namespace));
        expect(diagnostics).toEqual([]);
        expect(model?.namespace).toBe(namespace);
      }),
    );
  });
});
