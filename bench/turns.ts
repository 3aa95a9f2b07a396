/** Contenders that take turns, so that whatever else the machine does strikes all of them. */

/** Something that does its work once when called. */
export interface Contender {
  readonly name: string;
  readonly work: () => void | Promise<void>;
}

/** What a contender cost, in nanoseconds of CPU time for each operation, by round. */
export interface Cost {
  readonly name: string;
  readonly ns: readonly number[];
}

/** How long to measure. */
export interface TurnsOptions {
  readonly rounds: number;
  /** How many operations one turn of a contender has. */
  readonly operations: number;
}

/** Rounds before the first that counts: the code warms up. */
const WARM_UP = 3;

/**
 * Measure contenders in interleaved rounds. What one leaves behind, garbage or callbacks, is not counted to the next.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  options: TurnsOptions,
): Promise<Cost[]> {
  const costs = contenders.map(({ name }) => ({ name, ns: new Array<number>() }));
  for (let round = 0; round < WARM_UP + options.rounds; round += 1) {
    for (const [at, { work }] of contenders.entries()) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      const ns = (await cpuNs(work)) / options.operations;
      if (round >= WARM_UP) costs[at]?.ns.push(ns);
    }
  }
  return costs;
}

/** Collect what is not in use. Twice: buffers are freed by the collection after the one that finds them dead. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("run node with --expose-gc");
  globalThis.gc();
  globalThis.gc();
}

/** The middle one of several numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Median, least and greatest of several numbers, as text. */
export function summary(numbers: readonly number[], digits: number): string {
  const [least, greatest] = [Math.min(...numbers), Math.max(...numbers)];
  const text = (number: number) => number.toFixed(digits);
  return `${text(median(numbers))} (${text(least)} to ${text(greatest)})`;
}

async function cpuNs(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}
