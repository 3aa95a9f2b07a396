/** Numbers below 2³², the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a {@link zipfTrace} looks like. */
export interface ZipfOptions {
  readonly keys: number;
  /** 0 = all keys alike; 0.99 is what web traffic is modelled with. */
  readonly exponent: number;
  readonly length: number;
  readonly seed: number;
}

/** Which keys are asked for, one after another: the n-th most popular 1/n^exponent as often as the first. */
export function zipfTrace({ keys, exponent, length, seed }: ZipfOptions): string[] {
  const upTo = new Float64Array(keys);
  let sum = 0;
  for (let rank = 0; rank < keys; rank += 1) upTo[rank] = sum += (rank + 1) ** -exponent;
  const names = Array.from({ length: keys }, (_, rank) => `bench:users:getUser:${rank}`);
  const random = randomNumbers(seed);
  return Array.from({ length }, () => names[firstAtLeast(upTo, random() * sum)] ?? "");
}

function firstAtLeast(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
