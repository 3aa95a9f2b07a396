/** Signals of callers and creators. */

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

/** A signal that aborts when all of them have: as long as one is waited for, the work goes on. */
export function allAborted(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  let waiting = signals.length;
  const leave = (): void => {
    waiting -= 1;
    if (waiting === 0) controller.abort(signals[0]?.reason);
  };
  for (const signal of signals) {
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  }
  return controller.signal;
}
