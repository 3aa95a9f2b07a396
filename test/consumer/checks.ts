import assert from "node:assert/strict";

/** Says what holds, counts what does not, and gives up after the first failure: the rest depends on it. */
export class Checks {
  #passed = 0;
  #failed = 0;

  get passed(): number {
    return this.#passed;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Hold a claim, which is a piece of work that throws when it does not hold. */
  async that(claim: string, work: () => void | Promise<void>): Promise<void> {
    if (this.#failed > 0) return;
    try {
      await work();
      this.#passed += 1;
      process.stdout.write(` ✓ ${claim}\n`);
    } catch (error) {
      this.#failed += 1;
      process.stdout.write(` ✗ ${claim}\n${reasonOf(error)}\n`);
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof assert.AssertionError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
