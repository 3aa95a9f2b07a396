import { HeldLeases } from "./held-leases.js";
import type { PlainBackend } from "./plain-backend.js";
import { Turns } from "./turns.js";

/**
 * What this process has under way in a plain store under one name. All who adapt the same object share it: what one of them
 * drops, no other may bring back.
 */
export class UnderWay {
  readonly leases: HeldLeases = new HeldLeases();
  /** Who changes a key next, by the keys of entries. */
  readonly turns: Turns = new Turns();
  /** The same for the ages, whose keys are of another kind. */
  readonly ageTurns: Turns = new Turns();
  /** Keys of the store that are being changed, by what was given up too. */
  readonly changing: Set<string> = new Set();
}

const known = new WeakMap<PlainBackend, Map<string, UnderWay>>();

/** What is under way in a store under a name. */
export function underWayIn(plain: PlainBackend, name: string): UnderWay {
  const byName = known.get(plain) ?? new Map<string, UnderWay>();
  known.set(plain, byName);
  const underWay = byName.get(name) ?? new UnderWay();
  byName.set(name, underWay);
  return underWay;
}
