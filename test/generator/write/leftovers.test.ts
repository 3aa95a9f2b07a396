import { mkdir, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryName } from "../../../generator/write/file-name.js";
import { removeLeftovers } from "../../../generator/write/leftovers.js";
import { MANIFEST_NAME } from "../../../generator/write/manifest.js";
import { freshFolder, namesIn } from "./folder.js";

const longAgo = new Date(Date.now() - 61_000);

async function folderOf(...names: readonly string[]): Promise<string> {
  const folder = await freshFolder();
  await mkdir(folder);
  for (const name of names) {
    await writeFile(path.join(folder, name), "half");
    await utimes(path.join(folder, name), longAgo, longAgo);
  }
  return folder;
}

describe("removeLeftovers", () => {
  it("removes what was begun for a file or the manifest over a minute ago", async () => {
    const folder = await folderOf(temporaryName("users.ts"), temporaryName(MANIFEST_NAME));
    await removeLeftovers(folder);
    expect(await namesIn(folder)).toEqual([]);
  });

  it("lets be what somebody may be writing now", async () => {
    const name = temporaryName("users.ts");
    const folder = await folderOf(name);
    await utimes(path.join(folder, name), new Date(), new Date());
    await removeLeftovers(folder);
    expect(await namesIn(folder)).toEqual([name]);
  });

  it("lets be what is not named as ours, and what is no plain file", async () => {
    const foreign = [
      "users.ts",
      ".users.ts.1.tmp",
      ".users.ts.1.0123456789ab",
      ".users.ts.1.0123456789AB.tmp",
      ".notes.txt.1.0123456789ab.tmp",
      "users.ts.1.0123456789ab.tmp",
    ].sort();
    const folder = await folderOf(...foreign);
    const [inner, link] = [temporaryName("a.ts"), temporaryName("b.ts")];
    await mkdir(path.join(folder, inner));
    await symlink(path.join(folder, "users.ts"), path.join(folder, link));
    await removeLeftovers(folder);
    expect(await namesIn(folder)).toEqual([...foreign, inner, link].sort());
  });

  it("finds nothing to do where there is no folder", async () => {
    await expect(removeLeftovers(await freshFolder())).resolves.toBeUndefined();
  });
});
