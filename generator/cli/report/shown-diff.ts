import { printable } from "../../diagnostic/quote.js";

/** Colours of a diff; picocolors has them. */
export interface DiffPalette {
  bold(text: string): string;
  cyan(text: string): string;
  green(text: string): string;
  red(text: string): string;
}

/** How a diff is shown: `isWatched` when a terminal would act on the control characters in it. */
export interface DiffManner {
  readonly palette: DiffPalette;
  readonly isWatched: boolean;
}

/** A unified diff for the standard output; one that nobody watches stays as it is, so that `patch` takes it. */
export function shownDiff(diff: string, { palette, isWatched }: DiffManner): string {
  return diff.replace(/[^\n]+/g, (line) => {
    return painted(isWatched ? visible(line) : line, palette);
  });
}

function visible(line: string): string {
  return line.split("\t").map(printable).join("\t");
}

function painted(line: string, palette: DiffPalette): string {
  if (/^(---|\+\+\+) /.test(line)) return palette.bold(line);
  if (line.startsWith("@@")) return palette.cyan(line);
  if (line.startsWith("+")) return palette.green(line);
  return line.startsWith("-") ? palette.red(line) : line;
}
