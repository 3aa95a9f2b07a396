/** A promise opened by hand: concurrency without sleeping. */
export interface Gate<T = void> {
  readonly opened: Promise<T>;
  /** Resolve it. */
  open(value: T): void;
  /** Reject it. */
  break(error: unknown): void;
}

/** A gate that is shut. */
export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const opened = new Promise<T>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { opened, open, break: fail };
}

/** Let everything run that can run without time passing. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
