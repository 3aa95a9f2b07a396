import type { Awaitable } from "../../awaitable.js";
import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "../backend.js";
import { randomId } from "../random-id.js";
import { entryKey } from "../reserved.js";
import { Ages, randomAges, UNKNOWN_AGES, type AgeIds } from "./ages.js";
import type { AgedLease, Layout, Request } from "./layout.js";
import { likenessOf } from "./likeness.js";
import { retryText } from "./notation.js";
import { inParts, leaseInParts, partsOf } from "./parts.js";
import type { Stored } from "./read-batch.js";
import type { RegionStore } from "./region-store.js";
import { flagsOf, leaseTime, listOf, ttlText } from "./reply.js";

/** What belongs to a {@link RedisBackend}. */
export interface RedisParts {
  /** The same region's entries in the layout that programs with dogpile.cache know. Default: that is this one. */
  readonly python?: LeasingBackend;
  /** Is called when it is first closed. */
  readonly end?: () => Awaitable<void>;
}

/**
 * Entries on a Redis or Valkey server, shared by all processes that use it.
 *
 * A reading is one `MGET` for all that are read in one turn; scripts run only where something is created or changed. How
 * entries and leases lie there is said by their layout.
 */
export class RedisBackend implements LeasingBackend {
  readonly form = "text";
  readonly keeps = true;
  readonly leasesExpire = true;
  readonly python: LeasingBackend;
  readonly #store: RegionStore;
  readonly #layout: Layout;
  readonly #end: RedisParts["end"];
  #isClosed = false;

  constructor(store: RegionStore, layout: Layout, { python, end }: RedisParts = {}) {
    this.python = python ?? this;
    this.#store = store;
    this.#layout = layout;
    this.#end = end;
  }

  read(key: string): Promise<Held | undefined> {
    return this.#store.read(entryKey(key), this.#held);
  }

  readMany(keys: readonly string[]): Promise<(Held | undefined)[]> {
    return this.#store.readMany(keys.map(entryKey), this.#held);
  }

  acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    const giveBack = (leases: readonly Lease[]): Promise<void> => this.release(leases);
    return leaseInParts(requests, (part) => this.#acquire(part), giveBack);
  }

  fill(fills: readonly (readonly [Lease, Deposit | null])[]): Promise<readonly boolean[]> {
    return inParts(fills, async (part) => {
      const args = (): string[] =>
        part.flatMap(([lease, deposit]) => {
          const ages = agesOf(lease);
          const proof = [String(lease.token), ages.hardId, ages.softId];
          const stored = deposit === null ? ["", ""] : this.#stored(deposit, ages);
          return [...proof, ...this.#layout.proofOf(lease), ...stored];
        });
      const keys = this.#keysOf(part.map(([{ key }]) => key));
      return flagsOf(await this.#store.run(this.#layout.scripts.FILL, keys, args));
    });
  }

  renew(leases: readonly Lease[], leaseMs: number): Promise<readonly boolean[]> {
    return inParts(leases, async (part) => {
      const args = [leaseTime(leaseMs), ...part.map(({ token }) => String(token))];
      const keys = this.#keysOf(part.map(({ key }) => key));
      return flagsOf(await this.#store.run(this.#layout.scripts.RENEW, keys, () => args));
    });
  }

  async release(leases: readonly Lease[], retryAtMs?: number): Promise<void> {
    const { time } = this.#store.connection;
    const giveBack = (part: readonly Lease[]): Promise<void> => {
      const keys = this.#keysOf(part.map(({ key }) => key));
      return this.#store.giveBack(this.#layout.scripts.RELEASE, keys, () => [
        retryText(retryAtMs === undefined ? undefined : time.toServerMs(retryAtMs)),
        ...part.map(({ token }) => String(token)),
      ]);
    };
    await Promise.all(partsOf(leases).map(giveBack));
  }

  isLeased(key: string): Promise<boolean> {
    return this.#store.isTrue(this.#layout.scripts.IS_LEASED, this.#layout.keysOf(key));
  }

  async write(entries: readonly (readonly [string, Deposit])[]): Promise<void> {
    await inParts(entries, (part) => {
      const keys = this.#keysOf(part.map(([key]) => key));
      return this.#store.change(this.#layout.scripts.WRITE, keys, () => [
        randomAges(),
        ...part.flatMap(([, deposit]) => this.#stored(deposit, UNKNOWN_AGES)),
      ]);
    });
  }

  async discard(key: string, { kept }: Held): Promise<void> {
    const { scripts } = this.#layout;
    await this.#store.run(scripts.DISCARD, this.#layout.keysOf(key), () => likenessOf(kept));
  }

  async invalidate(keys: readonly string[]): Promise<void> {
    const { INVALIDATE } = this.#layout.scripts;
    await inParts(keys, (part) => this.#store.change(INVALIDATE, this.#keysOf(part)));
  }

  /** The whole region's, in either layout. */
  invalidateAll(mode: "hard" | "soft"): Promise<void> {
    return this.#store.invalidateAll(mode);
  }

  /** Resolves when leases that are being given back have arrived, or cannot any more. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#layout.close();
    await this.python.close();
    await this.#end?.();
  }

  async #acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    const asked = requests.map((request) => ({ ...request, token: randomId() }));
    const [hardId, softId, ...answers] = listOf(await this.#askForLeases(asked));
    const ages = new Ages(`${String(hardId)}:${String(softId)}`);
    try {
      return asked.map((request, at) => this.#layout.acquisition(request, ages, answers[at]));
    } catch (error) {
      // Nobody hears of the leases beside it.
      this.release(asked).catch(() => undefined);
      throw error;
    }
  }

  #askForLeases(asked: readonly Request[]): Promise<unknown> {
    const args = asked.flatMap(({ token, leaseMs, seen, takeOver }) => [
      token,
      leaseTime(leaseMs),
      typeof seen?.fillId === "string" ? seen.fillId : "",
      takeOver ? 1 : 0,
    ]);
    const keys = this.#keysOf(asked.map(({ key }) => key));
    const giveBack = (): Promise<void> => this.release(asked);
    return this.#store.runOr(giveBack, this.#layout.scripts.ACQUIRE, keys, () => [
      randomAges(),
      ...args,
    ]);
  }

  readonly #held = (stored: Stored, ages: Ages): Held | undefined =>
    this.#layout.held(stored, ages);

  #keysOf(keys: readonly string[]): string[] {
    return keys.flatMap((key) => this.#layout.keysOf(key));
  }

  /** The text of a deposit, and how long the server keeps it: as text, nothing for ever. */
  #stored(deposit: Deposit, ages: AgeIds): string[] {
    return [this.#layout.textOf(deposit, ages), ttlText(deposit.retainMs)];
  }
}

/** A lease that somebody else made has no ages, and fits nothing. */
function agesOf(lease: Lease): AgeIds {
  const { hardId, softId } = lease as Partial<AgedLease>;
  return hardId === undefined || softId === undefined ? UNKNOWN_AGES : { hardId, softId };
}
