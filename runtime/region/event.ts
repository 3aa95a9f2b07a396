/** Everything that can happen to a key of a region, for logs, metrics and tests. */
export type RegionEvent =
  /** A fresh value was handed out. */
  | { readonly kind: "hit"; readonly key: string }
  /** A stale value was handed out. */
  | { readonly kind: "stale"; readonly key: string }
  /** There was nothing to hand out. */
  | { readonly kind: "miss"; readonly key: string }
  /** A call waits for a creation that was already under way. */
  | { readonly kind: "join"; readonly key: string }
  /** A creator was called. */
  | { readonly kind: "create"; readonly key: string }
  /** A created value was stored. */
  | { readonly kind: "fill"; readonly key: string }
  /** A created value was not stored: it was invalidated, overwritten or overtaken meanwhile. */
  | { readonly kind: "fenced"; readonly key: string }
  /** A created value is not of its declared type: it was handed out and not stored. */
  | { readonly kind: "misfit"; readonly key: string; readonly error: unknown }
  /** Something failed that no caller is told of, or that a stale value stood in for. */
  | { readonly kind: "error"; readonly key: string; readonly error: unknown };

/** The event of a kind. */
export type EventOf<Kind extends RegionEvent["kind"]> = Extract<
  RegionEvent,
  { readonly kind: Kind }
>;

/** Those who want to know. A listener that throws harms nobody: it becomes a process warning. */
export class Listeners {
  readonly #listeners = new Map<string, Set<(event: never) => void>>();

  /** Whether anybody ever listened: spares the hot path an event nobody hears. */
  get any(): boolean {
    return this.#listeners.size > 0;
  }

  /** Listen to one kind of event; the answer ends it. */
  on<Kind extends RegionEvent["kind"]>(
    kind: Kind,
    listener: (event: EventOf<Kind>) => void,
  ): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Tell those who listen to this kind. */
  emit<Kind extends RegionEvent["kind"]>(event: EventOf<Kind>): void {
    const listeners = this.#listeners.get(event.kind);
    if (listeners === undefined) return;
    for (const listener of listeners) {
      try {
        // `on` put it under its own kind.
        (listener as (event: EventOf<Kind>) => void)(event);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }
}
