import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Story } from "../../demo/story.js";

let told = "";

beforeEach(() => {
  told = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    told += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("Story", () => {
  it("counts the claims that hold and those that do not, and marks them", () => {
    const story = new Story();
    story.claim("one is one", true);
    story.claim("one is two", false);
    expect([story.held, story.broken]).toEqual([1, 1]);
    expect(told).toMatch(/✓.* one is one\n/);
    expect(told).toMatch(/✗ does not hold:.* one is two\n/);
  });

  it("ends with the sum of the claims", () => {
    const story = new Story();
    story.claim("one is one", true);
    story.end("1.0 s");
    expect(told).toMatch(/All 1 claims held.*, in 1\.0 s\.\n$/);
    story.claim("one is two", false);
    story.end("2.0 s");
    expect(told).toMatch(/1 of 2 claims did not hold.*, in 2\.0 s\.\n$/);
  });

  it("puts numbers under each other, to the right", () => {
    new Story().table(
      ["city", "people"],
      [
        ["Oslo", "580,000"],
        ["Rome", "2,318,895"],
      ],
    );
    expect(told.trimEnd().split("\n").slice(-2)).toEqual([
      "  Oslo     580,000",
      "  Rome   2,318,895",
    ]);
  });
});
