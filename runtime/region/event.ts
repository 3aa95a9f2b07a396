import { inspect } from "../builtin.js";

/** What every event tells. */
interface Happening {
  readonly region: string;
  /** The function; `undefined` for the region's own verbs on keys. */
  readonly function: string | undefined;
  readonly key: string;
}

/** A {@link Happening} with the error that made it. */
interface Fault extends Happening {
  readonly error: unknown;
}

/** Everything that can happen to a key of a region, for logs, metrics and tests. */
export type RegionEvent =
  /** A fresh value was handed out. */
  | ({ readonly kind: "hit" } & Happening)
  /** A stale value was handed out. */
  | ({ readonly kind: "stale" } & Happening)
  /** There was nothing to hand out. */
  | ({ readonly kind: "miss" } & Happening)
  /** A call waits for a creation that was already under way. */
  | ({ readonly kind: "join" } & Happening)
  /** A creator was called. */
  | ({ readonly kind: "create" } & Happening)
  /** A created value was stored. `costMs` is how long its creation took. */
  | ({ readonly kind: "fill"; readonly costMs: number } & Happening)
  /** A created value was not stored: it was invalidated, overwritten or overtaken meanwhile. */
  | ({ readonly kind: "fenced" } & Happening)
  /** A created value was handed out and not stored: why says the reason. */
  | ({
      readonly kind: "unstored";
      readonly reason: "shouldCache" | "maxValueBytes" | "no lease";
    } & Happening)
  /** A caller waited as long as it may: a stale value stood in, or it got an error. */
  | ({ readonly kind: "timeout" } & Happening)
  /** A creator failed; its callers got the error, or a stale value. */
  | ({ readonly kind: "failure" } & Fault)
  /**
   * A created value is not of its declared type: it was handed out and not stored, or refused under `strict`. Or a stored one
   * is not of today's type: no reader is told.
   */
  | ({ readonly kind: "misfit" } & Fault)
  /** The store failed, or held something that cannot be read: no reader is told. */
  | ({ readonly kind: "error" } & Fault);

/** The name of an event. */
export type EventKind = RegionEvent["kind"];

/** The event of a kind. */
export type EventOf<Kind extends EventKind> = Extract<RegionEvent, { readonly kind: Kind }>;

/** What an event of a kind tells beyond where it happened. */
export type DetailsOf<Kind extends EventKind> = Omit<EventOf<Kind>, "kind" | keyof Happening>;

/** Those who want to know. A listener that throws harms nobody: it becomes a process warning. */
export class Listeners {
  readonly #listeners = new Map<EventKind, Set<(event: never) => void>>();

  /** Listen to one kind of event. Returns a function that ends it. */
  on<Kind extends EventKind>(kind: Kind, listener: (event: EventOf<Kind>) => void): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      const isLast = listeners.size === 0 && this.#listeners.get(kind) === listeners;
      if (isLast) this.#listeners.delete(kind);
    };
  }

  /** Whether anybody listens to this kind: spares the hot path an event nobody hears. */
  hear(kind: EventKind): boolean {
    return this.#listeners.size > 0 && this.#listeners.has(kind);
  }

  /** Tell those who listen to this kind. */
  tell<Kind extends EventKind>(event: EventOf<Kind>): void {
    for (const listener of this.#listeners.get(event.kind) ?? []) {
      try {
        // `on` put it under its own kind.
        const answer: unknown = (listener as (event: EventOf<Kind>) => unknown)(event);
        if (answer instanceof Promise) answer.catch(warn);
      } catch (error) {
        warn(error);
      }
    }
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : inspect(error));
}
