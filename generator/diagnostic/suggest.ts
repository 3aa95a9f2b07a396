import { oneOf, quote } from "./quote.js";

/** Words and candidates longer than this are not compared: no one mistypes them by a letter. */
const LONGEST = 40;
/** Candidates compared at most, so that a huge schema stays quick. */
const MOST_COMPARED = 500;
/** Names listed at most when none is near. */
const MOST_LISTED = 12;

/** Finds the name nearest to a mistyped word, if one is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  let best: string | undefined;
  let limit = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const name of names.slice(0, MOST_COMPARED)) {
    if (name.length > LONGEST || Math.abs(name.length - word.length) >= limit) continue;
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance >= limit) continue;
    best = name;
    limit = distance;
  }
  return best;
}

/** Writes the hint for a word that is none of the names: the nearest one, or else all of them. */
export function suggestion(word: string, names: readonly string[]): string | undefined {
  const near = nearest(word, names);
  if (near !== undefined) return `did you mean ${quote(near)}?`;
  if (names.length === 0) return undefined;
  if (names.length <= MOST_LISTED) return `use ${oneOf(names)}`;
  return `use one of ${names.slice(0, MOST_LISTED).join(", ")}, …`;
}

/** Counts the insertions, deletions, replacements and swaps of neighbours between two words. */
export function editDistance(left: string, right: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
