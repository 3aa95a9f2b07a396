import { Unreadable } from "../value/unreadable.js";
import type { Held } from "./backend.js";

/**
 * A reading of something that is no entry. It seems made just now, so that whoever reads it comes to try; `fillId` is that of
 * the entry it was, where that can be told.
 */
export function unreadable(stored: unknown, nowMs: number, fillId?: string): Held {
  const kept = new Unreadable(stored);
  return { kept, createdMs: nowMs, costMs: 0, draw: 0, outdated: false, retryAtMs: 0, fillId };
}
