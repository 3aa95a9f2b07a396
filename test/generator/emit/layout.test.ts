import { describe, expect, it } from "vitest";
import { layout } from "../../../generator/emit/layout.js";
import {
  arrow,
  call,
  choice,
  generic,
  object,
  template,
  tuple,
} from "../../../generator/plan/code.js";
import { lambda } from "../../../generator/plan/value-code.js";

describe("layout", () => {
  it("leaves what fits on one line", () => {
    expect(layout(["const x = ", call("f", "a", tuple(["b", "c"])), ";"])).toBe(
      "const x = f(a, [b, c]);",
    );
    expect(layout(arrow(["a: string"], template(["k:"], [":", "a"])))).toBe(
      "(a: string) => `k::${a}`",
    );
  });

  it("breaks the outermost brackets first, one item a line", () => {
    const code = ["const x = ", call("f", "first", call("g", "second", "third")), ";"];
    expect(layout(code, 24)).toBe("const x = f(\n  first,\n  g(second, third),\n);");
    expect(layout(code, 18)).toBe(
      "const x = f(\n  first,\n  g(\n    second,\n    third,\n  ),\n);",
    );
  });

  it("counts what must follow on the same line", () => {
    const code = [call("f", "a", "b"), " = something"];
    expect(layout(code, 19)).toBe("f(a, b) = something");
    expect(layout(code, 18)).toBe("f(\n  a,\n  b,\n) = something");
  });

  it("gives type arguments no comma at their end", () => {
    expect(layout(generic("Accessor", "[a: string]", "User"), 10)).toBe(
      "Accessor<\n  [a: string],\n  User\n>",
    );
  });

  it("puts a property on each line, however short", () => {
    expect(
      layout(
        object(
          "f({",
          [
            ["a", "1"],
            ["b", "b"],
          ],
          "})",
        ),
      ),
    ).toBe("f({\n  a: 1,\n  b,\n})");
    expect(layout(object("{", [], "}"))).toBe("{}");
  });

  it("puts the body of a function on a line of its own when it does not fit", () => {
    expect(layout(arrow(["a", "b"], "someThing(a)"), 18)).toBe("(a, b) =>\n  someThing(a)");
  });

  it("puts the body of a function given as text on a line of its own too", () => {
    const call = lambda(["text"], "decode.nullable(text)");
    expect(layout(["decode: ", call])).toBe("decode: (text) => decode.nullable(text)");
    expect(layout(["decode: ", call], 30)).toBe("decode: (text) =>\n  decode.nullable(text)");
    const choosing = lambda(["item"], choice("item === null", "null", "f(item)"));
    expect(layout(choosing)).toBe("(item) => (item === null ? null : f(item))");
  });

  it("breaks a choice at its branches", () => {
    const code = ["x = ", choice("a === null", "null", call("f", "a")), ";"];
    expect(layout(code)).toBe("x = a === null ? null : f(a);");
    expect(layout(code, 20)).toBe("x = a === null\n  ? null\n  : f(a);");
  });

  it("breaks a union into its members", () => {
    const code = ["type X = ", { kind: "union", members: ["A", "B"] }, ";"] as const;
    expect(layout(code)).toBe("type X = A | B;");
    expect(layout(code, 10)).toBe("type X =\n  | A\n  | B;");
  });

  it("breaks a template between its pieces", () => {
    const code = template(["shop:users"], [":", call("key.string", "a")], [":", "b"]);
    expect(layout(code, 30)).toBe('"shop:users" +\n`:${key.string(a)}` +\n`:${b}`');
    expect(layout(template(["plain"]))).toBe('"plain"');
    expect(layout(template(["a\"`${'\\"]))).toBe("`a\"\\`\\${'\\\\`");
  });
});
