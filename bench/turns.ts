/** Contenders that take turns, so that whatever else the machine does strikes all of them. */

/** Something that does its work once when called. */
export interface Contender {
  readonly name: string;
  readonly work: () => void | Promise<void>;
}

/** What a contender cost, in nanoseconds for each operation, by round. */
export interface Cost {
  readonly name: string;
  /** CPU time of this process. */
  readonly ns: readonly number[];
  /** What passed on the clock: with a server, its time and the way there too. */
  readonly passedNs: readonly number[];
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
  const costs = contenders.map(({ name }) => ({
    name,
    ns: new Array<number>(),
    passedNs: new Array<number>(),
  }));
  for (let round = 0; round < WARM_UP + options.rounds; round += 1) {
    for (const [at, { work }] of contenders.entries()) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      const { ns, passedNs } = await spent(work);
      if (round < WARM_UP) continue;
      costs[at]?.ns.push(ns / options.operations);
      costs[at]?.passedNs.push(passedNs / options.operations);
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

async function spent(
  work: () => void | Promise<void>,
): Promise<{ readonly ns: number; readonly passedNs: number }> {
  const before = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const passedNs = (performance.now() - startMs) * 1_000_000;
  const { user, system } = process.cpuUsage(before);
  return { ns: (user + system) * 1_000, passedNs };
}
