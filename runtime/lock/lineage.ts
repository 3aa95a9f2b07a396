import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { Place } from "./limit.js";

/** Something that is being made, and what its making waits for. */
export interface Waiter {
  /** What its maker waits for at the moment: the same thing may stand in several waits. */
  readonly waits: Set<Wait>;
}

/** One wait for something that is being made. */
export interface Wait {
  readonly target: Waiter;
}

/** A creator at work. */
interface Making {
  readonly made: readonly Waiter[];
  readonly place: Place | undefined;
  /** Contexts live on in what a creator leaves behind; they say nothing any more. */
  over: boolean;
}

const makings = new AsyncLocalStorage<Making>();

/** Made when the module is loaded, outside of every request. */
const outside = new AsyncResource("cachegen");

/** How many creators run now. */
let running = 0;

/** What the code that runs now is the creator of: nothing outside of creators. */
function makingHere(): Making | undefined {
  const making = makings.getStore();
  return making?.over === false ? making : undefined;
}

/** Whether the code that runs now is a creator's. */
export function isMaking(): boolean {
  return running > 0 && makingHere() !== undefined;
}

/**
 * Run a creator, so that what it waits for is known to be waited for by what it makes.
 *
 * On Node 20 a storage in use makes every promise of the process twice as dear: it is switched off while nothing is made.
 */
export async function runMaking<T>(
  made: readonly Waiter[],
  place: Place | undefined,
  creator: () => Promise<T>,
): Promise<T> {
  const making: Making = { made, place, over: false };
  running += 1;
  try {
    return await makings.run(making, creator);
  } finally {
    making.over = true;
    place?.end();
    running -= 1;
    if (running === 0) makings.disable();
  }
}

/** Run work that belongs to no request: in none of their contexts. */
export function runOutside<T>(work: () => T): T {
  return outside.runInAsyncScope(work);
}

/** Whether waiting for it would be waiting for oneself, directly or through what others wait for. */
export function wouldWaitForItself(target: Waiter): boolean {
  const made = makingHere()?.made ?? [];
  const seen = new Set<Waiter>();
  const reachesMaker = (waiter: Waiter): boolean => {
    if (made.includes(waiter)) return true;
    if (seen.has(waiter)) return false;
    seen.add(waiter);
    return [...waiter.waits].some(({ target }) => reachesMaker(target));
  };
  return made.length > 0 && reachesMaker(target);
}

/** Wait for it on behalf of all that is being made here. */
export async function waitFor<T>(target: Waiter, waiting: Promise<T>): Promise<T> {
  const making = makingHere();
  if (making === undefined) return waiting;
  const wait = { target };
  for (const waiter of making.made) waiter.waits.add(wait);
  try {
    return await (making.place === undefined ? waiting : making.place.lendWhile(waiting));
  } finally {
    for (const waiter of making.made) waiter.waits.delete(wait);
  }
}
