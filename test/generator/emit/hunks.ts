/** How two versions of a text differ, as a reviewer sees it. */

/** So many lines that are the same hold two changes together: `git diff` shows three around each. */
const CONTEXT_LINES = 6;

/** How many places differ, counted as `git diff` does: changes that are close to each other are in one place. */
export function hunksBetween(before: string, after: string): number {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const common = commonLengths(old, now);
  let [hunks, same, at, to] = [0, Infinity, 0, 0];
  while (at < old.length || to < now.length) {
    if (at < old.length && to < now.length && old[at] === now[to]) {
      [same, at, to] = [same + 1, at + 1, to + 1];
      continue;
    }
    if (same > CONTEXT_LINES) hunks += 1;
    same = 0;
    if (lengthAt(common, at + 1, to) >= lengthAt(common, at, to + 1)) at += 1;
    else to += 1;
  }
  return hunks;
}

/** Files that differ, each with the number of places; those that came or went are in one place. */
export function changedPlaces(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Readonly<Record<string, number>> {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const places = names.map((name) => [name, placesIn(before.get(name), after.get(name))] as const);
  return Object.fromEntries(places.filter(([, count]) => count > 0));
}

function placesIn(before: string | undefined, after: string | undefined): number {
  if (before === undefined || after === undefined) return 1;
  return hunksBetween(before, after);
}

/** For each pair of positions, how many lines the rests of both texts have in common, in order. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(now.length + 1).fill(0),
  );
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const row = lengths[at];
      if (row === undefined) continue;
      row[to] =
        old[at] === now[to]
          ? lengthAt(lengths, at + 1, to + 1) + 1
          : Math.max(lengthAt(lengths, at + 1, to), lengthAt(lengths, at, to + 1));
    }
  }
  return lengths;
}

function lengthAt(lengths: readonly number[][], at: number, to: number): number {
  return lengths[at]?.[to] ?? -1;
}
