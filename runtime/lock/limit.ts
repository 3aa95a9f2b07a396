/** Lets at most so many through at a time; the rest wait in line. */
export class Limit {
  /** Below zero while holders have come back to places they had lent. */
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Wait in line for a place. */
  async enter(): Promise<Place> {
    if (this.#free > 0) this.#free -= 1;
    // Whoever leaves hands its place over: nobody can slip in between.
    else await new Promise<void>((resolve) => this.#line.push(resolve));
    return new Place(this);
  }

  /** Take a place whether one is free or not. */
  takeBack(): void {
    this.#free -= 1;
  }

  /** Give a place back. */
  leave(): void {
    const next = this.#free < 0 ? undefined : this.#line.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/**
 * One of a limit's places. Lent to others while its holder does nothing but wait; taken back at once after that, even
 * if the guest is still there: the holder's own call may have no more time to wait in line.
 */
export class Place {
  readonly #limit: Limit;
  #waits = 0;
  #over = false;

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** Wait for something without keeping the place: what is waited for may need it. */
  async lendWhile<T>(waiting: Promise<T>): Promise<T> {
    this.#waits += 1;
    if (this.#waits === 1 && !this.#over) this.#limit.leave();
    try {
      return await waiting;
    } finally {
      this.#waits -= 1;
      if (this.#waits === 0 && !this.#over) this.#limit.takeBack();
    }
  }

  /** Give it back for good. */
  end(): void {
    if (!this.#over && this.#waits === 0) this.#limit.leave();
    this.#over = true;
  }
}
