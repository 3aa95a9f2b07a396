import type { Acquisition, Deposit, Held, Lease } from "../../backend.js";
import { entryKey } from "../../reserved.js";
import type { AgeIds, Ages } from "../ages.js";
import type { AgedLease, Layout, Request, Scripts } from "../layout.js";
import type { Stored } from "../read-batch.js";
import type { RegionStore } from "../region-store.js";
import { listOf, NONSENSE } from "../reply.js";
import { entryText, heldIn, lockKey, unreadableIn } from "./entry.js";
import { LockWatch } from "./lock-watch.js";
import * as scripts from "./scripts.js";

/** A lease with what lay under its key. */
interface DogpileLease extends AgedLease {
  /** The head of the entry; empty where there was none. */
  readonly head: string;
}

/**
 * Entries that programs with dogpile.cache share. The lease is dogpile's own lock, which Python honours and we honour of
 * Python. Of the locks a call wants, those that are free are taken in one step, and what they are for is made without waiting
 * for the rest: there is no order to keep.
 *
 * A fill is refused when its lock is gone, and when the entry is no longer what it was: Python writes and deletes without
 * asking for the lock.
 */
export class DogpileLayout implements Layout {
  readonly scripts: Scripts = scripts;
  readonly #store: RegionStore;
  readonly #locks: LockWatch;

  constructor(store: RegionStore) {
    this.#store = store;
    this.#locks = new LockWatch((key, judge) => store.read(key, judge), store.clock);
  }

  /** The entry and its lock. */
  keysOf(key: string): readonly string[] {
    const stored = entryKey(key);
    return [stored, lockKey(stored)];
  }

  held(stored: Stored, ages: Ages): Held | undefined {
    return heldIn(stored, ages, this.#store);
  }

  textOf(deposit: Deposit, ages: AgeIds): string {
    return entryText(deposit, ages, this.#store.connection.time);
  }

  /** A lease that somebody else made was won with nothing. */
  proofOf(lease: Lease): readonly string[] {
    const { head = "" } = lease as Partial<DogpileLease>;
    return [head];
  }

  acquisition(request: Request, ages: Ages, answer: unknown): Acquisition {
    const [kind, first, second] = listOf(answer);
    const { key, token, waits = true } = request;
    if (kind === scripts.ANSWER.won) {
      const { hardId, softId } = ages;
      const lease: DogpileLease = { key, token, hardId, softId, head: String(first) };
      return { kind: "won", lease };
    }
    if (kind === scripts.ANSWER.busy) {
      const lock = lockKey(entryKey(key));
      const found = { lock, holder: String(second), softId: ages.softId, lastsMs: Number(first) };
      return { kind: "busy", freed: waits ? this.#locks.freed(found) : Promise.resolve() };
    }
    if (typeof first !== "string") throw new Error(NONSENSE);
    return {
      kind: "filled",
      held: this.held(first, ages) ?? unreadableIn(first, this.#store.clock),
    };
  }

  close(): void {
    this.#locks.close();
  }
}
