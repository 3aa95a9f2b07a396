import type { Clock } from "../../clock.js";
import { TooLate } from "../deadline.js";
import { Guard, type Patience } from "../guard.js";
import { plainName, reservedKey } from "../reserved.js";
import { Ages, randomAges } from "./ages.js";
import { isAnswer, type Args, type Connection } from "./connection.js";
import { INVALIDATE_ALL } from "./invalidate-all.js";
import { MOST_KEYS } from "./parts.js";
import { ReadBatches, type Found, type Judge } from "./read-batch.js";
import type { Script } from "./script.js";

/** What a region says of itself to its backend. */
export interface RedisOptions extends Patience {
  readonly clock: Clock;
  /** Whose entries these are: what `invalidateAll` invalidates. Regions that share a server have different names. */
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
  /** What must not be cut off by closing: leases on their way here, and on their way back. */
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(connection: Connection, { clock, name, ...patience }: RedisOptions) {
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

  /** The same for many keys, in their order. */
  readMany<T>(keys: readonly string[], judge: Judge<T>): Promise<T[]> {
    return this.#reads.readMany(keys, judge);
  }

  /** Run a script on keys of the server; it gets the key of the ages before them. */
  async run(script: Script, keys: readonly string[], args: Args = noArgs): Promise<unknown> {
    this.#requireOpen();
    return this.connection.run({ script, keys: [this.ageKey, ...keys], args }, this.#guard);
  }

  /** The same for what must be confirmed, however long the first connection takes. */
  async change(script: Script, keys: readonly string[], args: Args = noArgs): Promise<void> {
    await this.connection.open();
    await this.run(script, keys, args);
  }

  /** Run a script that answers yes or no. */
  async isTrue(script: Script, keys: readonly string[]): Promise<boolean> {
    return (await this.run(script, keys)) === 1;
  }

  /** Invalidate all that is of the region's present ages: hard drops it, soft makes it stale. */
  invalidateAll(mode: "hard" | "soft"): Promise<void> {
    return this.change(INVALIDATE_ALL, [], () => [randomAges(), mode]);
  }

  /** The same for leases that go back, whether the server answered before or not; at the latest by its next connection. */
  async giveBack(script: Script, keys: readonly string[], args: Args): Promise<void> {
    const command = { script, keys: [this.ageKey, ...keys], args };
    const give = (): Promise<unknown> => this.#finish(this.connection.insist(command, this.#guard));
    try {
      await give();
    } catch (error) {
      this.connection.whenBack(() => void give().catch(() => undefined));
      throw error;
    }
  }

  /** Ask for leases. Where nobody hears the answer some may have been given, to nobody: `undo` gives them back. */
  async runOr(
    undo: () => Promise<void>,
    ...[script, keys, args]: Parameters<RegionStore["run"]>
  ): Promise<unknown> {
    const asking = this.run(script, keys, args);
    const isUnheard = asking.then(
      () => this.#isClosed,
      (error: unknown) => error instanceof TooLate,
    );
    this.#finish(isUnheard.then((so) => (so ? undo() : undefined))).catch(() => undefined);
    const reply = await asking;
    this.#requireOpen();
    return reply;
  }

  /** Resolves when leases that come or are being given back have arrived, or cannot any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    this.#forgetGuard();
  }

  async #finish<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new Error("the backend was closed");
  }

  /** Read ages and entries together: what is held was not invalidated before this began. */
  async #look(keys: readonly string[]): Promise<Found> {
    this.#requireOpen();
    const bytes = await this.connection.mget([...keys, this.ageKey], this.#guard);
    return { ages: new Ages(String(bytes.at(-1) ?? "")), bytes };
  }
}

function noArgs(): readonly string[] {
  return [];
}
