import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** One line of the list. */
interface Entry {
  readonly id: string;
  readonly mark: string;
  /** The files that test it. */
  readonly files: readonly string[];
}

const FILE = /\[\w[\w-]*\]\(conformance\/([\w.-]+)\)/g;
const LINE = /^- \*\*([DF]\d+)\*\* (=|\+|-|comes with \w+):? ./;

const here = new URL("./", import.meta.url);
const lines = readFileSync(new URL("../conformance.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("- **"));
const entries = lines.flatMap(entryOf);

function entryOf(line: string): Entry[] {
  const [, id, mark] = LINE.exec(line) ?? [];
  const files = [...line.matchAll(FILE)].map(([, file = ""]) => file);
  return id === undefined || mark === undefined ? [] : [{ id, mark, files }];
}

/** The numbers with which names of tests in a file begin. */
function testedIn(file: string): ReadonlySet<string> {
  const source = readFileSync(new URL(file, here), "utf8");
  return new Set([...source.matchAll(/"([DF]\d+): /g)].map(([, id = ""]) => id));
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
}

describe("the list of behaviours", () => {
  it("has a well-formed line for each number, once and in order", () => {
    expect(lines.filter((line) => entryOf(line).length === 0)).toEqual([]);
    expect(entries.map(({ id }) => id)).toEqual([...numbered("D", 105), ...numbered("F", 30)]);
  });

  it("names for each line that can be tested here a file whose tests bear its number", () => {
    const testable = entries.filter(({ mark }) => mark === "=" || mark === "+");
    const isTested = ({ id, files }: Entry): boolean =>
      files.length > 0 && files.every((file) => testedIn(file).has(id));
    const missing = testable.filter((entry) => !isTested(entry));
    expect(missing).toEqual([]);
  });

  it("names the file of every number that a test bears", () => {
    const files = readdirSync(here).filter((file) => file.endsWith(".test.ts"));
    const known = new Set(
      entries.flatMap(({ id, files }) => files.map((file) => `${id} in ${file}`)),
    );
    const tested = files.flatMap((file) => [...testedIn(file)].map((id) => `${id} in ${file}`));
    expect(tested.filter((place) => !known.has(place))).toEqual([]);
  });
});
