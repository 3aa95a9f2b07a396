import type { Clock } from "../../clock.js";
import type { Metadata } from "../../value/envelope.js";
import { isNoValue } from "../../value/no-value.js";
import type { Deposit, Held } from "../backend.js";
import type { Guard } from "../guard.js";
import { randomId } from "../random-id.js";
import { unreadable } from "../unreadable.js";
import { allOf, Commands, type Storing } from "./commands.js";
import { Generations, type Ages } from "./generations.js";
import { guardedMutex } from "./guarded-mutex.js";
import type { PlainBackend, PlainMutex } from "./plain-backend.js";
import { PlainKeys } from "./plain-keys.js";
import { RetryNotes } from "./retry-notes.js";
import { storedForm, type StoredForm } from "./stored-form.js";
import type { UnderWay } from "./under-way.js";

/** What a look into the store found: the ages in force, and what lies under the keys. */
export interface Look {
  readonly ages: Ages;
  readonly held: readonly (Held | undefined)[];
}

/** A deposit with its key, and the ages it belongs to; `null` drops what the key has. */
export interface Entry {
  readonly key: string;
  readonly deposit: Deposit | null;
  readonly ages: Ages;
}

/** What a {@link PlainStore} works with. */
export interface PlainStoreParts {
  readonly clock: Clock;
  readonly name: string;
  readonly underWay: UnderWay;
  readonly guard: Guard;
}

/** Entries of one name in a plain store, each in an envelope with the ages its creation began in. */
export class PlainStore {
  readonly generations: Generations;
  readonly notes: RetryNotes = new RetryNotes();
  readonly #plain: PlainBackend;
  readonly #clock: Clock;
  readonly #commands: Commands;
  readonly #keys: PlainKeys;
  readonly #form: StoredForm;
  readonly #guard: Guard;

  constructor(plain: PlainBackend, { clock, name, underWay, guard }: PlainStoreParts) {
    this.#plain = plain;
    this.#clock = clock;
    this.#guard = guard;
    this.#commands = new Commands(plain, guard, underWay.changing);
    this.#keys = new PlainKeys(name, plain.keyMangler);
    this.#form = storedForm(plain.form);
    this.generations = new Generations(this.#commands, underWay.ageTurns, this.#keys);
  }

  /** How many keys are being changed in the store, by what was given up too. */
  get underWay(): number {
    return this.#commands.underWay;
  }

  /** Read ages and entries together: what is held was not invalidated before this began. */
  async look(keys: readonly string[]): Promise<Look> {
    const plainKeys = keys.map((key) => this.#keys.of(key));
    const [hard, soft, ...stored] = await this.#commands.get([...this.#keys.ages, ...plainKeys]);
    const ages = this.generations.agesIn([hard, soft]);
    return { ages, held: keys.map((key, at) => this.#held(key, stored[at], ages)) };
  }

  /** Store entries, and drop those that are `null`. */
  async put(entries: readonly Entry[]): Promise<void> {
    const drops = entries.flatMap(({ key, deposit }) => (deposit === null ? [key] : []));
    const storings = entries.flatMap((entry) => this.#storing(entry));
    await allOf([() => this.drop(drops), () => this.#commands.set(storings)], (step) => step());
  }

  /** Drop entries. */
  drop(keys: readonly string[]): Promise<void> {
    return this.#commands.delete(keys.map((key) => this.#keys.of(key)));
  }

  /** The mutex of a key, if the store has mutexes. */
  mutexOf(key: string): PlainMutex | undefined {
    const mutex = this.#plain.getMutex?.(this.#keys.of(key));
    return mutex && guardedMutex(mutex, this.#guard);
  }

  #held(key: string, stored: unknown, { hardId, softId }: Ages): Held | undefined {
    if (isNothing(stored) || hardId === undefined) return undefined;
    const envelope = this.#form.open(stored);
    if (envelope === undefined) return unreadable(stored, this.#clock.nowMs());
    const { kept, metadata } = envelope;
    if (metadata.hardId !== hardId) return undefined;
    const { createdMs, costMs, draw, fillId, fingerprint } = metadata;
    const outdated = metadata.softId !== softId;
    const retryAtMs = Math.max(metadata.retryAtMs, this.notes.retryAtMs(key, fillId));
    return { kept, fingerprint, createdMs, costMs, draw, outdated, retryAtMs, fillId };
  }

  #storing({ key, deposit, ages }: Entry): Storing[] {
    if (deposit === null) return [];
    const { kept, retainMs } = deposit;
    const stored = this.#form.seal({ metadata: metadataOf(deposit, ages), kept });
    return [{ key: this.#keys.of(key), stored, ttlMs: retainMs }];
  }
}

function metadataOf({ fingerprint, createdMs, costMs, draw }: Deposit, ages: Ages): Metadata {
  return { createdMs, fingerprint, costMs, draw, fillId: randomId(), ...ages, retryAtMs: 0 };
}

/** Whether a store says that there is nothing. */
function isNothing(stored: unknown): boolean {
  return stored === undefined || stored === null || isNoValue(stored);
}
