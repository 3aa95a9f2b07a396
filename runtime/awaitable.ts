/** A result that a local store has at once and a remote one later. */
export type Awaitable<T> = T | Promise<T>;

/** Apply a step to a result, at once when it is there at once. */
export function after<T, R>(result: Awaitable<T>, step: (value: T) => Awaitable<R>): Awaitable<R> {
  return result instanceof Promise ? result.then(step) : step(result);
}
