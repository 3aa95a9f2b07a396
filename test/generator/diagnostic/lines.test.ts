import { describe, expect, it } from "vitest";
import { Lines } from "../../../generator/diagnostic/lines.js";

describe("Lines", () => {
  it("finds the line and column of an offset", () => {
    const lines = new Lines("ab\ncd\n");
    expect(lines.positionOf(0)).toEqual({ line: 1, column: 1 });
    expect(lines.positionOf(2)).toEqual({ line: 1, column: 3 });
    expect(lines.positionOf(3)).toEqual({ line: 2, column: 1 });
    expect(lines.positionOf(6)).toEqual({ line: 3, column: 1 });
  });

  it("reads lines that end with a carriage return", () => {
    const lines = new Lines("ab\r\ncd\r\n");
    expect(lines.positionOf(4)).toEqual({ line: 2, column: 1 });
    expect(lines.textOf(1)).toBe("ab");
    expect(lines.textOf(2)).toBe("cd");
  });

  it("counts no byte-order mark", () => {
    const lines = new Lines("\u{feff}ab");
    expect(lines.positionOf(1)).toEqual({ line: 1, column: 1 });
    expect(lines.textOf(1)).toBe("ab");
  });

  it("knows an empty text", () => {
    const lines = new Lines("");
    expect(lines.positionOf(0)).toEqual({ line: 1, column: 1 });
    expect(lines.textOf(1)).toBe("");
  });

  it("is right about every offset of many lines", () => {
    const text = Array.from({ length: 50 }, (_, line) => "x".repeat(line % 7)).join("\n");
    const lines = new Lines(text);
    for (let offset = 0; offset <= text.length; offset += 1) {
      const before = text.slice(0, offset).split("\n");
      const column = (before.at(-1)?.length ?? 0) + 1;
      expect(lines.positionOf(offset)).toEqual({ line: before.length, column });
    }
  });
});
