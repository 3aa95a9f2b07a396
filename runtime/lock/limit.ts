/** Lets at most so many through at a time; the rest wait in line. */
export class Limit {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Do the work when it is its turn. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    // Whoever leaves hands its place over: nobody can slip in between.
    else await new Promise<void>((resolve) => this.#line.push(resolve));
  }

  #leave(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
