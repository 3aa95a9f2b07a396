import type { Clock } from "../../clock.js";
import { Unreadable } from "../../value/unreadable.js";
import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "../backend.js";
import type { Patience } from "../guard.js";
import { randomId } from "../random-id.js";
import { entryKey, reservedKey } from "../reserved.js";
import { unreadable } from "../unreadable.js";
import { isOfHardAge, isOfSoftAge, randomAges, UNKNOWN_AGES, type Ages } from "./ages.js";
import { DogpileBackend } from "./dogpile/dogpile-backend.js";
import { entryText, fillIdIn, openEntry, retryText } from "./layout.js";
import { likenessOf } from "./likeness.js";
import { inParts, leaseInParts, partsOf } from "./parts.js";
import type { Stored } from "./read-batch.js";
import { RegionStore } from "./region-store.js";
import { busyOf, flagsOf, leaseTime, listOf, NONSENSE, ttlText, type Busy } from "./reply.js";
import * as scripts from "./scripts.js";
import type { RedisServer } from "./server.js";
import { Wakes } from "./wakes.js";

/** What a {@link RedisBackend} is made with. */
export interface RedisOptions extends Patience {
  readonly clock: Clock;
  /** Whose entries these are: what `invalidateAll` invalidates. Regions that share a server have different names. */
  readonly name: string;
}

/** A request with the token its lease will have. */
interface Request extends LeaseRequest {
  readonly token: string;
}

/** A lease with the ages it was given in: what it makes belongs to these. */
interface RedisLease extends Lease, Ages {
  readonly token: string;
}

/**
 * Entries on a Redis or Valkey server, shared by all processes that use it.
 *
 * The key of an entry bears its lease: whoever deletes it, from wherever, fences the creation under way. A reading is one
 * `MGET` for all that are read in one turn; scripts run only where something is created or changed.
 */
export class RedisBackend implements LeasingBackend {
  readonly form = "text";
  readonly keeps = true;
  readonly leasesExpire = true;
  readonly #store: RegionStore;
  readonly #wakes: Wakes;
  readonly #leave: () => void;
  #isClosed = false;
  #dogpile: DogpileBackend | undefined;

  /** `leave` is called when this is first closed. */
  constructor({ connection, subscriber }: RedisServer, options: RedisOptions, leave: () => void) {
    this.#store = new RegionStore(connection, options);
    this.#wakes = new Wakes(subscriber, options.clock);
    this.#leave = leave;
  }

  get dogpile(): LeasingBackend {
    return (this.#dogpile ??= new DogpileBackend(this.#store, (mode) => this.invalidateAll(mode)));
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
          const stored = deposit === null ? ["", ""] : this.#stored(deposit, ages);
          return [String(lease.token), ages.hardId, ages.softId, ...stored];
        });
      const keys = keysOf(part.map(([lease]) => lease));
      return flagsOf(await this.#store.run(scripts.FILL, keys, args));
    });
  }

  renew(leases: readonly Lease[], leaseMs: number): Promise<readonly boolean[]> {
    return inParts(leases, async (part) => {
      const args = [leaseTime(leaseMs), ...part.map(({ token }) => String(token))];
      return flagsOf(await this.#store.run(scripts.RENEW, keysOf(part), () => args));
    });
  }

  async release(leases: readonly Lease[], retryAtMs?: number): Promise<void> {
    const { time } = this.#store.connection;
    const giveBack = (part: readonly Lease[]): Promise<void> =>
      this.#store.giveBack(scripts.RELEASE, keysOf(part), () => [
        retryText(retryAtMs === undefined ? undefined : time.toServerMs(retryAtMs)),
        ...part.map(({ token }) => String(token)),
      ]);
    await Promise.all(partsOf(leases).map(giveBack));
  }

  async isLeased(key: string): Promise<boolean> {
    return (await this.#store.run(scripts.IS_LEASED, [entryKey(key)])) === 1;
  }

  async write(entries: readonly (readonly [string, Deposit])[]): Promise<void> {
    await inParts(entries, (part) => {
      const keys = part.map(([key]) => entryKey(key));
      return this.#store.change(scripts.WRITE, keys, () => [
        randomAges(),
        ...part.flatMap(([, deposit]) => this.#stored(deposit, UNKNOWN_AGES)),
      ]);
    });
  }

  async discard(key: string, { kept }: Held): Promise<void> {
    await this.#store.run(scripts.DISCARD, [entryKey(key)], () => likenessOf(kept));
  }

  async invalidate(keys: readonly string[]): Promise<void> {
    await inParts(keys, (part) => this.#store.change(scripts.INVALIDATE, part.map(entryKey)));
  }

  async invalidateAll(mode: "hard" | "soft"): Promise<void> {
    await this.#store.change(scripts.INVALIDATE_ALL, [], () => [randomAges(), mode]);
  }

  /** Resolves when leases that are being given back have arrived, or cannot any more. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#wakes.close();
    this.#dogpile?.close();
    await this.#store.close();
    this.#leave();
  }

  async #acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    const asked = requests.map((request) => ({ ...request, token: randomId() }));
    const reply = await this.#askForLeases(asked);
    const [hardId, softId, ...answers] = listOf(reply);
    const ages = { hardId: String(hardId), softId: String(softId) };
    return asked.map((request, at) => this.#acquisition(request, ages, answers[at]));
  }

  #askForLeases(asked: readonly Request[]): Promise<unknown> {
    const args = asked.flatMap(({ token, leaseMs, seen, takeOver }) => [
      token,
      leaseTime(leaseMs),
      typeof seen?.fillId === "string" ? seen.fillId : "",
      takeOver ? 1 : 0,
    ]);
    const giveBack = (): Promise<void> => this.release(asked);
    return this.#store.runOr(giveBack, scripts.ACQUIRE, keysOf(asked), () => [
      randomAges(),
      ...args,
    ]);
  }

  readonly #held = (stored: Stored, ages: string): Held | undefined => {
    if (stored === null || stored === undefined) return undefined;
    const entry = typeof stored === "string" ? openEntry(stored) : "damaged";
    if (entry === "damaged") return this.#unreadable(stored);
    if (entry === undefined || !isOfHardAge(entry.hardId, ages)) return undefined;
    const { time } = this.#store.connection;
    const { createdMs, costMs, draw, fillId, softId, fingerprint, retryAtMs, payload } = entry;
    return {
      kept: payload,
      fingerprint,
      createdMs: time.toOwnMs(createdMs),
      costMs,
      draw,
      outdated: !isOfSoftAge(softId, ages),
      retryAtMs: retryAtMs === 0 ? 0 : time.toOwnMs(retryAtMs),
      fillId,
    };
  };

  /** Asked for again with what scripts take for its id, its key can be leased. */
  #unreadable(stored: string | Buffer): Held {
    const fillId = fillIdIn(typeof stored === "string" ? stored : stored.toString("latin1"));
    return unreadable(stored, this.#store.clock.nowMs(), fillId);
  }

  #acquisition(request: Request, ages: Ages, answer: unknown): Acquisition {
    const { key, token, waits = true } = request;
    if (answer === 0) return { kind: "won", lease: { key, token, ...ages } };
    const busy = busyOf(answer);
    if (busy !== undefined) {
      return { kind: "busy", freed: waits ? this.#freed(key, busy, ages) : UNHEARD };
    }
    if (typeof answer !== "string") throw new Error(NONSENSE);
    const held = this.#held(answer, `${ages.hardId}:${ages.softId}`) ?? this.#unreadable(answer);
    return { kind: "filled", held };
  }

  /** What the holder of the lease stores, if it says so: this was asked while it held it. */
  async #freed(key: string, { leaseMs, token }: Busy, ages: Ages): Promise<Held | undefined> {
    const channels = [entryKey(key), this.#store.ageKey].map((each) => reservedKey("wake", each));
    const wait = { channels, leaseMs, isLeased: () => this.isLeased(key) };
    const message = await this.#wakes.wait(wait);
    if (!message.startsWith(token)) return undefined;
    const held = this.#held(message.slice(token.length), `${ages.hardId}:${ages.softId}`);
    return held?.kept instanceof Unreadable ? undefined : held;
  }

  /** The text of a deposit, and how long the server keeps it: as text, nothing for ever. */
  #stored(deposit: Deposit, ages: Ages): string[] {
    const { kept, fingerprint, createdMs, costMs, draw, retainMs } = deposit;
    const text = entryText({
      createdMs: this.#store.connection.time.toServerMs(createdMs),
      costMs,
      draw,
      fillId: randomId(),
      ...ages,
      fingerprint,
      payload: String(kept),
    });
    return [text, ttlText(retainMs)];
  }
}

/** For those who do not wait. */
const UNHEARD: Promise<void> = Promise.resolve();

function keysOf(keyed: readonly { readonly key: string }[]): string[] {
  return keyed.map(({ key }) => entryKey(key));
}

/** A lease that somebody else made has no ages, and fits nothing. */
function agesOf(lease: Lease): Ages {
  const { hardId, softId } = lease as Partial<RedisLease>;
  return hardId === undefined || softId === undefined ? UNKNOWN_AGES : { hardId, softId };
}
