import path from "node:path";
import { describe, expect, it } from "vitest";
import { shownPath } from "../../../generator/cli/shown-path.js";

describe("a path in messages and headers", () => {
  it("is relative, with forward slashes", () => {
    expect(shownPath("/p", "/p/sub/cache.schema.yaml")).toBe("sub/cache.schema.yaml");
    expect(shownPath("/p/sub", "/p/cache.schema.yaml")).toBe("../cache.schema.yaml");
    expect(shownPath("/p", "/p")).toBe(".");
  });

  it("is the same on Windows", () => {
    const { win32 } = path;
    expect(shownPath("C:\\p", "C:\\p\\sub\\cache.schema.yaml", win32)).toBe(
      "sub/cache.schema.yaml",
    );
    expect(shownPath("C:\\p\\sub", "C:\\p\\cache.schema.yaml", win32)).toBe("../cache.schema.yaml");
  });
});
