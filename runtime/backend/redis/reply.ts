/** What scripts answer, as values. */

/** What is said of an answer that no script gives. */
export const NONSENSE = "the server answered a script with something that makes no sense";

/** A list; anything else is an empty one. */
export function listOf(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}

/** A list of yes and no. */
export function flagsOf(reply: unknown): boolean[] {
  return listOf(reply).map((flag) => flag === 1);
}

/** How long a lease lasts, and a token that nobody else has: what a fill with it stores was made under this lease. */
export interface Busy {
  readonly leaseMs: number;
  readonly token: string;
}

/** What is said of a lease that somebody else holds; nothing where that is not the answer. */
export function busyOf(answer: unknown): Busy | undefined {
  const [leaseMs, token] = listOf(answer);
  if (typeof leaseMs !== "number" || typeof token !== "string") return undefined;
  return { leaseMs, token };
}

/** The longest lease, and the longest time for which the server keeps an entry but not for ever, in milliseconds: ten years. */
const LONGEST_MS = 315_360_000_000;

/** How long the server keeps an entry, as an argument of a script: whole milliseconds, or nothing for ever. */
export function ttlText(retainMs: number): string {
  return retainMs > LONGEST_MS ? "" : String(Math.max(1, Math.ceil(retainMs)));
}

/** How long a lease lasts, in whole milliseconds that a server can add to its time. */
export function leaseTime(leaseMs: number): number {
  return Math.max(1, Math.ceil(Math.min(leaseMs, LONGEST_MS)));
}
