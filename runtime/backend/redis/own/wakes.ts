import type { Clock } from "../../../clock.js";
import type { Subscriber } from "../subscriber.js";

/** Added to the time of a lease: it has surely ended by then. */
const MARGIN_MS = 5;

/** When to look again where no message can be heard, in milliseconds. */
const DEAF_MS = 250;

/** What a waiter waits for. */
export interface Wait {
  readonly channels: readonly string[];
  /** How long the lease lasts, in milliseconds. */
  readonly leaseMs: number;
  /** Whether there is still something to wait for, asked once messages are heard. */
  readonly isLeased: () => Promise<boolean>;
}

/**
 * Tells those who wait for somebody else's lease: by the server's message, or when the lease has run out, or when no
 * message can come any more.
 */
export class Wakes {
  readonly #subscriber: Subscriber;
  readonly #clock: Clock;
  readonly #sleepers = new Set<(message?: string) => void>();
  #isClosed = false;

  constructor(subscriber: Subscriber, clock: Clock) {
    this.#subscriber = subscriber;
    this.#clock = clock;
  }

  /** Resolves when it is worth looking again, with what was said if anything was; never rejects. */
  async wait({ channels, leaseMs, isLeased }: Wait): Promise<string> {
    if (this.#isClosed) return "";
    return new Promise((resolve) => {
      const wake = (message: string = ""): void => {
        if (!this.#sleepers.delete(wake)) return;
        callOff();
        listening.stop();
        resolve(message);
      };
      this.#sleepers.add(wake);
      let callOff = this.#clock.after(leaseMs + MARGIN_MS, () => {
        // The holder has died, or its message did not arrive.
        this.#subscriber.probe();
        wake();
      });
      const listening = this.#subscriber.listen(channels, wake);
      const wakeSoon = (): void => {
        if (!this.#sleepers.has(wake)) return;
        callOff();
        callOff = this.#clock.after(Math.min(leaseMs + MARGIN_MS, DEAF_MS), wake);
      };
      // What was said before this could hear it shows in the lease.
      listening.begun.then(isLeased).then((leased) => leased || wake(), wakeSoon);
    });
  }

  /** Wake everybody; nobody waits from now on. */
  close(): void {
    this.#isClosed = true;
    for (const wake of [...this.#sleepers]) wake();
  }
}
