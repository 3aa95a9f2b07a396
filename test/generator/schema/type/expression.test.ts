import { describe, expect, it } from "vitest";
import { Report } from "../../../../generator/diagnostic/report.js";
import type { ScalarNode } from "../../../../generator/schema/source/node.js";
import { parseTypeExpression } from "../../../../generator/schema/type/expression.js";
import type { TypeSyntax } from "../../../../generator/schema/type/syntax.js";

/** Where the expression stands in its file. */
const START = 100;

function parse(text: string): { readonly type: TypeSyntax; readonly report: Report } {
  const span = { start: START, end: START + text.length };
  const node: ScalarNode = { kind: "scalar", value: text, text, span, textStart: START };
  const report = new Report();
  return { type: parseTypeExpression(node, report), report };
}

/** Writes a type back, in the long spelling, so that a test can be read. */
function shown(type: TypeSyntax): string {
  switch (type.kind) {
    case "scalar":
      return type.scalar;
    case "named":
      return type.name;
    case "const":
      return `const ${JSON.stringify(type.value)}`;
    case "enum":
      return `enum ${JSON.stringify(type.members.map((member) => member.value))}`;
    case "map":
      return `map(${shown(type.key)}, ${shown(type.value)})`;
    case "import":
      return `import ${type.path} ${type.name}`;
    case "tuple":
      return `tuple(${type.items.map(shown).join(", ")})`;
    case "union":
      return `union(${type.members.map(shown).join(", ")})`;
    case "faulty":
      return "faulty";
    default:
      return `${type.kind}(${shown(type.of)})`;
  }
}

describe("parseTypeExpression", () => {
  it.each([
    ["string", "string"],
    [" User ", "User"],
    ["import( ./src/a-b.ts#A )?", "nullable(import ./src/a-b.ts A)"],
    ["import(@acme/schemas#User)[]", "list(import @acme/schemas User)"],
    ["User[]", "list(User)"],
    ["User?", "nullable(User)"],
    ["User?[]", "list(nullable(User))"],
    ["User[]?", "nullable(list(User))"],
    ["int[][]", "list(list(int))"],
    ["list< int >", "list(int)"],
    ["set<Role>", "set(Role)"],
    ["map<string,int[]>", "map(string, list(int))"],
    ["record<map<string, User?>>", "record(map(string, nullable(User)))"],
    ["brand<uuid>", "brand(uuid)"],
    ["enum(a, b-c, 1.5)", 'enum ["a","b-c","1.5"]'],
    [`enum("x, y", 'it\\'s', "\\\\")`, 'enum ["x, y","it\'s","\\\\"]'],
    ["const(a)", 'const "a"'],
    ["const(-1.5)", "const -1.5"],
    ["const(true)", "const true"],
    ['const("true")', 'const "true"'],
    ["const('1')[]", 'list(const "1")'],
    ["tuple<int, string[]>?", "nullable(tuple(int, list(string)))"],
    ["Cat | Dog|Cow", "union(Cat, Dog, Cow)"],
    ["Cat | Dog | null", "nullable(union(Cat, Dog))"],
    ["map<string, list<Cat | Dog>>", "map(string, list(union(Cat, Dog)))"],
    ["tuple<Cat | Dog | null, null>", "tuple(nullable(union(Cat, Dog)), null)"],
  ])("reads %s", (text, expected) => {
    const { type, report } = parse(text);
    expect(report.sorted()).toEqual([]);
    expect(shown(type)).toBe(expected);
  });

  it("gives each part its place", () => {
    const { type } = parse("map<string, User[]>");
    expect(type.span).toEqual({ start: START, end: START + 19 });
    expect(type).toMatchObject({
      key: { span: { start: START + 4, end: START + 10 } },
      value: { span: { start: START + 12, end: START + 18 }, of: { span: { end: START + 16 } } },
    });
  });

  it.each([
    ["string |", "CG2005", 7],
    ["string | null", "CG2005", 0],
    ["null | Cat | Dog", "CG2005", 0],
    ["tuple<int>", "CG2005", 0],
    ["Cat & Dog", "CG2005", 4],
    ["(Cat | Dog)[]", "CG2005", 0],
    ["import(./a.ts)", "CG3017", 7],
    ["import(./a.ts#A", "CG2005", 14],
    ["User[", "CG2005", 4],
    ["User[0]", "CG2005", 5],
    ["<int>", "CG2005", 0],
    ["enum(a,)", "CG2005", 7],
    ["const(null", "CG2005", 9],
    ["a.b", "CG2005", 1],
    ["x'); process.exit(1); ('", "CG2005", 1],
  ])("refuses %s with %s at character %i", (text, code, at) => {
    const { type, report } = parse(text);
    expect(type.kind).toBe("faulty");
    expect(report.sorted()).toHaveLength(1);
    expect(report.sorted()[0]).toMatchObject({ code, span: { start: START + at } });
  });

  it("points at the whole value when its text was escaped", () => {
    const span = { start: 5, end: 20 };
    const node: ScalarNode = { kind: "scalar", value: "User[", text: "User[", span };
    const report = new Report();
    parseTypeExpression(node, report);
    expect(report.sorted()[0]?.span).toEqual(span);
  });

  it.each(["[]", "<", "?[]"])("refuses endless %s without running out of stack", (piece) => {
    const text = piece === "<" ? "list<".repeat(50_000) : `string${piece.repeat(50_000)}`;
    const { report } = parse(text);
    expect(report.sorted()).toHaveLength(1);
    expect(report.sorted()[0]?.message).toContain("16 levels");
  });
});
