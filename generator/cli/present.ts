import { stat } from "node:fs/promises";
import { caughtReason, ifPresent } from "../system-error.js";
import { unreadable } from "./read-text.js";

/**
 * What a look at a file finds; `undefined` where nothing bears its name. Throws a `Refusal` where that cannot be told;
 * `shown` is its path for messages.
 */
export async function seen<T>(look: Promise<T>, shown: string): Promise<T | undefined> {
  try {
    return await ifPresent(look);
  } catch (error) {
    throw unreadable(shown, caughtReason(error), error);
  }
}

/** Tells whether something of that name is there, links followed. Throws a `Refusal` as {@link seen} does. */
export async function exists(path: string, shown: string = path): Promise<boolean> {
  return (await seen(stat(path), shown)) !== undefined;
}
