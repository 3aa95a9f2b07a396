import { rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../generator/refusal.js";
import { MANIFEST_NAME } from "../../../generator/write/manifest.js";
import { writeOutput } from "../../../generator/write/output.js";
import { freshFolder, namesIn, originOf, textIn, textOf } from "./folder.js";

const users = new Map([["users.ts", textOf("a")]]);
const posts = new Map([["posts.ts", textOf("b")]]);

/** A folder that holds what `a.yaml` beside it generates. */
async function folderOfA(): Promise<{ readonly folder: string; readonly a: string }> {
  const folder = await freshFolder();
  const a = path.join(path.dirname(folder), "a.yaml");
  await writeFile(a, "");
  await writeOutput(folder, users, originOf("a", undefined, a));
  return { folder, a };
}

describe("an output folder", () => {
  it("is refused to a second schema, and left as it is", async () => {
    const { folder, a } = await folderOfA();
    const b = path.join(path.dirname(a), "b.yaml");
    const writing = writeOutput(folder, posts, originOf("b", undefined, b));
    await expect(writing).rejects.toThrow(Refusal);
    await expect(writing).rejects.toThrow("generated/ holds what a.yaml generates");
    expect(await namesIn(folder)).toEqual([MANIFEST_NAME, "users.ts"]);
    expect(await textIn(folder, MANIFEST_NAME)).toContain('"schema": "../a.yaml"');
  });

  it("is refused to a schema of the same name from elsewhere", async () => {
    const { folder, a } = await folderOfA();
    const other = path.join(path.dirname(a), "sub", "a.yaml");
    const writing = writeOutput(folder, posts, originOf("b", undefined, other));
    await expect(writing).rejects.toThrow("generated/ holds what ../a.yaml generates");
  });

  it("is refused to a second schema where nobody can tell whether the first is there", async () => {
    const { folder, a } = await folderOfA();
    await rm(a);
    await symlink("a.yaml", a);
    const b = path.join(path.dirname(a), "b.yaml");
    const writing = writeOutput(folder, posts, originOf("b", undefined, b));
    await expect(writing).rejects.toThrow(Refusal);
    await expect(writing).rejects.toThrow(
      "generated/ holds what a.yaml generated, which cannot be read: its links lead in a circle",
    );
    expect(await namesIn(folder)).toEqual([MANIFEST_NAME, "users.ts"]);
  });

  it("goes on with a schema that was renamed", async () => {
    const { folder, a } = await folderOfA();
    const b = path.join(path.dirname(a), "b.yaml");
    await rename(a, b);
    const summary = await writeOutput(folder, posts, originOf("b", undefined, b));
    expect(summary).toMatchObject({ written: ["posts.ts"], removed: ["users.ts"] });
  });
});
