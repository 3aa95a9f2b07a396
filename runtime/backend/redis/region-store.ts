import { isUtf8 } from "node:buffer";
import type { Clock } from "../../clock.js";
import { TooLate } from "../deadline.js";
import { Guard, type Patience } from "../guard.js";
import { plainName, reservedKey } from "../reserved.js";
import { isAnswer, type Args, type Connection } from "./connection.js";
import { ReadBatches, type Found, type Judge, type Stored } from "./read-batch.js";
import type { Script } from "./script.js";

/** Keys in one command at most: a longer one would keep everybody else waiting. */
const MOST_KEYS = 1_000;

/** What a {@link RegionStore} is made with. */
export interface RegionStoreOptions extends Patience {
  readonly clock: Clock;
  /** Whose entries these are: regions that share a server have different names. */
  readonly name: string;
}

/** A region's part of a server, whatever the layout of its entries: readings are joined, and come with the region's ages. */
export class RegionStore {
  readonly connection: Connection;
  readonly clock: Clock;
  /** Where the region's ages lie. */
  readonly ageKey: string;
  readonly #reads: ReadBatches;
  readonly #guard: Guard;
  readonly #forgetGuard: () => void;
  /** What must not be cut off by closing. */
  readonly #givingBack = new Set<Promise<unknown>>();

  constructor(connection: Connection, { clock, name, ...patience }: RegionStoreOptions) {
    this.connection = connection;
    this.clock = clock;
    this.#guard = new Guard(clock, patience, isAnswer);
    this.#forgetGuard = connection.tell(this.#guard);
    this.ageKey = reservedKey("age", plainName(name));
    this.#reads = new ReadBatches((keys) => this.#look(keys), MOST_KEYS);
  }

  /** What a key of the server holds, as the reader judges it. */
  read<T>(key: string, judge: Judge<T>): Promise<T> {
    return this.#reads.read(key, judge);
  }

  /** Run a script on keys of the server; it gets the key of the ages before them. */
  run(script: Script, keys: readonly string[], args: Args = noArgs): Promise<unknown> {
    return this.connection.run({ script, keys: [this.ageKey, ...keys], args }, this.#guard);
  }

  /** The same for what must be confirmed, however long the first connection takes. */
  async change(script: Script, keys: readonly string[], args: Args = noArgs): Promise<void> {
    await this.connection.open();
    await this.run(script, keys, args);
  }

  /** The same for leases that go back, whether the server answered before or not. */
  async giveBack(script: Script, keys: readonly string[], args: Args): Promise<void> {
    const command = { script, keys: [this.ageKey, ...keys], args };
    const giving = this.connection.insist(command, this.#guard);
    this.#givingBack.add(giving);
    try {
      await giving;
    } finally {
      this.#givingBack.delete(giving);
    }
  }

  /** Ask for leases. If nobody answers, some may have been given all the same, to nobody: `undo` gives them back. */
  async runOr(
    undo: () => Promise<void>,
    ...[script, keys, args]: Parameters<RegionStore["run"]>
  ): Promise<unknown> {
    try {
      return await this.run(script, keys, args);
    } catch (error) {
      if (error instanceof TooLate) undo().catch(() => undefined);
      throw error;
    }
  }

  /** Resolves when leases that are being given back have arrived, or cannot any more. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#givingBack);
    this.#forgetGuard();
  }

  /** Read ages and entries together: what is held was not invalidated before this began. */
  async #look(keys: string[]): Promise<Found> {
    const [ages, ...stored] = await this.connection.mget([this.ageKey, ...keys], this.#guard);
    return { ages: String(ages ?? ""), stored: stored.map(textOf) };
  }
}

function textOf(bytes: Buffer | null): Stored {
  return bytes !== null && isUtf8(bytes) ? bytes.toString() : bytes;
}

function noArgs(): readonly string[] {
  return [];
}
