/** Callbacks by signal: however many calls a signal serves, it bears one listener. */
const callbacks = new WeakMap<AbortSignal, Set<() => void>>();

/** Call back when a signal aborts, at once if it has. Returns a function that calls it off. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => undefined;
  }
  const waiting = callbacks.get(signal) ?? listenTo(signal);
  waiting.add(callback);
  return () => void waiting.delete(callback);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const waiting = new Set<() => void>();
  callbacks.set(signal, waiting);
  signal.addEventListener("abort", () => waiting.forEach((callback) => callback()), { once: true });
  return waiting;
}
