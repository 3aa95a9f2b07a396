/** What scripts answer, as values. */

/** A list; anything else is an empty one. */
export function listOf(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}

/** A list of yes and no. */
export function flagsOf(reply: unknown): boolean[] {
  return listOf(reply).map((flag) => flag === 1);
}

/** How long the server keeps an entry, as an argument of a script: whole milliseconds, or nothing for ever. */
export function ttlText(retainMs: number): string {
  return retainMs === Infinity ? "" : String(Math.max(1, Math.ceil(retainMs)));
}
