import path from "node:path";
import { describe, expect, it } from "vitest";
import { isWithin, shownPath } from "../../generator/path.js";

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

describe("what lies in a folder", () => {
  it.each([
    ["/p", true],
    ["/p/sub/a.ts", true],
    ["/p/..a", true],
    ["/", false],
    ["/q", false],
    ["/p2/a.ts", false],
  ])("is told by its path: %s", (to, inside) => {
    expect(isWithin("/p", to)).toBe(inside);
  });

  it("is not on another drive", () => {
    expect(isWithin("C:\\p", "D:\\p\\a", path.win32)).toBe(false);
    expect(isWithin("C:\\p", "C:\\p\\a", path.win32)).toBe(true);
  });
});
