import { describe, expect, it } from "vitest";
import {
  manifestText,
  manifestVersionOf,
  readManifest,
} from "../../../generator/write/manifest.js";
import { functionSurface, surface } from "../surface/surface-parts.js";

const manifest = {
  outputRevision: 1,
  schema: "../a.yaml",
  schemaHash: "abc",
  files: new Map([
    ["types.ts", "1"],
    ["index.ts", "2"],
  ]),
  surface: surface({
    regions: { users: { keyMangler: "sha1" } },
    functions: { "users.get": functionSurface() },
    types: { Role: "string", User: { id: "string" } },
  }),
};

describe("manifestText", () => {
  it("writes one entry a line, sorted", () => {
    expect(manifestText(manifest).split("\n")).toEqual([
      "{",
      '  "manifestVersion": 3,',
      '  "outputRevision": 1,',
      '  "schema": "../a.yaml",',
      '  "schemaHash": "abc",',
      '  "files": {',
      '    "index.ts": "2",',
      '    "types.ts": "1"',
      "  },",
      '  "surface": {',
      '    "namespace": "test",',
      '    "regions": {',
      '      "users": {',
      '        "keyMangler": "sha1"',
      "      }",
      "    },",
      '    "functions": {',
      '      "users.get": {',
      '        "version": 1,',
      '        "key": "test:users:get:{id}",',
      '        "fingerprint": "24b2d18b04dea5a1",',
      '        "kind": "single",',
      '        "args": {',
      '          "id": "string"',
      "        },",
      '        "returns": "string",',
      '        "accessor": "Get"',
      "      }",
      "    },",
      '    "types": {',
      '      "Role": "string",',
      '      "User": {',
      '        "id": "string"',
      "      }",
      "    }",
      "  },",
      expect.stringMatching(/^ {2}"contentHash": "[0-9a-f]{64}"$/),
      "}",
      "",
    ]);
  });

  it("is read back", () => {
    expect(readManifest(manifestText(manifest))).toEqual(manifest);
  });
});

describe("readManifest", () => {
  it.each([
    "",
    "{",
    "[]",
    "null",
    "1",
    "{}",
    '{"manifestVersion":1}',
    '{"manifestVersion":3,"outputRevision":1}',
  ])("knows nothing from %j", (text) => {
    expect(readManifest(text)).toBeUndefined();
  });

  it("believes none that lists a name that leads elsewhere", () => {
    const files = new Map([
      ["../a.ts", "1"],
      ["b.ts", "2"],
    ]);
    expect(readManifest(manifestText({ ...manifest, files }))).toBeUndefined();
  });

  it.each([
    ["a file's line is gone", /\s*"index.ts": "2",/, ""],
    ["all files are gone", /"files": \{[^}]*\}/, '"files": {}'],
    ["a hash is another", '"2"', '"3"'],
    ["a hash is null", '"2"', "null"],
    ["a fingerprint is another", "24b2d18b04dea5a1", "24b2d18b04dea5a2"],
    ["a fingerprint is null", '"24b2d18b04dea5a1"', "null"],
    ["a key is a number", '"test:users:get:{id}"', "1"],
    ["a version is none", '"version": 1', '"version": 1.5'],
    ["a kind is unknown", '"single"', '"double"'],
    ["an argument has no type", /"args": \{[^}]*\}/, '"args": { "id": 1 }'],
    ["a type is a list", /"User": \{[^}]*\}/, '"User": []'],
    ["a mangler is a number", '"sha1"', "1"],
    ["there is no namespace", '"namespace": "test",', ""],
    ["there are no functions", '"functions"', '"function"'],
    ["there is no surface", '"surface"', '"surfaces"'],
    ["the hash of the schema is another", '"abc"', '"abd"'],
    ["the schema is another", "../a.yaml", "../b.yaml"],
    ["the revision is another", '"outputRevision": 1', '"outputRevision": 2'],
    ["the version is another", '"manifestVersion": 3', '"manifestVersion": 4'],
    ["its own hash is gone", /,\s*"contentHash": "\w+"/, ""],
  ])("believes none in which %s", (_, from, to) => {
    const text = manifestText(manifest);
    const edited = text.replace(from, to);
    expect(edited).not.toBe(text);
    expect(JSON.parse(edited)).toBeTypeOf("object");
    expect(readManifest(edited)).toBeUndefined();
  });

  it("does not mind how the text is laid out", () => {
    const text = JSON.stringify(JSON.parse(manifestText(manifest)));
    expect(readManifest(text)).toEqual(manifest);
  });
});

describe("manifestVersionOf", () => {
  it("tells the form of a manifest, also of one that is not believed", () => {
    expect(manifestVersionOf(manifestText(manifest))).toBe(3);
    expect(manifestVersionOf('{"manifestVersion":2,"outputRevision":7}')).toBe(2);
  });

  it.each(["", "{", "[]", "null", "{}", '{"manifestVersion":"3"}'])("knows none of %j", (text) => {
    expect(manifestVersionOf(text)).toBeUndefined();
  });
});
