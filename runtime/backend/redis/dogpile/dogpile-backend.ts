import type { Awaitable } from "../../../awaitable.js";
import { Unreadable } from "../../../value/unreadable.js";
import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "../../backend.js";
import { randomId } from "../../random-id.js";
import { entryKey } from "../../reserved.js";
import { randomAges, UNKNOWN_AGES, type Ages } from "../ages.js";
import { retryText } from "../layout.js";
import { inParts, leaseInParts, partsOf } from "../parts.js";
import type { Stored } from "../read-batch.js";
import type { RegionStore } from "../region-store.js";
import { flagsOf, leaseTime, listOf, NONSENSE, ttlText } from "../reply.js";
import { entryText, heldIn, lockKey } from "./layout.js";
import { LockWatch } from "./lock-watch.js";
import * as scripts from "./scripts.js";

/** A request with the token its lease will have, and the head of the entry that was seen. */
interface Request extends Omit<LeaseRequest, "seen"> {
  readonly token: string;
  readonly head: string;
}

/** A lease with the ages it was given in, and with what lay under its key. */
interface DogpileLease extends Lease, Ages {
  readonly token: string;
  /** The head of the entry; empty where there was none. */
  readonly head: string;
}

/** Makes everything of the region invalid. */
type InvalidateAll = (mode: "hard" | "soft") => Awaitable<void>;

/**
 * A region's entries that programs with dogpile.cache share. The lease is dogpile's own lock, which Python honours and we
 * honour of Python. Of the locks a call wants, those that are free are taken in one step, and what they are for is made
 * without waiting for the rest: there is no order to keep.
 *
 * A fill is refused when its lock is gone, and when the entry is no longer what it was: Python writes and deletes without
 * asking for the lock.
 */
export class DogpileBackend implements LeasingBackend {
  readonly form = "text";
  readonly keeps = true;
  readonly leasesExpire = true;
  readonly #store: RegionStore;
  readonly #locks: LockWatch;
  readonly #invalidateAll: InvalidateAll;

  constructor(store: RegionStore, invalidateAll: InvalidateAll) {
    this.#store = store;
    this.#locks = new LockWatch((key, judge) => store.read(key, judge), store.clock);
    this.#invalidateAll = invalidateAll;
  }

  read(key: string): Promise<Held | undefined> {
    return this.#store.read(entryKey(key), this.#held);
  }

  readMany(keys: readonly string[]): Promise<(Held | undefined)[]> {
    return this.#store.readMany(keys.map(entryKey), this.#held);
  }

  acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    const asked = requests.map(({ key, seen, waits = true, takeOver, leaseMs }) => {
      const head = typeof seen?.fillId === "string" ? seen.fillId : "";
      return { key, waits, takeOver, leaseMs, token: randomId(), head };
    });
    const giveBack = (leases: readonly Lease[]): Promise<void> => this.release(leases);
    return leaseInParts(asked, (part) => this.#ask(part), giveBack);
  }

  fill(fills: readonly (readonly [Lease, Deposit | null])[]): Promise<readonly boolean[]> {
    return inParts(fills, async (part) => {
      const args = (): string[] =>
        part.flatMap(([lease, deposit]) => {
          const { hardId, softId, head } = known(lease);
          const stored = deposit === null ? ["", ""] : this.#stored(deposit, { hardId, softId });
          return [String(lease.token), hardId, softId, head, ...stored];
        });
      const keys = pairs(part.map(([lease]) => lease));
      return flagsOf(await this.#store.run(scripts.FILL, keys, args));
    });
  }

  renew(leases: readonly Lease[], leaseMs: number): Promise<readonly boolean[]> {
    return inParts(leases, async (part) => {
      const args = [leaseTime(leaseMs), ...part.map(({ token }) => String(token))];
      return flagsOf(await this.#store.run(scripts.RENEW, pairs(part), () => args));
    });
  }

  async release(leases: readonly Lease[], retryAtMs?: number): Promise<void> {
    const { time } = this.#store.connection;
    const giveBack = (part: readonly Lease[]): Promise<void> =>
      this.#store.giveBack(scripts.RELEASE, pairs(part), () => [
        retryText(retryAtMs === undefined ? undefined : time.toServerMs(retryAtMs)),
        ...part.map(({ token }) => String(token)),
      ]);
    await Promise.all(partsOf(leases).map(giveBack));
  }

  async isLeased(key: string): Promise<boolean> {
    return (await this.#store.run(scripts.IS_LEASED, pairs([{ key }]))) === 1;
  }

  async write(entries: readonly (readonly [string, Deposit])[]): Promise<void> {
    await inParts(entries, (part) => {
      const keys = pairs(part.map(([key]) => ({ key })));
      return this.#store.change(scripts.WRITE, keys, () => [
        randomAges(),
        ...part.flatMap(([, deposit]) => this.#stored(deposit, UNKNOWN_AGES)),
      ]);
    });
  }

  async invalidate(keys: readonly string[]): Promise<void> {
    await inParts(keys, (part) =>
      this.#store.change(scripts.INVALIDATE, pairs(part.map((key) => ({ key })))),
    );
  }

  /** The whole region's, in either layout. */
  invalidateAll(mode: "hard" | "soft"): Awaitable<void> {
    return this.#invalidateAll(mode);
  }

  /** Ends what waits. The connection is the region's. */
  close(): void {
    this.#locks.close();
  }

  readonly #held = (stored: Stored, ages: string): Held | undefined =>
    heldIn(stored, ages, this.#store);

  async #ask(asked: readonly Request[]): Promise<readonly Acquisition[]> {
    const args = asked.flatMap(({ token, leaseMs, head, takeOver }) => [
      token,
      leaseTime(leaseMs),
      head,
      takeOver ? 1 : 0,
    ]);
    const giveBack = (): Promise<void> => this.release(asked);
    const all = (): (string | number)[] => [randomAges(), ...args];
    const reply = await this.#store.runOr(giveBack, scripts.ACQUIRE, pairs(asked), all);
    const [hardId, softId, ...answers] = listOf(reply);
    const ages = { hardId: String(hardId), softId: String(softId) };
    return Promise.all(asked.map((request, at) => this.#acquisition(request, ages, answers[at])));
  }

  async #acquisition(request: Request, ages: Ages, answer: unknown): Promise<Acquisition> {
    const [kind, first, second] = listOf(answer);
    const { key, token } = request;
    if (kind === scripts.ANSWER.won) {
      const lease: DogpileLease = { key, token, ...ages, head: String(first) };
      return { kind: "won", lease };
    }
    if (kind === scripts.ANSWER.busy) {
      const lock = lockKey(entryKey(key));
      const found = { lock, holder: String(second), softId: ages.softId, lastsMs: Number(first) };
      const freed = request.waits ? this.#locks.freed(found) : Promise.resolve();
      return { kind: "busy", freed };
    }
    if (typeof first !== "string") throw new Error(NONSENSE);
    const held = this.#held(first, `${ages.hardId}:${ages.softId}`);
    if (held !== undefined && !(held.kept instanceof Unreadable)) return { kind: "filled", held };
    // Its head looks like an entry and is none that we can read: whoever asks may make it again.
    if (request.takeOver) throw new Error(NONSENSE);
    const [again] = await this.#ask([{ ...request, takeOver: true }]);
    return again ?? { kind: "busy", freed: Promise.resolve() };
  }

  /** The text of a deposit, and how long the server keeps it. */
  #stored(deposit: Deposit, ages: Ages): string[] {
    return [entryText(deposit, ages, this.#store.connection.time), ttlText(deposit.retainMs)];
  }
}

/** Each entry and its lock. */
function pairs(keyed: readonly { readonly key: string }[]): string[] {
  return keyed.flatMap(({ key }) => {
    const stored = entryKey(key);
    return [stored, lockKey(stored)];
  });
}

/** A lease that somebody else made has no ages, and fits nothing. */
function known(lease: Lease): Ages & { readonly head: string } {
  const { hardId, softId, head = "" } = lease as Partial<DogpileLease>;
  const isOurs = hardId !== undefined && softId !== undefined;
  return isOurs ? { hardId, softId, head } : { ...UNKNOWN_AGES, head };
}
