import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../generator/diagnostic/diagnostic.js";
import { renderDiagnostics, renderNotice } from "../../../generator/diagnostic/render.js";

const FILE = "cache.schema.yaml";

function diagnosticAt(start: number, end: number): Diagnostic {
  return { code: "CG3006", message: 'there is no type "Usr"', span: { start, end } };
}

describe("renderDiagnostics", () => {
  it("shows place, code, message, code frame and hint", () => {
    const text = "types:\n  A: Usr\n";
    const diagnostic = { ...diagnosticAt(12, 15), hint: 'did you mean "User"?' };
    expect(renderDiagnostics([diagnostic], { file: FILE, text })).toBe(
      [
        'cache.schema.yaml:2:6: CG3006 there is no type "Usr"',
        "    2 |   A: Usr",
        "      |      ^^^",
        '  hint: did you mean "User"?',
        "",
      ].join("\n"),
    );
  });

  it("puts an empty line between two", () => {
    const text = "a: b\n";
    const shown = renderDiagnostics([diagnosticAt(0, 1), diagnosticAt(3, 4)], { file: FILE, text });
    expect(shown.split("\n\n")).toHaveLength(2);
  });

  it("marks one column of an empty span, and one line of a long one", () => {
    const text = "ab\ncd\n";
    expect(renderDiagnostics([diagnosticAt(2, 2)], { file: FILE, text })).toContain("|   ^\n");
    expect(renderDiagnostics([diagnosticAt(1, 5)], { file: FILE, text })).toContain("|  ^\n");
  });

  it("keeps carets under text behind tabs and wide characters", () => {
    const text = "\t日本: Usr\n";
    const frame = renderDiagnostics([diagnosticAt(5, 8)], { file: FILE, text }).split("\n");
    expect(frame[1]).toBe("    1 |   日本: Usr");
    expect(frame[2]).toBe("      |         ^^^");
  });

  it("cuts a huge line around the fault", () => {
    const text = `a: ${"x".repeat(100_000)} Usr ${"y".repeat(100_000)}`;
    const start = text.indexOf("Usr");
    const shown = renderDiagnostics([diagnosticAt(start, start + 3)], { file: FILE, text });
    const lines = shown.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(130);
    const column = (lines[2] ?? "").indexOf("^^^");
    expect((lines[1] ?? "").slice(column, column + 3)).toBe("Usr");
  });

  it("cuts a span that is huge itself", () => {
    const text = "x".repeat(10_000);
    const shown = renderDiagnostics([diagnosticAt(0, 10_000)], { file: FILE, text });
    expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThan(130);
  });

  it("shows nothing a terminal would act on", () => {
    const text = "a: \u{1b}[2Jb\u{202e}c\u{7}\n";
    const shown = renderDiagnostics([{ ...diagnosticAt(0, 1), message: "\u{1b}]0;x\u{7}" }], {
      file: "\u{1b}.yaml",
      text,
    });
    expect(shown).not.toMatch(/[\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}\u{202e}]/u);
  });

  it("hides the password of a URL, keeping the columns", () => {
    const text = "a: redis://user:secret@host\n";
    const shown = renderDiagnostics([diagnosticAt(23, 27)], { file: FILE, text });
    expect(shown).not.toContain("secret");
    expect(shown).toContain("redis://***********@host");
  });

  it("counts what is too much to show", () => {
    const many = Array.from({ length: 150 }, () => diagnosticAt(0, 1));
    const shown = renderDiagnostics(many, { file: FILE, text: "a" });
    expect(shown.match(/CG3006/g)).toHaveLength(100);
    expect(shown).toContain("and 50 more");
  });

  it("colours with the palette it is given", () => {
    const wrap = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const palette = { bold: wrap("b"), cyan: wrap("c"), dim: wrap("d"), red: wrap("r") };
    const shown = renderDiagnostics([diagnosticAt(0, 1)], { file: FILE, text: "a", palette });
    expect(shown).toContain("<c>cache.schema.yaml:1:1:</c> <r>CG3006</r> <b>there is");
    expect(shown).toContain("<r>^</r>");
  });
});

describe("renderNotice", () => {
  it("shows code, message and hint", () => {
    const notice = { code: "CG9001", message: "no schema", hint: "create one" };
    expect(renderNotice(notice)).toBe("CG9001 no schema\n  hint: create one\n");
  });
});
