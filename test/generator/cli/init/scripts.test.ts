import fc from "../../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { withScripts } from "../../../../generator/cli/init/scripts.js";
import { Refusal } from "../../../../generator/refusal.js";

const SCRIPTS = { prebuild: "cachegen generate", pretest: "cachegen check" };

describe("withScripts", () => {
  it("adds them after the others, in the form of the file", () => {
    const text = `{
\t"name": "shop",
\t"files": ["a", "b"],
\t"scripts": {
\t\t"test": "vitest \\"}\\""
\t},
\t"version": "1.0.0"
}
`;
    expect(withScripts(text, SCRIPTS)).toEqual({
      text: text.replace(
        '\\"}\\""\n',
        '\\"}\\"",\n\t\t"prebuild": "cachegen generate",\n\t\t"pretest": "cachegen check"\n',
      ),
      added: ["prebuild", "pretest"],
      taken: [],
    });
  });

  it.each([
    [
      "{}",
      '{\n  "scripts": {\n    "prebuild": "cachegen generate",\n    "pretest": "cachegen check"\n  }\n}',
    ],
    [
      '{\r\n    "name": "a"\r\n}\r\n',
      '{\r\n    "name": "a",\r\n    "scripts": {\r\n        "prebuild": "cachegen generate",\r\n        "pretest": "cachegen check"\r\n    }\r\n}\r\n',
    ],
    [
      '{ "scripts": {} }',
      '{ "scripts": {"prebuild": "cachegen generate","pretest": "cachegen check"} }',
    ],
    [
      '{\n  "scripts": {\n  }\n}\n',
      '{\n  "scripts": {\n    "prebuild": "cachegen generate",\n    "pretest": "cachegen check"\n  }\n}\n',
    ],
    [
      '\u{feff}{"private":true}',
      '\u{feff}{"private":true,"scripts": {"prebuild": "cachegen generate","pretest": "cachegen check"}}',
    ],
  ])("writes them into %j", (text, expected) => {
    expect(withScripts(text, SCRIPTS).text).toBe(expected);
  });

  it("leaves a script of that name as it is, and says which ones do something else", () => {
    const scripts = { prebuild: "tsc", pretest: "npm run lint && cachegen check" };
    const text = JSON.stringify({ scripts });
    expect(withScripts(text, SCRIPTS)).toEqual({ text, added: [], taken: ["prebuild"] });
  });

  it("changes nothing but scripts, whatever else the file holds and however it is laid out", () => {
    const file = fc.record({
      name: fc.string(),
      scripts: fc.dictionary(fc.string(), fc.string()),
      more: fc.jsonValue(),
      nested: fc.record({ scripts: fc.jsonValue() }),
    });
    const indent = fc.constantFrom(undefined, 1, 2, 4, "\t");
    fc.assert(
      fc.property(file, indent, fc.constantFrom("\n", "\r\n"), (content, space, end) => {
        const text = JSON.stringify(content, undefined, space).replaceAll("\n", end);
        const result = withScripts(text, SCRIPTS);
        const expected = { ...SCRIPTS, ...content.scripts };
        expect(JSON.parse(result.text)).toEqual(
          JSON.parse(JSON.stringify({ ...content, scripts: expected })),
        );
        const kept = result.text.split(end).filter((line) => text.includes(line.replace(/,$/, "")));
        expect(kept.length).toBeGreaterThanOrEqual(
          text.split(end).length - (space === undefined ? 1 : 2),
        );
      }),
    );
  });

  it.each(["", "[]", "null", "{", '{"scripts": []}', '{"scripts": "a"}', "{'a': 1}"])(
    "refuses %j",
    (text) => {
      expect(() => withScripts(text, SCRIPTS)).toThrow(Refusal);
    },
  );
});
