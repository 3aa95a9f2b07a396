/** Long lists, in commands of a length that can be sent, and that keeps nobody else waiting. */
import type { Acquisition, Lease } from "../backend.js";

/** Keys in one command at most. */
export const MOST_KEYS = 1_000;

/** A list in parts, each for one command. */
export function partsOf<T>(items: readonly T[]): (readonly T[])[] {
  if (items.length <= MOST_KEYS) return items.length === 0 ? [] : [items];
  const count = Math.ceil(items.length / MOST_KEYS);
  const starts = Array.from({ length: count }, (_, at) => at * MOST_KEYS);
  return starts.map((start) => items.slice(start, start + MOST_KEYS));
}

/** Do it for one part after another, so that each has the time of a command. The first failure ends it. */
export async function inParts<T, R = never>(
  items: readonly T[],
  work: (part: readonly T[]) => Promise<readonly R[] | void>,
): Promise<readonly R[]> {
  const answers: (readonly R[])[] = [];
  for (const part of partsOf(items)) answers.push((await work(part)) ?? []);
  return answers.flat();
}

/** The same for leases: when a part fails, nobody hears of those that were won before it, so they are given back. */
export async function leaseInParts<T>(
  requests: readonly T[],
  ask: (part: readonly T[]) => Promise<readonly Acquisition[]>,
  giveBack: (leases: readonly Lease[]) => Promise<void>,
): Promise<readonly Acquisition[]> {
  const won: Lease[] = [];
  const askFor = async (part: readonly T[]): Promise<readonly Acquisition[]> => {
    const answers = await ask(part);
    for (const answer of answers) if (answer.kind === "won") won.push(answer.lease);
    return answers;
  };
  try {
    return await inParts(requests, askFor);
  } catch (error) {
    giveBack(won).catch(() => undefined);
    throw error;
  }
}
