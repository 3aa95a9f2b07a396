import { chmod, mkdir, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../generator/refusal.js";
import { MANIFEST_NAME } from "../../../generator/write/manifest.js";
import { compareOutput, isCurrent, writeOutput } from "../../../generator/write/output.js";
import { freshFolder, namesIn, originOf, textIn, textOf } from "./folder.js";

const files = new Map([
  ["types.ts", textOf("a")],
  ["index.ts", textOf("b")],
]);
const fewer = new Map([["index.ts", textOf("b")]]);
const none = { changed: [], missing: [], orphaned: [] };
const longAgo = new Date("2001-01-01T00:00:00Z");

describe("writeOutput", () => {
  it("makes the folder, the files and the manifest", async () => {
    const folder = await freshFolder();
    expect(await writeOutput(folder, files, originOf("hash"))).toEqual({
      written: ["index.ts", "types.ts"],
      unchanged: [],
      removed: [],
      kept: [],
    });
    expect(await namesIn(folder)).toEqual([MANIFEST_NAME, "index.ts", "types.ts"]);
    expect(await textIn(folder, "types.ts")).toBe(textOf("a"));
  });

  it("touches nothing that is as it should be", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const names = await namesIn(folder);
    for (const name of names) await utimes(path.join(folder, name), longAgo, longAgo);
    const summary = await writeOutput(folder, files, originOf("hash"));
    expect(summary).toMatchObject({ written: [], unchanged: ["index.ts", "types.ts"] });
    for (const name of names) expect((await stat(path.join(folder, name))).mtime).toEqual(longAgo);
  });

  it("takes other line ends for the same text", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    for (const name of await namesIn(folder)) {
      const text = await textIn(folder, name);
      await writeFile(path.join(folder, name), text.replaceAll("\n", "\r\n"));
    }
    expect(await isCurrent(folder, "hash")).toBe(true);
    expect(await compareOutput(folder, files)).toEqual(none);
    expect((await writeOutput(folder, files, originOf("hash"))).written).toEqual([]);
    expect(await textIn(folder, "types.ts")).toContain("\r\n");
  });

  it("writes only what differs", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const summary = await writeOutput(
      folder,
      new Map([...files, ["types.ts", textOf("c")]]),
      originOf("new"),
    );
    expect(summary).toMatchObject({ written: ["types.ts"], unchanged: ["index.ts"] });
    expect(await textIn(folder, "types.ts")).toBe(textOf("c"));
  });

  it("writes anew what was edited by hand", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    await writeFile(path.join(folder, "types.ts"), "edited");
    expect((await writeOutput(folder, files, originOf("hash"))).written).toEqual(["types.ts"]);
    expect(await textIn(folder, "types.ts")).toBe(textOf("a"));
  });

  it("removes what it wrote and no longer generates", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const summary = await writeOutput(folder, fewer, originOf("hash"));
    expect(summary).toMatchObject({ unchanged: ["index.ts"], removed: ["types.ts"], kept: [] });
    expect(await namesIn(folder)).toEqual([MANIFEST_NAME, "index.ts"]);
  });

  it("keeps what was edited and no longer is generated, and says so every time", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    await writeFile(path.join(folder, "types.ts"), "mine now");
    expect((await writeOutput(folder, fewer, originOf("hash"))).kept).toEqual(["types.ts"]);
    expect((await writeOutput(folder, fewer, originOf("hash"))).kept).toEqual(["types.ts"]);
    expect(await isCurrent(folder, "hash")).toBe(false);
    expect((await compareOutput(folder, fewer)).orphaned).toEqual(["types.ts"]);
    expect(await textIn(folder, "types.ts")).toBe("mine now");
    await rm(path.join(folder, "types.ts"));
    expect((await writeOutput(folder, fewer, originOf("hash"))).kept).toEqual([]);
    expect(await isCurrent(folder, "hash")).toBe(true);
  });

  it("lets be what it did not write", async () => {
    const folder = await freshFolder();
    await mkdir(folder);
    await writeFile(path.join(folder, "notes.ts"), "mine");
    await writeOutput(folder, files, originOf("hash"));
    await writeOutput(folder, fewer, originOf("hash"));
    expect(await textIn(folder, "notes.ts")).toBe("mine");
  });

  it("refuses to replace a file of somebody else's, before it writes anything", async () => {
    const folder = await freshFolder();
    await mkdir(folder);
    await writeFile(path.join(folder, "types.ts"), "mine");
    await expect(writeOutput(folder, files, originOf("hash"))).rejects.toThrow(Refusal);
    await expect(writeOutput(folder, files, originOf("hash"))).rejects.toThrow("types.ts");
    expect(await namesIn(folder)).toEqual(["types.ts"]);
  });

  it("takes up generated files whose manifest is lost", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, new Map([["types.ts", textOf("old")]]), originOf("hash"));
    await rm(path.join(folder, MANIFEST_NAME));
    expect((await writeOutput(folder, files, originOf("hash"))).written).toEqual([
      "index.ts",
      "types.ts",
    ]);
  });

  it("does not remove a file whose name differs by case alone from a generated one", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, new Map([["Users.ts", textOf("a")]]), originOf("hash"));
    const summary = await writeOutput(
      folder,
      new Map([["users.ts", textOf("a")]]),
      originOf("hash"),
    );
    expect(summary.removed).toEqual([]);
  });

  it("leaves whole files and nothing else behind when a write fails", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    // Its own name is short enough, that of its temporary file is not.
    const long = `z${"z".repeat(245)}.ts`;
    const changed = new Map([...files, ["index.ts", textOf("new")], [long, textOf("new")]]);
    await expect(writeOutput(folder, changed, originOf("hash"))).rejects.toThrow("ENAMETOOLONG");
    expect(await namesIn(folder)).toEqual([MANIFEST_NAME, "index.ts", "types.ts"]);
    expect(await textIn(folder, "index.ts")).toBe(textOf("new"));
    expect(await isCurrent(folder, "hash")).toBe(false);
  });

  it.each(["types.ts", MANIFEST_NAME])(
    "refuses a folder in the place of %s, before it writes anything",
    async (name) => {
      const folder = await freshFolder();
      await mkdir(path.join(folder, name), { recursive: true });
      const writing = writeOutput(folder, files, originOf("hash"));
      await expect(writing).rejects.toThrow(Refusal);
      await expect(writing).rejects.toThrow(`${name} in the output folder is a folder`);
      expect(await namesIn(folder)).toEqual([name]);
    },
  );

  it("shows a reader whole files only, however often they are replaced", async () => {
    const folder = await freshFolder();
    const texts = ["a", "b"].map((letter) => textOf(letter.repeat(200_000)));
    await writeOutput(folder, new Map([["types.ts", texts[0] ?? ""]]), originOf("hash"));
    const seen = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const next = new Map([["types.ts", texts[round % 2] ?? ""]]);
      const writing = writeOutput(folder, next, originOf("hash"));
      for (const read of [1, 2, 3].map(() => textIn(folder, "types.ts"))) seen.add(await read);
      await writing;
    }
    expect([...seen].filter((text) => !texts.includes(text))).toEqual([]);
    expect(await namesIn(folder)).toEqual([MANIFEST_NAME, "types.ts"]);
  });

  it("says that a folder it may not write to cannot be written", async ({ skip }) => {
    if (process.getuid?.() === 0) skip("the superuser may write anywhere");
    const folder = await freshFolder();
    await mkdir(folder);
    await chmod(folder, 0o555);
    await expect(writeOutput(folder, files, originOf("hash"))).rejects.toThrow("EACCES");
  });

  it("refuses a folder that is a link or no folder", async () => {
    const folder = await freshFolder();
    const elsewhere = `${folder}-elsewhere`;
    await mkdir(elsewhere);
    await symlink(elsewhere, folder);
    await expect(writeOutput(folder, files, originOf("hash"))).rejects.toThrow(
      "is a symbolic link",
    );
    expect(await namesIn(elsewhere)).toEqual([]);
    await writeOutput(elsewhere, files, originOf("hash"));
    expect(await isCurrent(folder, "hash")).toBe(false);
    await expect(compareOutput(folder, files)).rejects.toThrow(Refusal);
    await rm(folder);
    await writeFile(folder, "");
    await expect(writeOutput(folder, files, originOf("hash"))).rejects.toThrow("is not a folder");
  });

  it("replaces a link of a name it has written, not what the link leads to", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const outside = `${folder}-outside.ts`;
    await rename(path.join(folder, "types.ts"), outside);
    await symlink(outside, path.join(folder, "types.ts"));
    expect(await isCurrent(folder, "hash")).toBe(false);
    await writeOutput(folder, new Map([...files, ["types.ts", textOf("new")]]), originOf("hash"));
    expect(await textIn(path.dirname(outside), path.basename(outside))).toBe(textOf("a"));
    expect(await textIn(folder, "types.ts")).toBe(textOf("new"));
  });

  it("keeps a link in the place of what is generated no more", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const outside = `${folder}-outside.ts`;
    await rename(path.join(folder, "types.ts"), outside);
    await symlink(outside, path.join(folder, "types.ts"));
    expect((await writeOutput(folder, fewer, originOf("hash"))).kept).toEqual(["types.ts"]);
    expect(await textIn(path.dirname(outside), path.basename(outside))).toBe(textOf("a"));
  });

  it("deletes nothing outside, whatever the manifest lists", async () => {
    const folder = await freshFolder();
    await writeOutput(folder, files, originOf("hash"));
    const outside = path.join(path.dirname(folder), "outside.ts");
    await rename(path.join(folder, "types.ts"), outside);
    const manifest = await textIn(folder, MANIFEST_NAME);
    await writeFile(
      path.join(folder, MANIFEST_NAME),
      manifest.replace('"types.ts"', '"../outside.ts"'),
    );
    expect(await writeOutput(folder, fewer, originOf("hash"))).toMatchObject({
      removed: [],
      kept: [],
    });
    expect(await textIn(path.dirname(outside), "outside.ts")).toBe(textOf("a"));
  });

  it.each(["../a.ts", "a/b.ts", "/a.ts", ".hidden.ts", "a.js", "", "a.ts\n"])(
    "refuses the file name %j",
    async (name) => {
      const folder = await freshFolder();
      await expect(writeOutput(folder, new Map([[name, ""]]), originOf("hash"))).rejects.toThrow(
        "cannot be a generated file",
      );
      await expect(compareOutput(folder, new Map([[name, ""]]))).rejects.toThrow();
    },
  );

  it("refuses two names that a file system may take for one", async () => {
    const twice = new Map([
      ["a.ts", ""],
      ["A.ts", ""],
    ]);
    await expect(writeOutput(await freshFolder(), twice, originOf("hash"))).rejects.toThrow(
      "two generated",
    );
  });
});
