import { describe, expect, it } from "vitest";
import { manifestText, readManifest } from "../../../generator/write/manifest.js";

const manifest = {
  outputRevision: 1,
  schema: "../a.yaml",
  schemaHash: "abc",
  files: new Map([
    ["types.ts", "1"],
    ["index.ts", "2"],
  ]),
  fingerprints: new Map([
    ["users.get", "b"],
    ["posts.get", "a"],
  ]),
};

describe("manifestText", () => {
  it("writes one entry a line, sorted", () => {
    expect(manifestText(manifest).split("\n")).toEqual([
      "{",
      '  "manifestVersion": 2,',
      '  "outputRevision": 1,',
      '  "schema": "../a.yaml",',
      '  "schemaHash": "abc",',
      '  "files": {',
      '    "index.ts": "2",',
      '    "types.ts": "1"',
      "  },",
      '  "fingerprints": {',
      '    "posts.get": "a",',
      '    "users.get": "b"',
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
    '{"manifestVersion":2,"outputRevision":1}',
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
    ["a fingerprint is another", '"b"', '"c"'],
    ["a fingerprint is null", '"b"', "null"],
    ["the fingerprints are gone", /"fingerprints": \{[^}]*\},/, ""],
    ["the hash of the schema is another", '"abc"', '"abd"'],
    ["the schema is another", "../a.yaml", "../b.yaml"],
    ["the revision is another", '"outputRevision": 1', '"outputRevision": 2'],
    ["the version is another", '"manifestVersion": 2', '"manifestVersion": 3'],
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
