import { startTimer, type Clock } from "../clock.js";
import type { PendingCreation } from "./lead.js";

/** What a {@link PendingRun} is made of. */
export interface RunParts {
  readonly key: string;
  readonly clock: Clock;
  /** How long the application has to begin, in milliseconds. */
  readonly withinMs: number;
  /** Make the value. Never rejects. */
  readonly make: () => Promise<void>;
  /** Make nothing. Never rejects. */
  readonly giveUp: () => Promise<void>;
}

/** A creation in the hands of the application: it happens once or not at all, whatever is called how often. */
export class PendingRun implements PendingCreation {
  readonly key: string;
  readonly #parts: RunParts;
  readonly #callOff: () => void;
  #outcome: Promise<void> | undefined;

  constructor(parts: RunParts) {
    this.key = parts.key;
    this.#parts = parts;
    this.#callOff = startTimer(parts.clock, parts.withinMs, () => void this.cancel());
  }

  readonly run = (): Promise<void> => this.#decide(this.#parts.make);

  /** Resolves at once when it has begun: there is nothing to give up any more. */
  readonly cancel = async (): Promise<void> => {
    if (this.#outcome === undefined) await this.#decide(this.#parts.giveUp);
  };

  #decide(doIt: () => Promise<void>): Promise<void> {
    this.#callOff();
    return (this.#outcome ??= doIt());
  }
}
