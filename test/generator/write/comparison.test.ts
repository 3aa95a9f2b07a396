import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { MANIFEST_NAME } from "../../../generator/write/manifest.js";
import { Refusal } from "../../../generator/refusal.js";
import { compareOutput, isCurrent, writeOutput } from "../../../generator/write/output.js";
import { functionSurface, surface } from "../surface/surface-parts.js";
import { freshFolder, originOf, textIn, textOf } from "./folder.js";

const files = new Map([
  ["types.ts", textOf("a")],
  ["index.ts", textOf("b")],
]);
const none = { changed: [], missing: [], orphaned: [], edited: [], foreign: [] };

describe("compareOutput", () => {
  it("finds everything missing where there is no folder, and makes none", async () => {
    const folder = await freshFolder();
    const missing = [MANIFEST_NAME, "index.ts", "types.ts"];
    expect(await compareOutput(folder, files)).toEqual({ ...none, missing });
    await expect(stat(folder)).rejects.toThrow("ENOENT");
  });

  it("finds nothing after a write", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    expect(await compareOutput(folder, files)).toEqual(none);
  });

  it("tells changed, missing and orphaned files apart", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const now = new Map([
      ["index.ts", textOf("new")],
      ["users.ts", textOf("new")],
    ]);
    expect(await compareOutput(folder, now)).toEqual({
      changed: [MANIFEST_NAME, "index.ts"],
      missing: ["users.ts"],
      orphaned: ["types.ts"],
      edited: [],
      foreign: [],
    });
    expect(await textIn(folder, "index.ts")).toBe(textOf("b"));
  });

  it("says what generate would not replace: a file without the mark, a folder in the place of a file", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    await writeFile(path.join(folder, "types.ts"), "mine");
    const changed = ["types.ts"];
    expect(await compareOutput(folder, files)).toEqual({ ...none, changed, foreign: changed });
    await rm(path.join(folder, "types.ts"));
    await mkdir(path.join(folder, "types.ts"));
    expect(await compareOutput(folder, files)).toEqual({ ...none, changed, foreign: changed });
    await expect(writeOutput(folder, files, originOf("hash"))).rejects.toThrow(Refusal);
  });

  it("finds an edited file, and a manifest that does not list what is there", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    await writeFile(path.join(folder, "types.ts"), textOf("edited"));
    expect(await compareOutput(folder, files)).toEqual({ ...none, changed: ["types.ts"] });
    await writeOutput(folder, files, originOf("hash"));
    await writeFile(path.join(folder, MANIFEST_NAME), "{");
    expect(await compareOutput(folder, files)).toEqual({ ...none, changed: [MANIFEST_NAME] });
  });
});

describe("compareOutput with a surface", () => {
  it("finds a manifest that has another", async () => {
    const folder = await freshFolder();
    const get = functionSurface();
    const shown = surface({ functions: { "users.get": get } });
    await writeOutput(folder, files, originOf("hash", shown));
    const changed = [MANIFEST_NAME];
    const others = [
      surface(),
      surface({ functions: { "users.get": { ...get, fingerprint: "b" } } }),
      surface({ functions: { "users.find": get } }),
      surface({ functions: { "users.get": get, "users.find": get } }),
      { ...shown, types: { User: "string" } },
    ];
    expect(await compareOutput(folder, files, shown)).toEqual(none);
    for (const other of others) {
      expect(await compareOutput(folder, files, other)).toEqual({ ...none, changed });
    }
  });
});

describe("isCurrent", () => {
  it("holds after a write, for that schema alone", async () => {
    const folder = await freshFolder();
    expect(await isCurrent(folder, "hash")).toBe(false);
    await writeOutput(folder, files, originOf("hash"));
    expect(await isCurrent(folder, "hash")).toBe(true);
    expect(await isCurrent(folder, "other")).toBe(false);
  });

  it("ends when a file is edited or gone", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    await writeFile(path.join(folder, "types.ts"), "edited");
    expect(await isCurrent(folder, "hash")).toBe(false);
    await rm(path.join(folder, "types.ts"));
    expect(await isCurrent(folder, "hash")).toBe(false);
  });

  it("ends with another revision of the output", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const manifest = await textIn(folder, MANIFEST_NAME);
    const other = manifest.replace(/"outputRevision": \d+/, '"outputRevision": 0');
    await writeFile(path.join(folder, MANIFEST_NAME), other);
    expect(await isCurrent(folder, "hash")).toBe(false);
    expect((await compareOutput(folder, files)).changed).toEqual([MANIFEST_NAME]);
  });
});
