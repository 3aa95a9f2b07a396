import type { Socket } from "node:net";

/** What a direction of all connections does to what goes its way. */
export interface Way {
  /** How long bytes are on their way, in milliseconds. */
  delayMs: number;
  /** `held`: they wait; `swallowed`: they are lost, and all that come after them, since no stream has gaps. */
  mode: "open" | "held" | "swallowed";
  /** How many arrived. */
  bytes: number;
}

/** Something on its way: bytes, or the end of them. */
interface Parcel {
  readonly chunk: Buffer | undefined;
  readonly dueMs: number;
}

/** A longer timer would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One direction of one connection. What goes in comes out in its order, as its way lets it. */
export class Pipe {
  readonly #way: Way;
  readonly #to: Socket;
  #parcels: Parcel[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isBroken = false;

  constructor(from: Socket, to: Socket, way: Way) {
    this.#way = way;
    this.#to = to;
    from.on("data", (chunk: Buffer) => this.#take(chunk));
    from.on("end", () => this.#take(undefined));
  }

  /** Go on with what is due. */
  pump(): void {
    clearTimeout(this.#timer);
    const { mode } = this.#way;
    if (mode === "swallowed" && this.#parcels.length > 0) this.#isBroken = true;
    if (this.#isBroken) this.#parcels = [];
    for (let next = this.#parcels[0]; mode === "open" && next !== undefined;) {
      const restMs = next.dueMs - performance.now();
      if (restMs > 0) return this.#pumpAfter(restMs);
      this.#parcels.shift();
      this.#deliver(next);
      next = this.#parcels[0];
    }
  }

  /** Forget what is on its way. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#parcels = [];
  }

  #take(chunk: Buffer | undefined): void {
    this.#parcels.push({ chunk, dueMs: performance.now() + this.#way.delayMs });
    this.pump();
  }

  #pumpAfter(delayMs: number): void {
    const waitMs = Math.min(Math.ceil(delayMs), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => this.pump(), waitMs).unref();
  }

  #deliver({ chunk }: Parcel): void {
    if (chunk === undefined) {
      this.#to.end();
      return;
    }
    this.#way.bytes += chunk.length;
    if (this.#to.writable) this.#to.write(chunk);
  }
}
