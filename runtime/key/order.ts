/**
 * Compares two texts by their code points, for sorting.
 * Not as `<` does, which compares UTF-16 units and so puts U+1F600 before U+FF5E: other languages sort otherwise.
 */
export function compareCodePoints(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let index = 0; index < end; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Where a unit stands among units: surrogates, the halves of the highest code points, come last. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
