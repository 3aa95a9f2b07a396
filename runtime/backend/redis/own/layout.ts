import { Unreadable } from "../../../value/unreadable.js";
import type { Acquisition, Deposit, Held } from "../../backend.js";
import { randomId } from "../../random-id.js";
import { entryKey } from "../../reserved.js";
import { unreadable } from "../../unreadable.js";
import type { AgeIds, Ages } from "../ages.js";
import type { AgedLease, Layout, Request, Scripts } from "../layout.js";
import type { Stored } from "../read-batch.js";
import type { RegionStore } from "../region-store.js";
import { busyOf, NONSENSE, type Busy } from "../reply.js";
import type { ServerTime } from "../server-time.js";
import type { Subscriber } from "../subscriber.js";
import { wakeChannel } from "../wake.js";
import { entryText, fillIdIn, openEntry, type ReadEntry } from "./entry.js";
import * as scripts from "./scripts.js";
import { Wakes } from "./wakes.js";

/**
 * Entries as nobody else writes them. The key of an entry bears its lease: whoever deletes it, from wherever, fences the
 * creation under way. Who waits for a lease is sent what is stored under it.
 */
export class OwnLayout implements Layout {
  readonly scripts: Scripts = scripts;
  readonly #store: RegionStore;
  readonly #wakes: Wakes;

  constructor(store: RegionStore, subscriber: Subscriber) {
    this.#store = store;
    this.#wakes = new Wakes(subscriber, store.clock);
  }

  keysOf(key: string): readonly string[] {
    return [entryKey(key)];
  }

  held(stored: Stored, ages: Ages): Held | undefined {
    if (stored === null || stored === undefined) return undefined;
    const entry = typeof stored === "string" ? openEntry(stored) : "damaged";
    if (entry === "damaged") return this.#unreadable(stored);
    if (entry === undefined || entry.hardId !== ages.hardId) return undefined;
    return new HeldEntry(entry, ages, this.#store.connection.time);
  }

  textOf({ kept, createdMs, ...deposit }: Deposit, { hardId, softId }: AgeIds): string {
    const { costMs, draw, fingerprint } = deposit;
    const payload = String(kept);
    const serverMs = this.#store.connection.time.toServerMs(createdMs);
    const ids = { fillId: randomId(), hardId, softId };
    return entryText({ createdMs: serverMs, costMs, draw, ...ids, fingerprint, payload });
  }

  /** Nothing: a lease ends with the entry it stands in. */
  proofOf(): readonly string[] {
    return [];
  }

  acquisition(request: Request, ages: Ages, answer: unknown): Acquisition {
    const { key, token, waits = true } = request;
    if (answer === 0) {
      const lease: AgedLease = { key, token, hardId: ages.hardId, softId: ages.softId };
      return { kind: "won", lease };
    }
    const busy = busyOf(answer);
    if (busy !== undefined) {
      return { kind: "busy", freed: waits ? this.#freed(key, busy, ages) : UNHEARD };
    }
    if (typeof answer !== "string") throw new Error(NONSENSE);
    return { kind: "filled", held: this.held(answer, ages) ?? this.#unreadable(answer) };
  }

  close(): void {
    this.#wakes.close();
  }

  /** Asked for again with what scripts take for its id, its key can be leased. */
  #unreadable(stored: string | Buffer): Held {
    const fillId = fillIdIn(typeof stored === "string" ? stored : stored.toString("latin1"));
    return unreadable(stored, this.#store.clock.nowMs(), fillId);
  }

  /** What the holder of the lease stores, if it says so: this was asked while it held it. */
  async #freed(key: string, { leaseMs, token }: Busy, ages: Ages): Promise<Held | undefined> {
    const channels = [entryKey(key), this.#store.ageKey].map(wakeChannel);
    const isLeased = (): Promise<boolean> =>
      this.#store.isTrue(scripts.IS_LEASED, this.keysOf(key));
    const message = await this.#wakes.wait({ channels, leaseMs, isLeased });
    if (!message.startsWith(token)) return undefined;
    const held = this.held(message.slice(token.length), ages);
    return held?.kept instanceof Unreadable ? undefined : held;
  }
}

/** An entry to its readers. Made by a class: literals of one place may outlive all who read them, with the texts they hold. */
class HeldEntry implements Held {
  readonly kept: string;
  readonly fingerprint: string | undefined;
  readonly createdMs: number;
  readonly costMs: number;
  readonly draw: number;
  readonly outdated: boolean;
  readonly retryAtMs: number;
  readonly fillId: string;

  constructor(entry: ReadEntry, ages: Ages, time: ServerTime) {
    this.kept = entry.payload;
    this.fingerprint = entry.fingerprint;
    this.createdMs = time.toOwnMs(entry.createdMs);
    this.costMs = entry.costMs;
    this.draw = entry.draw;
    this.outdated = entry.softId !== ages.softId;
    this.retryAtMs = entry.retryAtMs === 0 ? 0 : time.toOwnMs(entry.retryAtMs);
    this.fillId = entry.fillId;
  }
}

/** For those who do not wait. */
const UNHEARD: Promise<void> = Promise.resolve();
