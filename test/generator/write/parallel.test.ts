import { fork, type ChildProcess } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { compareOutput, writeOutput } from "../../../generator/write/output.js";
import { freshFolder, namesIn, originOf, textIn, textOf } from "./folder.js";

const ROOT = path.join(import.meta.dirname, "../../..");
const PROGRAM = path.join(import.meta.dirname, "writer.ts");
const TEXTS = ["a", "b"].map((letter) => textOf(letter.repeat(200_000)));
const NAMES = ["one.ts", "two.ts"];

/** Rounds each writer makes at least, all at the same time. */
const ROUNDS = 20;

/** A process that writes until it is let go of. */
class Writer {
  /** How often it has written. */
  rounds = 0;
  readonly ended: Promise<number | null>;
  readonly #process: ChildProcess;

  constructor(folder: string) {
    const options = { cwd: ROOT, execArgv: ["--import", "tsx"] };
    this.#process = fork(PROGRAM, [folder], options);
    this.#process.on("message", (rounds) => (this.rounds = Number(rounds)));
    this.ended = new Promise((resolve, reject) => {
      this.#process.on("error", reject).on("exit", resolve);
    });
  }

  letGo(): void {
    if (this.#process.connected) this.#process.disconnect();
  }

  get isOver(): boolean {
    return this.#process.exitCode !== null;
  }
}

it("eight processes that write one folder show a reader whole files only", async () => {
  const folder = await freshFolder();
  await mkdir(folder);
  const writers = Array.from({ length: 8 }, () => new Writer(folder));
  const seen = new Set<string>();
  const isEnough = (): boolean =>
    TEXTS.every((text) => seen.has(text)) && writers.every(({ rounds }) => rounds >= ROUNDS);
  while (!isEnough() && !writers.some(({ isOver }) => isOver)) {
    for (const name of NAMES) seen.add(await textIn(folder, name).catch(() => "missing"));
  }
  for (const writer of writers) writer.letGo();
  expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual(writers.map(() => 0));
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
