/** The name a mistyped word was meant for: one that differs in a third of its letters at most, if there is one. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  const near = names
    .map((name) => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.name;
}

/** How many letters must be inserted, deleted or replaced to make one word of the other. */
function distance(left: string, right: string): number {
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...left].entries()) {
    const current = [row + 1];
    for (const [column, above] of last.slice(1).entries()) {
      const diagonal = (last[column] ?? 0) + (letter === right[column] ? 0 : 1);
      current.push(Math.min(above + 1, (current[column] ?? 0) + 1, diagonal));
    }
    last = current;
  }
  return last[right.length] ?? 0;
}
