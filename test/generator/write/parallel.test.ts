import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { compareOutput, writeOutput } from "../../../generator/write/output.js";
import { freshFolder, namesIn, originOf, textIn, textOf } from "./folder.js";

const ROOT = path.join(import.meta.dirname, "../../..");
const TEXTS = ["a", "b"].map((letter) => textOf(letter.repeat(200_000)));
const NAMES = ["one.ts", "two.ts"];

function writer(folder: string): Promise<number | null> {
  const args = ["--import", "tsx", "test/generator/write/writer.ts", folder, "20"];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
}

it("eight processes that write one folder show a reader whole files only", async () => {
  const folder = await freshFolder();
  await mkdir(folder);
  let running = true;
  const writing = Promise.all(Array.from({ length: 8 }, () => writer(folder)));
  const ended = writing.finally(() => (running = false));
  const seen = new Set<string>();
  while (running) {
    for (const name of NAMES) seen.add(await textIn(folder, name).catch(() => "missing"));
  }
  expect(await ended).toEqual(Array.from({ length: 8 }, () => 0));
  seen.delete("missing");
  expect([...seen].filter((text) => !TEXTS.includes(text)).map((text) => text.length)).toEqual([]);
  expect(seen.size).toBe(2);

  expect(await namesIn(folder)).toEqual([".cachegen.json", ...NAMES]);
  const files = new Map(NAMES.map((name) => [name, TEXTS[0] ?? ""]));
  await writeOutput(folder, files, originOf("a"));
  expect(await compareOutput(folder, files)).toEqual({
    changed: [],
    missing: [],
    orphaned: [],
    edited: [],
    foreign: [],
  });
});
