import type { Clock } from "../../clock.js";
import { plainName, reservedKey } from "../reserved.js";
import type { Connection } from "./connection.js";
import { ReadBatches, type Found, type Judge } from "./read-batch.js";
import type { Script } from "./script.js";

/** Keys in one command at most: a longer one would keep everybody else waiting. */
const MOST_KEYS = 1_000;

/** What a {@link RegionStore} is made with. */
export interface RegionStoreOptions {
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

  constructor(connection: Connection, { clock, name }: RegionStoreOptions) {
    this.connection = connection;
    this.clock = clock;
    this.ageKey = reservedKey("age", plainName(name));
    this.#reads = new ReadBatches((keys) => this.#look(keys), MOST_KEYS);
  }

  /** What a key of the server holds, as the reader judges it. */
  read<T>(key: string, judge: Judge<T>): Promise<T> {
    return this.#reads.read(key, judge);
  }

  /** Run a script on keys of the server; it gets the key of the ages before them. */
  run(
    script: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    return this.connection.run(script, [this.ageKey, ...keys], args);
  }

  /** Read ages and entries together: what is held was not invalidated before this began. */
  async #look(keys: string[]): Promise<Found> {
    const [ages, ...stored] = await this.connection.mget([this.ageKey, ...keys]);
    return { ages: ages ?? "", stored };
  }
}
