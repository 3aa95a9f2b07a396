/** How long changes are gathered, in milliseconds: one save is several events. */
const GATHER_MS = 75;

/** Gathers what happens into rounds: however much it is, one round at a time. */
export class Pulse {
  #isDue = false;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;
  readonly #stop: AbortSignal;
  #failure: { readonly error: unknown } | undefined;

  constructor(stop: AbortSignal) {
    this.#stop = stop;
    stop.addEventListener("abort", () => this.#awake(), { once: true });
  }

  /** Have a round soon. */
  readonly beat = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#isDue = true;
      this.#awake();
    }, GATHER_MS);
  };

  /** Have no more rounds: the next wait throws this. */
  readonly fail = (error: unknown): void => {
    this.#failure ??= { error };
    this.#awake();
  };

  /** Wait for the next round; `false` when there is to be none any more. */
  async next(): Promise<boolean> {
    while (!this.#isDue && !this.#stop.aborted && this.#failure === undefined) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#isDue = false;
    return !this.#stop.aborted;
  }

  /** Let go of the timer. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #awake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
