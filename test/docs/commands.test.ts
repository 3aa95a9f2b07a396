import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { main } from "../../generator/cli/main.js";
import { blocksIn, readPages, ROOT } from "./page.js";

/** What npm itself can do and an example may ask of it. */
const NPM_VERBS = ["ci", "init", "install", "pack", "pkg"];

const pages = readPages();
const commands = pages.flatMap((page) =>
  blocksIn(page, "sh").flatMap(({ text, line }) =>
    text
      .split(/\n|&&/)
      .map((command) => command.replace(/#.*/, "").trim())
      .filter((command) => command !== "")
      .map((command) => ({ command, place: `${page.path}:${line}` })),
  ),
);

/** A file of JSON with scripts in it: ours, and the one an example shows. */
interface WithScripts {
  readonly scripts: Readonly<Record<string, string>>;
}

function readScripts(text: string): Readonly<Record<string, string>> {
  // A script that is missing shows as a script that is missing.
  return (JSON.parse(text) as WithScripts).scripts;
}

async function helpText(): Promise<string> {
  let help = "";
  const stdout = { write: (text: string) => (help += text) };
  const stdin = Readable.from([]);
  const stopSignal = (): AbortSignal => new AbortController().signal;
  await main(["--help"], { cwd: ROOT, env: {}, stdin, stdout, stderr: stdout, stopSignal });
  return help;
}

async function expectCachegen(word: string | undefined): Promise<void> {
  expect(await helpText()).toMatch(word === undefined ? /^Usage: cachegen/ : wordIn(word));
}

function wordIn(word: string): RegExp {
  return new RegExp(`^.*(?<![\\w-])${word}(?![\\w-])`, "m");
}

function expectNpm(verb: string | undefined, script: string | undefined): void {
  const scripts = readScripts(readFileSync(join(ROOT, "package.json"), "utf8"));
  if (verb === "run") expect(Object.keys(scripts)).toContain(script);
  else if (verb === "test") expect(Object.keys(scripts)).toContain("test");
  else expect(NPM_VERBS).toContain(verb);
}

describe("commands", () => {
  it.each(commands)("$place: $command is there to be run", async ({ command }) => {
    const [program, first, second] = command.replace(/^(?:[A-Z_]+=\S+\s+)+/, "").split(/\s+/);
    if (program === "npm") return expectNpm(first, second);
    expect(program).toBe("npx");
    if (first === "cachegen") return expectCachegen(second);
    expect(first).toBe("tsx");
  });
});

describe("scripts of an example package.json", () => {
  const scripts = pages.flatMap((page) =>
    blocksIn(page, "json").flatMap(({ text }) => Object.values(readScripts(text))),
  );

  it.each(scripts)("%s names a command of cachegen", async (script) => {
    const word = /\bcachegen (\w+)/.exec(script)?.[1];
    expect(word).toBeDefined();
    await expectCachegen(word);
  });
});
