import { nameOf, reasonOf, type Owner } from "../errors.js";
import type { DetailsOf, EventKind, EventOf, Listeners } from "./event.js";

/** How often each thing has happened to the entries of one function. */
export interface FunctionStatistics {
  readonly hits: number;
  /** Stale values handed out. */
  readonly stale: number;
  readonly misses: number;
  /** Calls that waited for a creation already under way. */
  readonly joins: number;
  readonly creations: number;
  readonly fills: number;
  readonly fenced: number;
  readonly unstored: number;
  readonly timeouts: number;
  readonly failures: number;
  readonly misfits: number;
  readonly errors: number;
  /** Milliseconds that stored creations took, in all. */
  readonly creationMs: number;
  /** Readings answered with a fresh or stale value, of all that ended; 0 when there were none. */
  readonly hitRatio: number;
}

/** Keeps count of what happens to one function's entries, and tells those who listen. */
export class Journal {
  readonly #listeners: Listeners;
  /** Whose entries they are. */
  readonly owner: Owner;
  /** A field of its own: the only count on the way of a hit. */
  #hits = 0;
  #creationMs = 0;
  readonly #counts = new Map<EventKind, number>();

  constructor(listeners: Listeners, owner: Owner) {
    this.#listeners = listeners;
    this.owner = owner;
  }

  /** Note a hit: {@link note} without its costs. */
  hit(key: string): void {
    this.#hits += 1;
    if (this.#listeners.hear("hit")) this.#tell("hit", key, {});
  }

  /** Note anything else that happened to a key. */
  note<Kind extends EventKind>(kind: Kind, key: string, details: DetailsOf<Kind>): void {
    this.#counts.set(kind, this.#count(kind) + 1);
    if (this.#listeners.hear(kind)) this.#tell(kind, key, details);
  }

  /** Note a result that is not of its type. When nobody listens, the process is warned once: nothing else would tell. */
  misfit(key: string, error: unknown): void {
    const isFirst = this.#count("misfit") === 0;
    this.note("misfit", key, { error });
    if (!isFirst || this.#listeners.hear("misfit")) return;
    const message = `${nameOf(this.owner)}: a result is not of its declared type (${reasonOf(error)}) and is not cached; listen to "misfit" to be told of each, or set strict`;
    process.emitWarning(message, { type: "CacheWarning", code: "CACHEGEN_MISFIT" });
  }

  /** Note the same for many keys. */
  noteAll<Kind extends EventKind>(
    kind: Kind,
    keys: readonly string[],
    details: DetailsOf<Kind>,
  ): void {
    for (const key of keys) this.note(kind, key, details);
  }

  /** Note how long a creator took whose values were stored. */
  spent(costMs: number): void {
    this.#creationMs += costMs;
  }

  statistics(): FunctionStatistics {
    const served = this.#hits + this.#count("stale");
    const readings = served + this.#count("miss") + this.#count("join");
    return {
      hits: this.#hits,
      stale: this.#count("stale"),
      misses: this.#count("miss"),
      joins: this.#count("join"),
      creations: this.#count("create"),
      fills: this.#count("fill"),
      fenced: this.#count("fenced"),
      unstored: this.#count("unstored"),
      timeouts: this.#count("timeout"),
      failures: this.#count("failure"),
      misfits: this.#count("misfit"),
      errors: this.#count("error"),
      creationMs: this.#creationMs,
      hitRatio: readings === 0 ? 0 : served / readings,
    };
  }

  #count(kind: EventKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  #tell<Kind extends EventKind>(kind: Kind, key: string, details: DetailsOf<Kind>): void {
    const event = { kind, ...this.owner, key, ...details };
    // Kind and details are of one event by the types above, which TypeScript cannot put together again.
    this.#listeners.tell(event as unknown as EventOf<Kind>);
  }
}
