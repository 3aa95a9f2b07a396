import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Root of the repository. */
export const ROOT: string = join(import.meta.dirname, "../..");

/** A fenced example: ` ```language label `, text, ` ``` `. */
export interface Block {
  readonly language: string;
  /** What follows the language: a file name, or what the example is. */
  readonly label: string;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

/** A page of the documentation. */
export interface Page {
  /** Path from the root. */
  readonly path: string;
  /** File name without its ending. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** The README and everything under docs. */
export function readPages(): Page[] {
  const docs = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", ...docs.sort().map((name) => `docs/${name}`)].map(readPage);
}

function readPage(path: string): Page {
  const text = readFileSync(join(ROOT, path), "utf8");
  return { path, name: basename(path, ".md"), text, blocks: blocksOf(text) };
}

function blocksOf(text: string): Block[] {
  const fences = text.matchAll(/^```(\w+)[ ]?(.*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(({ index, 1: language = "", 2: label = "", 3: body = "" }) => {
    return { language, label, text: body, line: text.slice(0, index).split("\n").length };
  });
}

/** The examples of a page in one language. */
export function blocksIn(page: Page, language: string): Block[] {
  return page.blocks.filter((block) => block.language === language);
}

/** The rows of the table whose head begins with this word, each as its cells. */
export function tableRows(page: Page, head: string): string[][] {
  return tableLines(page, head).map((row) => {
    // A bar in a cell is written with a backslash.
    const cells = row.split(/(?<!\\)\|/).slice(1, -1);
    return cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
  });
}

/** The first column of the table whose head begins with this word, without the code marks. */
export function tableColumn(page: Page, head: string): string[] {
  return tableLines(page, head).flatMap((row) => {
    return [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
  });
}

function tableLines(page: Page, head: string): string[] {
  const lines = page.text.split("\n");
  const start = lines.findIndex((line) => new RegExp(`^\\| ${head} *\\|`).test(line));
  if (start < 0) throw new Error(`${page.path} has no table of ${head}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end < 0 ? undefined : end);
}
