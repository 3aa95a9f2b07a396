import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import {
  commentText,
  declarable,
  declarableType,
  keySegment,
  member,
  numberText,
  stringText,
  templateText,
} from "../../../generator/plan/literal.js";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      "\\",
      '"',
      "'",
      "`",
      "$",
      "{",
      "}",
      "*",
      "/",
      "\n",
      "\r",
      "\u2028",
      "@",
      "\ud800",
    ),
  }),
);

/** What an expression is worth. */
function valueOf(expression: string): unknown {
  const evaluate: () => unknown = new Function(
    `"use strict"; return (${expression});`,
  ) as () => unknown;
  return evaluate();
}

describe("quote", () => {
  it("writes any text as a literal of that text, on one line", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(valueOf(stringText(text))).toBe(text);
        expect(stringText(text)).not.toMatch(/[\r\n\u2028\u2029]/);
      }),
    );
  });
});

describe("templateText", () => {
  it("writes any text as it stands in a template", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(valueOf(`\`${templateText(text)}\``)).toBe(text);
      }),
    );
  });

  it("leaves quotes as they are", () => {
    expect(templateText('{"id":')).toBe('{"id":');
  });
});

describe("commentText", () => {
  it("writes any text so that the comment goes on to its own end", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(valueOf(`/** ${commentText(text)} */ 1`)).toBe(1);
        expect(commentText(text)).not.toMatch(/[\r\n\u2028\u2029]|\*\/|(?<![\w\\])@|\p{Cs}/u);
      }),
    );
  });

  it("leaves plain sentences alone", () => {
    expect(commentText("  Asks a@b.c for 50 %;\n not more. ")).toBe(
      "Asks a@b.c for 50 %; not more.",
    );
    expect(commentText("@ts-ignore {@link x}")).toBe("\\@ts-ignore {\\@link x}");
  });
});

describe("numberText", () => {
  it("writes any finite number as a literal of that number", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()),
        (value) => {
          expect(valueOf(numberText(value))).toBe(value);
        },
      ),
    );
  });

  it("sets thousands apart", () => {
    expect(numberText(600_000)).toBe("600_000");
    expect(numberText(-1234567)).toBe("-1_234_567");
    expect(numberText(100)).toBe("100");
    expect(numberText(1234.5)).toBe("1234.5");
    expect(numberText(Infinity)).toBe("Infinity");
  });

  it("refuses what is no number", () => {
    expect(() => numberText(Number.NaN)).toThrow("no literal");
  });
});

describe("names", () => {
  const bad = ["", "a b", "a-b", "1a", "x'); process.exit(1); ('", "a\n", "ä", "a.b"];

  it.each(bad)("refuses %j", (name) => {
    expect(() => declarable(name)).toThrow("cannot be a name");
    expect(() => member(name)).toThrow("cannot be a name");
  });

  it("lets nothing be declared that is a word of the language", () => {
    expect(() => declarable("class")).toThrow("cannot be a name");
    expect(() => declarable("eval")).toThrow("cannot be a name");
    expect(member("class")).toBe("class");
    expect(() => member("__proto__")).toThrow("cannot be a name");
  });

  it("lets no type hide what generated code uses", () => {
    expect(() => declarableType("Date")).toThrow("cannot be a name");
    expect(declarableType("Dates")).toBe("Dates");
  });

  it("lets no separator into a key's head", () => {
    expect(keySegment("shop.eu-1")).toBe("shop.eu-1");
    for (const name of ["a:b", "a@2", "", "{a}", "a b"]) {
      expect(() => keySegment(name)).toThrow("cannot be a name");
    }
  });
});
