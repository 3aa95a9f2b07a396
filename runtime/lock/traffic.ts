/** Counts what is under way, and tells when nothing is. */
export class Traffic {
  #underWay = 0;
  readonly #idlers: (() => void)[] = [];

  /** Something begins: until it ends, nothing is idle. */
  enter(): void {
    this.#underWay += 1;
  }

  /** Something has ended. */
  leave(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) for (const resolve of this.#idlers.splice(0)) resolve();
  }

  /** Something ends with an error: one function for all who wait. */
  readonly leaveFailing = (error: unknown): never => {
    this.leave();
    throw error;
  };

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#idlers.push(resolve));
  }
}
