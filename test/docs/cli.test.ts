import { beforeAll, describe, expect, it } from "vitest";
import { SCRIPTS, starterSchema } from "../../generator/cli/init/starter.js";
import { buildProgram } from "../../generator/cli/program.js";
import { claimedExitCode, playPage, type Played } from "./command-line.js";
import { readPages, tableColumn, ROOT, type Page } from "./page.js";

function readCliPage(): Page {
  const page = readPages().find(({ path }) => path === "docs/cli.md");
  if (page === undefined) throw new Error("there is no docs/cli.md");
  return page;
}

const page = readCliPage();

describe("the examples of docs/cli.md", () => {
  let played: readonly Played[] = [];

  beforeAll(async () => {
    played = await playPage(page);
  });

  it("are commands, most with what they print", () => {
    expect(played.filter(({ shown }) => shown !== undefined).length).toBeGreaterThan(6);
  });

  it("end as the page says", () => {
    const endings = played.map(({ block, exitCode }) => `${block.line}: ${exitCode}`);
    expect(endings).toEqual(played.map(({ block }) => `${block.line}: ${claimedExitCode(block)}`));
  });

  it("print what the page says", () => {
    for (const { shown, output, block } of played) {
      // A formatter takes the spaces at the ends of lines away.
      const trimmed = output.replace(/ +$/gm, "");
      if (shown !== undefined) expect(trimmed, `line ${block.line}`).toBe(shown);
    }
  });
});

describe("the tables of docs/cli.md", () => {
  const stream = { write: () => true };
  const terminal = {
    cwd: ROOT,
    env: {},
    stdin: (async function* () {})(),
    stdout: stream,
    stderr: stream,
    stopSignal: () => new AbortController().signal,
  };
  const program = buildProgram(terminal, async () => undefined);
  const flagsOf = ({ options }: Pick<typeof program, "options">): string[] =>
    options.flatMap(({ short, long }) => [short, long].filter((flag) => flag !== undefined));

  it("have a row for every command, and for no other", () => {
    const names = program.commands.map((command) => command.name());
    expect(tableColumn(page, "command").sort()).toEqual(names.sort());
  });

  it("have a row for every option, and for no other", () => {
    const flags = [program, ...program.commands].flatMap(flagsOf);
    const listed = tableColumn(page, "option");
    expect([...new Set(listed)].sort()).toEqual([...new Set([...flags, "-h", "--help"])].sort());
  });
});

describe("the README's quick start", () => {
  const [readme] = readPages();

  it("shows the schema that init writes", () => {
    const shown = readme?.blocks.find(({ label }) => label === "cache.schema.yaml");
    expect(shown?.text).toBe(starterSchema("hello"));
  });

  it("shows the scripts that init adds", () => {
    const shown = readme?.blocks.find(({ label }) => label === "package.json");
    expect(JSON.parse(shown?.text ?? "")).toEqual({ scripts: SCRIPTS });
  });
});
