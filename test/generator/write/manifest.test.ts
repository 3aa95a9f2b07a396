import { describe, expect, it } from "vitest";
import { manifestText, readManifest } from "../../../generator/write/manifest.js";

const manifest = {
  outputRevision: 1,
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
    expect(manifestText(manifest)).toBe(
      `${[
        "{",
        '  "manifestVersion": 1,',
        '  "outputRevision": 1,',
        '  "schemaHash": "abc",',
        '  "files": {',
        '    "index.ts": "2",',
        '    "types.ts": "1"',
        "  },",
        '  "fingerprints": {',
        '    "posts.get": "a",',
        '    "users.get": "b"',
        "  }",
        "}",
      ].join("\n")}\n`,
    );
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
    '{"manifestVersion":2}',
    '{"manifestVersion":1,"outputRevision":1}',
  ])("knows nothing from %j", (text) => {
    expect(readManifest(text)).toBeUndefined();
  });

  it("believes no name that leads elsewhere", () => {
    const text = manifestText({
      ...manifest,
      files: new Map([
        ["../a.ts", "1"],
        ["b.ts", "2"],
      ]),
    });
    expect(readManifest(text)?.files).toEqual(new Map([["b.ts", "2"]]));
  });
});

describe("a manifest of an earlier revision", () => {
  it("lists no fingerprints, and is read all the same", () => {
    const earlier = manifestText(manifest).replace(/,\s*"fingerprints": \{[^}]*\}/, "");
    expect(earlier).not.toContain("users.get");
    expect(readManifest(earlier)).toEqual({ ...manifest, fingerprints: new Map() });
  });
});
