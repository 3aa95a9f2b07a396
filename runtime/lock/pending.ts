/** A promise and the ways to settle it. */
export interface Pending<T> {
  readonly landing: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** A promise settled from outside, whose rejection is never unhandled: perhaps nobody waits. */
export function pending<T>(): Pending<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const landing = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  landing.catch(() => undefined);
  return { landing, resolve, reject };
}
