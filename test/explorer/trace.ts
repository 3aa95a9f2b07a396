import { independent, type Move } from "./step.js";

/** A move that has happened, and all before it without which it could not have happened, as bits. */
interface Event {
  readonly move: Move;
  readonly causes: bigint;
}

/** Two moves that could have happened the other way round. */
export interface Race {
  /** Where the earlier one was taken. */
  readonly at: number;
  /** Moves to take there instead, any one of which leads to the other order; the most direct first. */
  readonly instead: readonly string[];
}

/** The moves of one schedule, and which of them caused which. */
export class Trace {
  readonly #events: Event[] = [];

  /** How many moves have happened. */
  get length(): number {
    return this.#events.length;
  }

  /** Forget all but the first moves. */
  cut(length: number): void {
    this.#events.length = length;
  }

  /** Add the next move; answers what it races with. */
  add(move: Move): readonly Race[] {
    let causes = 0n;
    const rivals: number[] = [];
    for (let at = this.#events.length - 1; at >= 0; at -= 1) {
      const event = this.#events[at];
      if (event === undefined || has(causes, at)) continue;
      const enabled = move.since === at + 1;
      if (!enabled && independent(event.move, move)) continue;
      if (!enabled) rivals.push(at);
      causes |= event.causes | bit(at);
    }
    this.#events.push({ move, causes });
    return rivals.map((at) => ({ at, instead: this.#instead(at) }));
  }

  /** What could have been taken at a place to get the last move before the one taken there. */
  #instead(at: number): readonly string[] {
    const last = this.#events.length - 1;
    const others = this.#events
      .map((event, index) => ({ ...event, index }))
      .filter(({ causes, index }) => index > at && (index === last || !has(causes, at)));
    const mask = others.reduce((all, { index }) => all | bit(index), 0n);
    const first = others.filter(({ causes }) => (causes & mask) === 0n);
    return first.map(({ move }) => move.name).reverse();
  }
}

function bit(at: number): bigint {
  return 1n << BigInt(at);
}

function has(bits: bigint, at: number): boolean {
  return (bits & bit(at)) !== 0n;
}
