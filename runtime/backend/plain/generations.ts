import { textOf } from "../../value/envelope.js";
import { randomId } from "../random-id.js";
import type { Commands } from "./commands.js";
import type { PlainKeys } from "./plain-keys.js";
import type { Turns } from "./turns.js";

/** Which ages of a region a value belongs to; an id that is missing in the store matches nothing. */
export interface Ages {
  /** Changes with each hard invalidation of everything. */
  readonly hardId: string | undefined;
  /** Changes with each soft one. */
  readonly softId: string | undefined;
}

/** Ages that are known. */
export interface KnownAges extends Ages {
  readonly hardId: string;
  readonly softId: string;
}

const ID = /^[\w-]{16}$/;

/**
 * The ages of a region, kept in its store where every process sees them.
 *
 * Each has a key of its own, so that it is changed without being read first: a soft invalidation cannot undo a hard one.
 * They are random, so that one which was lost and made anew matches nothing from before.
 */
export class Generations {
  readonly #commands: Commands;
  readonly #turns: Turns;
  readonly #keys: PlainKeys["ages"];

  constructor(commands: Commands, turns: Turns, { ages }: PlainKeys) {
    this.#commands = commands;
    this.#turns = turns;
    this.#keys = ages;
  }

  /** The ages in what is stored under the keys. */
  agesIn([hard, soft]: readonly unknown[]): Ages {
    return { hardId: idIn(hard), softId: idIn(soft) };
  }

  /** The ages as they are now. */
  async read(): Promise<Ages> {
    return this.agesIn(await this.#commands.get(this.#keys));
  }

  /** Ages to store something under: those that were read, and new ones for what is missing. */
  async complete({ hardId, softId }: Ages): Promise<KnownAges> {
    const [hardKey, softKey] = this.#keys;
    return {
      hardId: hardId ?? (await this.#found(hardKey)),
      softId: softId ?? (await this.#found(softKey)),
    };
  }

  /** Begin a new age. */
  async renew(mode: "hard" | "soft"): Promise<void> {
    const [hardKey, softKey] = this.#keys;
    const key = mode === "hard" ? hardKey : softKey;
    await this.#turns.take([key], () => this.#put(key).then(() => undefined));
  }

  /** What is there by now, or a new one. */
  #found(key: string): Promise<string> {
    return this.#turns.take([key], async () => {
      const [stored] = await this.#commands.get([key]);
      return idIn(stored) ?? this.#put(key);
    });
  }

  async #put(key: string): Promise<string> {
    const id = randomId();
    await this.#commands.set([{ key, stored: id, ttlMs: Infinity }]);
    return id;
  }
}

function idIn(stored: unknown): string | undefined {
  const text = textOf(stored);
  return text !== undefined && ID.test(text) ? text : undefined;
}
