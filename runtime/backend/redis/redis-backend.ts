import type { Clock } from "../../clock.js";
import { openEnvelope } from "../../value/envelope.js";
import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "../backend.js";
import { randomId } from "../random-id.js";
import { entryKey, plainName, reservedKey } from "../reserved.js";
import type { Connection } from "./connection.js";
import { entryText, ID_LENGTH, timeText, UNKNOWN_ID } from "./layout.js";
import { ReadBatches } from "./read-batch.js";
import * as scripts from "./scripts.js";
import type { RedisServer } from "./server.js";
import { Wakes } from "./wakes.js";

/** Keys in one command at most: a longer one would keep everybody else waiting. */
const MOST_KEYS = 1_000;

/** What a {@link RedisBackend} is made with. */
export interface RedisOptions {
  readonly clock: Clock;
  /** Whose entries these are: what `invalidateAll` invalidates. Regions that share a server have different names. */
  readonly name: string;
}

/** The ages of a region as the server had them. */
interface Ages {
  readonly hardId: string;
  readonly softId: string;
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
  readonly #connection: Connection;
  readonly #wakes: Wakes;
  readonly #leave: () => void;
  #isClosed = false;
  readonly #ageKey: string;
  readonly #reads: ReadBatches<Held | undefined>;

  /** `leave` is called when this is first closed. */
  constructor(
    { connection, subscriber }: RedisServer,
    { clock, name }: RedisOptions,
    leave: () => void,
  ) {
    this.#connection = connection;
    this.#wakes = new Wakes(subscriber, clock);
    this.#leave = leave;
    this.#ageKey = reservedKey("age", plainName(name));
    this.#reads = new ReadBatches((keys) => this.#look(keys), MOST_KEYS);
  }

  read(key: string): Promise<Held | undefined> {
    return this.#reads.read(entryKey(key));
  }

  readMany(keys: readonly string[]): Promise<(Held | undefined)[]> {
    return Promise.all(keys.map((key) => this.#reads.read(entryKey(key))));
  }

  async acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    if (requests.length === 0) return [];
    const asked = requests.map((request) => ({ ...request, token: randomId() }));
    const args = asked.flatMap(({ token, leaseMs, seen, takeOver }) => [
      token,
      leaseMs,
      typeof seen?.fillId === "string" ? seen.fillId : "",
      takeOver ? 1 : 0,
    ]);
    const reply = await this.#run(scripts.ACQUIRE, keysOf(asked), [randomAges(), ...args]);
    const [hardId, softId, ...answers] = listOf(reply);
    const ages = { hardId: String(hardId), softId: String(softId) };
    return Promise.all(asked.map((request, at) => this.#acquisition(request, ages, answers[at])));
  }

  async fill(fills: readonly (readonly [Lease, Deposit | null])[]): Promise<readonly boolean[]> {
    if (fills.length === 0) return [];
    await this.#connection.open();
    const args = fills.flatMap(([lease, deposit]) => {
      const ages = agesOf(lease);
      const stored = deposit === null ? ["", ""] : this.#stored(deposit, ages);
      return [String(lease.token), ages.hardId, ages.softId, ...stored];
    });
    const leases = fills.map(([lease]) => lease);
    return flagsOf(await this.#run(scripts.FILL, keysOf(leases), args));
  }

  async renew(leases: readonly Lease[], leaseMs: number): Promise<readonly boolean[]> {
    if (leases.length === 0) return [];
    const args = [leaseMs, ...leases.map(({ token }) => String(token))];
    return flagsOf(await this.#run(scripts.RENEW, keysOf(leases), args));
  }

  async release(leases: readonly Lease[], retryAtMs?: number): Promise<void> {
    if (leases.length === 0) return;
    await this.#connection.open();
    const retry = retryAtMs === undefined ? "" : timeText(this.#connection.toServerMs(retryAtMs));
    const args = [retry, ...leases.map(({ token }) => String(token))];
    await this.#run(scripts.RELEASE, keysOf(leases), args);
  }

  async isLeased(key: string): Promise<boolean> {
    return (await this.#run(scripts.IS_LEASED, [entryKey(key)], [])) === 1;
  }

  async write(entries: readonly (readonly [string, Deposit])[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#connection.open();
    const unknown = { hardId: UNKNOWN_ID, softId: UNKNOWN_ID };
    const stored = entries.flatMap(([, deposit]) => this.#stored(deposit, unknown));
    const keys = entries.map(([key]) => entryKey(key));
    await this.#run(scripts.WRITE, keys, [randomAges(), ...stored]);
  }

  async invalidate(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#run(scripts.INVALIDATE, keys.map(entryKey), []);
  }

  async invalidateAll(mode: "hard" | "soft"): Promise<void> {
    await this.#run(scripts.INVALIDATE_ALL, [], [randomAges(), mode]);
  }

  close(): void {
    this.#wakes.close();
    if (!this.#isClosed) this.#leave();
    this.#isClosed = true;
  }

  #run(
    script: scripts.Script,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    return this.#connection.run(script, [this.#ageKey, ...keys], args);
  }

  /** Read ages and entries together: what is held was not invalidated before this began. */
  async #look(keys: string[]): Promise<readonly (Held | undefined)[]> {
    const [ages, ...stored] = await this.#connection.mget([this.#ageKey, ...keys]);
    return stored.map((text) => this.#held(text, ages ?? ""));
  }

  #held(stored: unknown, ages: string): Held | undefined {
    const envelope = openEnvelope(stored);
    if (envelope === undefined) return undefined;
    const { kept, metadata } = envelope;
    const { costMs, draw, fillId, hardId, softId, retryAtMs } = metadata;
    if (hardId === undefined || hardId !== ages.slice(0, ID_LENGTH)) return undefined;
    return {
      kept,
      createdMs: this.#connection.toOwnMs(metadata.createdMs),
      costMs,
      draw,
      outdated: softId !== ages.slice(ID_LENGTH + 1),
      retryAtMs: retryAtMs === 0 ? 0 : this.#connection.toOwnMs(retryAtMs),
      fillId,
    };
  }

  async #acquisition(request: Request, ages: Ages, answer: unknown): Promise<Acquisition> {
    const { key, token } = request;
    if (answer === 0) return { kind: "won", lease: { key, token, ...ages } };
    if (typeof answer === "number") return { kind: "busy", freed: this.#freed(key, answer) };
    const held = this.#held(answer, `${ages.hardId}:${ages.softId}`);
    if (held !== undefined) return { kind: "filled", held };
    // Its head is ours and the rest is damaged: nobody can read it, and whoever asks may make it again.
    const [again] = await this.acquire([{ ...request, takeOver: true }]);
    return again ?? { kind: "busy", freed: Promise.resolve() };
  }

  #freed(key: string, leaseMs: number): Promise<void> {
    const channels = [entryKey(key), this.#ageKey].map((each) => reservedKey("wake", each));
    return this.#wakes.wait({ channels, leaseMs, isLeased: () => this.isLeased(key) });
  }

  /** The text of a deposit, and how long the server keeps it: as text, nothing for ever. */
  #stored({ kept, createdMs, costMs, draw, retainMs }: Deposit, ages: Ages): string[] {
    const text = entryText({
      createdMs: this.#connection.toServerMs(createdMs),
      costMs,
      draw,
      fillId: randomId(),
      ...ages,
      payload: String(kept),
    });
    return [text, retainMs === Infinity ? "" : String(Math.max(1, Math.ceil(retainMs)))];
  }
}

function randomAges(): string {
  return `${randomId()}:${randomId()}`;
}

function keysOf(keyed: readonly { readonly key: string }[]): string[] {
  return keyed.map(({ key }) => entryKey(key));
}

/** A lease that somebody else made has no ages, and fits nothing. */
function agesOf(lease: Lease): Ages {
  const { hardId, softId } = lease as Partial<RedisLease>;
  return { hardId: hardId ?? UNKNOWN_ID, softId: softId ?? UNKNOWN_ID };
}

function listOf(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}

function flagsOf(reply: unknown): boolean[] {
  return listOf(reply).map((flag) => flag === 1);
}
