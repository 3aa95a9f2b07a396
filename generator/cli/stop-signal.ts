/** The signals by which users and supervisors ask a process to end. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** What is heard of signals; `process` is one. */
export interface Listening {
  once(signal: (typeof SIGNALS)[number], listener: () => void): unknown;
}

/**
 * A signal that is aborted when the process is asked to end; from now on the process must end itself then. Who asks
 * twice, with the same signal, ends it at once.
 */
export function stopSignal(running: Listening): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) running.once(signal, () => controller.abort());
  return controller.signal;
}
