import fc from "../../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { withScripts } from "../../../../generator/cli/init/scripts.js";
import { Refusal } from "../../../../generator/refusal.js";

const SCRIPTS = { prebuild: "cachegen generate", pretest: "cachegen check" };

describe("withScripts", () => {
  it("adds them after the others, in the form of the file", async () => {
    const text = `{
\t"name": "shop",
\t"files": ["a", "b"],
\t"scripts": {
\t\t"test": "vitest \\"}\\""
\t},
\t"version": "1.0.0"
}
`;
    expect(await withScripts(text, SCRIPTS)).toEqual({
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
    [
      '{"scripts":{"a":"b"},"x":1,"scripts":{"c":"d"}}',
      '{"scripts":{"a":"b"},"x":1,"scripts":{"c":"d","prebuild": "cachegen generate","pretest": "cachegen check"}}',
    ],
    [
      '{"<<":{"scripts":{}},"&a":"*a","scripts":{"# a":"!b\\/\\u00e9"},"__proto__":null}',
      '{"<<":{"scripts":{}},"&a":"*a","scripts":{"# a":"!b\\/\\u00e9","prebuild": "cachegen generate","pretest": "cachegen check"},"__proto__":null}',
    ],
    [
      `{"${"k".repeat(2000)}"\n:\n1 , "scripts"\t:\t{}}`,
      `{"${"k".repeat(2000)}"\n:\n1 , "scripts"\t:\t{"prebuild": "cachegen generate","pretest": "cachegen check"}}`,
    ],
    [
      `{"a":${"[".repeat(3000)}${"]".repeat(3000)},"scripts":{}}`,
      `{"a":${"[".repeat(3000)}${"]".repeat(3000)},"scripts":{"prebuild": "cachegen generate","pretest": "cachegen check"}}`,
    ],
  ])("writes them into %j", async (text, expected) => {
    expect((await withScripts(text, SCRIPTS)).text).toBe(expected);
  });

  it("leaves a script of that name as it is, and says which ones do something else", async () => {
    const scripts = { prebuild: "tsc", pretest: "npm run lint && cachegen check" };
    const text = JSON.stringify({ scripts });
    expect(await withScripts(text, SCRIPTS)).toEqual({ text, added: [], taken: ["prebuild"] });
  });

  it("changes nothing but scripts, whatever else the file holds and however it is laid out", async () => {
    const file = fc.record({
      name: fc.string(),
      scripts: fc.dictionary(fc.string(), fc.string()),
      more: fc.jsonValue(),
      nested: fc.record({ scripts: fc.jsonValue() }),
    });
    const indent = fc.constantFrom(undefined, 1, 2, 4, "\t");
    await fc.assert(
      fc.asyncProperty(file, indent, fc.constantFrom("\n", "\r\n"), async (content, space, end) => {
        const text = JSON.stringify(content, undefined, space).replaceAll("\n", end);
        const result = await withScripts(text, SCRIPTS);
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
    async (text) => {
      await expect(withScripts(text, SCRIPTS)).rejects.toThrow(Refusal);
    },
  );
});
