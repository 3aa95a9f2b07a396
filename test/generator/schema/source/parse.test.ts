import { describe, expect, it } from "vitest";
import { Report } from "../../../../generator/diagnostic/report.js";
import { spanWithin, valueOf, type SourceNode } from "../../../../generator/schema/source/node.js";
import { MAX_SCHEMA_LENGTH, parseSource } from "../../../../generator/schema/source/parse.js";

function parse(text: string): { readonly root: SourceNode | undefined; readonly codes: string[] } {
  const report = new Report();
  const root = parseSource(text, report);
  return { root, codes: report.sorted().map((diagnostic) => diagnostic.code) };
}

function child(root: SourceNode | undefined, key: string): SourceNode {
  const found = root?.kind === "map" ? valueOf(root, key) : undefined;
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
}

describe("parseSource", () => {
  it("reads maps, lists and values with their places", () => {
    const text = "a: 1\nb: [x, 'y']\n";
    const { root } = parse(text);
    expect(child(root, "a")).toMatchObject({ value: 1, text: "1", span: { start: 3, end: 4 } });
    expect(child(root, "b")).toMatchObject({
      kind: "list",
      span: { start: 8, end: 16 },
      items: [
        { value: "x", textStart: 9 },
        { value: "y", textStart: 13 },
      ],
    });
  });

  it("knows places inside plain and quoted text, and only there", () => {
    const { root } = parse('a: User[]\nb: "User[]"\nc: "\\x55ser"\nd: >\n  User\n');
    const starts = ["a", "b", "c", "d"].map((key) => {
      const node = child(root, key);
      return node.kind === "scalar" ? spanWithin(node, 0, 4) : undefined;
    });
    expect(starts).toEqual([
      { start: 3, end: 7 },
      { start: 14, end: 18 },
      { start: 25, end: 34 },
      { start: 38, end: 47 },
    ]);
  });

  it("takes keys as they were written", () => {
    const { root } = parse("1: a\ntrue: b\nnull: c\n0x10: d\n__proto__: e\n");
    const keys = root?.kind === "map" ? root.entries.map((entry) => entry.key.value) : [];
    expect(keys).toEqual(["1", "true", "null", "0x10", "__proto__"]);
  });

  it("reads a byte-order mark and carriage returns", () => {
    const { root, codes } = parse("\u{feff}a: 1\r\nb: x\r\n");
    expect(codes).toEqual([]);
    expect(child(root, "b")).toMatchObject({ value: "x", span: { start: 10, end: 11 } });
  });

  it("keeps words of YAML 1.1 as text", () => {
    const { root } = parse("a: yes\nb: 5m\nc: 12:30\n");
    for (const key of ["a", "b", "c"])
      expect(typeof Reflect.get(child(root, key), "value")).toBe("string");
  });

  it("refuses a text that is too long", () => {
    expect(parse("a".repeat(MAX_SCHEMA_LENGTH + 1)).codes).toEqual(["CG1005"]);
  });

  it.each([
    ["brackets", "[".repeat(MAX_SCHEMA_LENGTH)],
    ["braces", "{a: ".repeat(50_000)],
    ["dashes", "- ".repeat(50_000)],
    ["question marks", "? ".repeat(50_000)],
    ["indentation", Array.from({ length: 500 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])("refuses deep nesting by %s", (_, text) => {
    const { root, codes } = parse(text);
    expect(codes).toEqual(["CG1006"]);
    if (root !== undefined) expect(root.kind).toBe("map");
  });

  it("reads many keys in little time", () => {
    const text = Array.from({ length: 25_000 }, (_, index) => `key${index}: 1`).join("\n");
    const { root } = parse(text);
    expect(root?.kind === "map" && root.entries.length).toBe(25_000);
  });

  it("reports each alias of a bomb instead of following it", () => {
    const lines = ["a0: &a0 [x, x]"];
    for (let level = 1; level < 20; level += 1) {
      const alias = `*a${level - 1}`;
      lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => alias).join(", ")}]`);
    }
    const { codes } = parse(lines.join("\n"));
    expect(new Set(codes)).toEqual(new Set(["CG1003"]));
    expect(codes).toHaveLength(20 + 19 * 9);
  });
});
