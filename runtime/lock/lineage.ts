import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";

/** Something that is being made, and what its making waits for. */
export interface Waiter {
  /** What its maker waits for at the moment. */
  readonly waitsFor: Set<Waiter>;
}

const makers = new AsyncLocalStorage<readonly Waiter[]>();

/** How many creators run now. */
let running = 0;

/** Made when the module is loaded, outside of every request. */
const outside = new AsyncResource("cachegen");

/** What is being made by the code that runs now: nothing outside of creators. */
export function beingMade(): readonly Waiter[] {
  return makers.getStore() ?? [];
}

/**
 * Run a creator, so that what it waits for is known to be waited for by what it makes.
 *
 * On Node 20 a storage in use makes every promise of the process twice as dear: it is switched off while nothing is made.
 */
export async function runMaking<T>(made: readonly Waiter[], creator: () => Promise<T>): Promise<T> {
  running += 1;
  try {
    return await makers.run(made, creator);
  } finally {
    running -= 1;
    if (running === 0) makers.disable();
  }
}

/** Run work that belongs to no request: in none of their contexts. */
export function runOutside<T>(work: () => T): T {
  return outside.runInAsyncScope(work);
}

/** Whether waiting for it would be waiting for oneself, directly or through what others wait for. */
export function wouldWaitForItself(target: Waiter, made: readonly Waiter[]): boolean {
  const seen = new Set<Waiter>();
  const reachesMaker = (waiter: Waiter): boolean => {
    if (made.includes(waiter)) return true;
    if (seen.has(waiter)) return false;
    seen.add(waiter);
    return [...waiter.waitsFor].some(reachesMaker);
  };
  return made.length > 0 && reachesMaker(target);
}

/** Wait for it on behalf of all that is being made here. */
export async function waitFor<T>(target: Waiter, promise: Promise<T>): Promise<T> {
  const made = beingMade();
  if (made.length === 0) return promise;
  for (const waiter of made) waiter.waitsFor.add(target);
  try {
    return await promise;
  } finally {
    for (const waiter of made) waiter.waitsFor.delete(target);
  }
}
