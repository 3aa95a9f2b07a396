/** Words and candidates longer than this are not compared: no one mistypes them by a letter. */
const LONGEST = 40;
/** Candidates compared at most, so that a huge list of names stays quick. */
const MOST_COMPARED = 500;

/** The name a mistyped word was meant for: one that differs in a third of its letters at most, if there is one. */
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
