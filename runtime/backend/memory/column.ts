/** Copy a column of numbers into a wider one. */
export function widened<C extends { set(from: C): void }>(wider: C, column: C): C {
  wider.set(column);
  return wider;
}
