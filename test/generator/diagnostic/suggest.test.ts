import { describe, expect, it } from "vitest";
import { suggestion } from "../../../generator/diagnostic/suggest.js";

describe("suggestion", () => {
  it("names the nearest name, or else all of them", () => {
    expect(suggestion("mian", ["main", "cold"])).toBe('did you mean "main"?');
    expect(suggestion("disk", ["main", "cold"])).toBe("use main or cold");
  });

  it("cuts a long list", () => {
    const names = Array.from({ length: 20 }, (_, index) => `name${index}`);
    expect(suggestion("zzzzzzzzzzzzz", names)).toMatch(/^use one of name0, .*name11, …$/);
  });

  it("has nothing to say without names", () => {
    expect(suggestion("main", [])).toBeUndefined();
  });
});
