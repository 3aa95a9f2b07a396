import { readFileSync } from "node:fs";
import { main } from "../../generator/cli/main.js";
import { Readable } from "node:stream";
import { Project } from "../generator/cli/project.js";
import type { Block, Page } from "./page.js";

/** An example of the command line: what it prints, and how it ends. */
export interface Played {
  readonly block: Block;
  readonly exitCode: number;
  /** Both streams, in the order they were written to; of the last command. */
  readonly output: string;
  /** What the page says it prints; `undefined` when it does not say. */
  readonly shown: string | undefined;
}

/** Plays a page's examples of the command line, one after the other, in one project; its files are written there. */
export async function playPage(page: Page): Promise<readonly Played[]> {
  const project = new Project({}).install();
  project.write("package.json", '{ "name": "hello", "type": "module" }\n');
  try {
    const played: Played[] = [];
    for (const [at, block] of page.blocks.entries()) {
      if (WRITTEN.includes(block.language)) project.write(block.label, block.text);
      if (block.language !== "sh") continue;
      const next = page.blocks[at + 1];
      const shown = next?.label === "prints" ? next.text : undefined;
      played.push({ block, shown, ...(await playBlock(block, project)) });
    }
    return played;
  } finally {
    project.remove();
  }
}

/** The languages of examples that are files. */
const WRITTEN = ["yaml", "ts"];

/** The exit code an example claims. */
export function claimedExitCode({ label }: Block): number {
  return Number(/^exits with (\d+)$/.exec(label)?.[1] ?? 0);
}

type Ending = Pick<Played, "exitCode" | "output">;

async function playBlock({ label, text }: Block, project: Project): Promise<Ending> {
  let ending: Ending = { exitCode: 0, output: "" };
  for (const line of text.split("\n")) {
    const words = wordsOf(line);
    if (words.length === 0) continue;
    ending = await playCommand(words, project, label === "until stopped");
  }
  return ending;
}

function wordsOf(line: string): readonly string[] {
  const words = line.replace(/(^|\s)#.*/, "").match(/"[^"]*"|\S+/g) ?? [];
  return words.map((word) => word.replaceAll('"', ""));
}

async function playCommand(
  [npx, cachegen, ...words]: readonly string[],
  project: Project,
  isStopped: boolean,
): Promise<Ending> {
  if (npx !== "npx" || cachegen !== "cachegen") throw new Error(`cannot play ${npx} ${cachegen}`);
  const from = words.indexOf("<");
  const argv = from < 0 ? words : words.slice(0, from);
  const input = from < 0 ? "" : readFileSync(project.path(words[from + 1] ?? ""), "utf8");
  const stopping = new AbortController();
  let output = "";
  const write = (text: string): void => {
    output += text;
    if (isStopped && text.startsWith("waiting")) stopping.abort();
  };
  const exitCode = await main(argv, {
    cwd: project.root,
    env: {},
    stdin: Readable.from([Buffer.from(input)]),
    stdout: { write },
    stderr: { write },
    stopSignal: () => stopping.signal,
  });
  return { exitCode, output };
}
