import { describe, expect, it } from "vitest";
import { hashOf, withLineFeeds } from "../../../generator/write/hash.js";

describe("hashOf", () => {
  it("is the sha256 of the text, whatever its line ends", () => {
    expect(hashOf("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(hashOf("a\r\nb\n")).toBe(hashOf("a\nb\n"));
    expect(hashOf("a")).not.toBe(hashOf("b"));
  });
});

describe("withLineFeeds", () => {
  it("leaves a carriage return that ends no line", () => {
    expect(withLineFeeds("a\rb\r\nc")).toBe("a\rb\nc");
  });
});
