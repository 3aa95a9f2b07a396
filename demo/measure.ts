/** A result and how long it took to come. */
export interface Timed<T> {
  readonly value: T;
  readonly ms: number;
}

/** How often something was done, and the median time that took, in milliseconds. */
export interface Series {
  readonly runs: number;
  readonly medianMs: number;
}

/** Run something and measure how long it takes, in milliseconds. */
export async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}

/** Do something so many times, one after the other, or for a second if that comes first. */
export async function repeat(mostRuns: number, work: () => Promise<unknown>): Promise<Series> {
  const times: number[] = [];
  const end = performance.now() + 1_000;
  while (times.length < mostRuns && performance.now() < end) times.push((await timed(work)).ms);
  times.sort((a, b) => a - b);
  return { runs: times.length, medianMs: times[Math.floor(times.length / 2)] ?? 0 };
}
