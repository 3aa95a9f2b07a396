import { readPackageFile } from "./package-file.js";

/** What the reference says of a code. */
export interface CodeSection {
  readonly code: string;
  /** What it is about, in a few words. */
  readonly title: string;
  /** The rest of its section, as Markdown. */
  readonly text: string;
}

/** Where the reference is in this package: the one place in which the codes are explained. */
const PAGE = "docs/diagnostics.md";

/** Reads what the reference says of each code, in its order. */
export function readCodeSections(page: string = readPackageFile(PAGE)): readonly CodeSection[] {
  const heads = [...page.matchAll(/^### (CG\d{4}): (.+)\n/gm)];
  return heads.map(({ 0: head, 1: code = "", 2: title = "", index }) => {
    const rest = page.slice(index + head.length);
    const end = rest.search(/^##/m);
    return { code, title, text: (end === -1 ? rest : rest.slice(0, end)).trim() };
  });
}

/** Turns a section into plain text: examples indented, no marks of Markdown but backticks. */
export function plainText(markdown: string): string {
  const pieces = markdown.split(/^```.*\n([\s\S]*?)^```$/m);
  // What was in the group of the separator stands between the pieces.
  const shown = pieces.map((piece, at) => (at % 2 === 0 ? withoutLinks(piece) : indented(piece)));
  return shown.join("").trim();
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, "    ").trimEnd();
}

function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]+)\]\(([^)]*)\)/g, "$1 (docs/$2)");
}
