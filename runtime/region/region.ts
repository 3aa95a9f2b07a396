import type { LeasingBackend } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import { jsonSerializer } from "../value/json-serializer.js";
import { groundBehind } from "./assemble.js";
import { optionsFromConfig } from "./config.js";
import { RegionState } from "./region-state.js";
import { assertAligned, assertCreator } from "./creator-answer.js";
import {
  isLocked,
  readEntries,
  readMetadata,
  type ReadOptions,
  type ValueMetadata,
} from "./entries.js";
import type { EventKind, EventOf } from "./event.js";
import { getOrCreate } from "./get-or-create.js";
import type { FunctionStatistics } from "./journal.js";
import type { CreationRunner, Demand } from "./lead.js";
import { FLAG, FUNCTION, SIGNAL } from "./option-kind.js";
import { checkOptions, optionKinds } from "./option-table.js";
import type { RegionOptions, RegionSpec, Wrapper } from "./options.js";
import { dropEntries, invalidateAll, writeEntries } from "./overtaking.js";
import type { FunctionPolicy } from "./policy.js";
import type { Site } from "./site.js";
import { innermost } from "./wrap.js";

/**
 * Declare a region. Nothing is opened or read from the environment before its first use.
 *
 * @throws CacheError `option-invalid`.
 * @see dogpile.cache `make_region`
 */
export function defineRegion(spec: RegionSpec): Region {
  return new Region(spec);
}

/** How one reading of a key of one's own differs from the region's policy. */
export interface KeyReadOptions extends ReadOptions, Pick<FunctionPolicy, "expirationMs"> {}

/** How one call on a key of one's own differs from the region's policy. */
export interface KeyOptions extends Pick<
  FunctionPolicy,
  "expirationMs" | "graceMs" | "softTimeoutMs" | "hardTimeoutMs" | "waitMs"
> {
  /** Aborts when the caller has gone: it gets the reason, and the creation ends with the last caller. */
  readonly signal?: AbortSignal;
  /** Whether a created value is stored; it is handed out in any case. */
  readonly shouldCache?: (value: unknown, key: string) => boolean;
  /** Runs the creation of a stale value. */
  readonly asyncCreationRunner?: CreationRunner;
}

/** What the verbs on keys take. */
const KEY_KINDS = optionKinds<keyof (KeyOptions & KeyReadOptions)>({
  ignoreExpiration: FLAG,
  signal: SIGNAL,
  shouldCache: FUNCTION,
  asyncCreationRunner: FUNCTION,
});

/**
 * Named settings, a backend, and the entries of the functions declared in it.
 *
 * The verbs on keys work on JSON values under keys of your own; a generated function's entries are
 * better reached through the function, which knows their type.
 *
 * @see dogpile.cache `CacheRegion`. Differs: it configures itself from the schema on first use.
 */
export class Region {
  readonly #state: RegionState;

  constructor(spec: RegionSpec) {
    this.#state = new RegionState(spec);
    states.set(this, this.#state);
  }

  get name(): string {
    return this.#state.name;
  }

  /** Whether the region was configured, or used. */
  get isConfigured(): boolean {
    return this.#state.isConfigured;
  }

  /**
   * Say at run time what the schema leaves open or says otherwise. To be called before the first use,
   * or with `replaceExistingBackend`: then what is under way in the old backend is not stored in the new one.
   *
   * @throws CacheError `already-configured`, `option-invalid`; the region stays as it was.
   * @see dogpile.cache `CacheRegion.configure`
   */
  configure(options: RegionOptions): this {
    this.#state.configure(options);
    return this;
  }

  /**
   * Configure from texts: the options whose names begin with the prefix.
   *
   * @throws CacheError as {@link configure}, and `option-invalid` for a name that is no option.
   * @see dogpile.cache `CacheRegion.configure_from_config`
   */
  configureFromConfig(config: Readonly<Record<string, unknown>>, prefix: string): this {
    return this.configure(optionsFromConfig(config, prefix));
  }

  /**
   * Put a proxy in front of all others.
   *
   * @throws CacheError `option-invalid` for what makes no proxy.
   * @see dogpile.cache `CacheRegion.wrap`
   */
  async wrap(wrapper: Wrapper): Promise<void> {
    await this.#state.rebuild((ground) => groundBehind(wrapper, ground));
  }

  /** The backend with its proxies; opens the region. */
  async backend(): Promise<LeasingBackend> {
    return (await this.#state.open()).backend;
  }

  /** The backend behind all proxies; opens the region. */
  async actualBackend(): Promise<LeasingBackend> {
    return innermost(await this.backend());
  }

  /** Listen to what happens to the region's keys. Returns a function that ends it. */
  on<Kind extends EventKind>(kind: Kind, listener: (event: EventOf<Kind>) => void): () => void {
    return this.#state.listeners.on(kind, listener);
  }

  /** What has happened so far, by function; the region's own verbs under the empty name. */
  statistics(): ReadonlyMap<string, FunctionStatistics> {
    return this.#state.statistics();
  }

  /** The fresh value of a key, or `NO_VALUE`; never creates. */
  async get(key: string, options: KeyReadOptions = {}): Promise<unknown> {
    return (await this.getMulti([key], options))[0];
  }

  /** The fresh values of keys, in their order, with `NO_VALUE` in the holes. */
  async getMulti(keys: readonly string[], options: KeyReadOptions = {}): Promise<unknown[]> {
    const values = await readEntries(await this.#site(options), [...new Set(keys)], options);
    return keys.map((key) => values.get(key));
  }

  /**
   * The fresh value of a key with its creation time, or `null`.
   *
   * @see dogpile.cache `CacheRegion.get_value_metadata`
   */
  async getValueMetadata(
    key: string,
    options: KeyReadOptions = {},
  ): Promise<ValueMetadata<unknown> | null> {
    return readMetadata(await this.#site(options), key, options);
  }

  /**
   * Store a JSON value; a creation of the key under way can no longer store its own.
   *
   * @throws CacheError `value-misfit`, `backend-failed`.
   */
  async set(key: string, value: unknown): Promise<void> {
    await this.setMulti(new Map([[key, value]]));
  }

  /** Store JSON values under one creation time, as {@link set}. */
  async setMulti(values: ReadonlyMap<string, unknown>): Promise<void> {
    await writeEntries(await this.#site({}), values);
  }

  /**
   * Drop a key; nothing created before this resolves is stored or served after it.
   *
   * @throws CacheError `backend-failed`.
   */
  async delete(key: string): Promise<void> {
    await this.deleteMulti([key]);
  }

  /** Drop keys, as {@link delete}. */
  async deleteMulti(keys: readonly string[]): Promise<void> {
    await dropEntries(await this.#site({}), keys);
  }

  /** Whether a value is being made for the key, here or elsewhere; does not take the lease. */
  async keyIsLocked(key: string): Promise<boolean> {
    return isLocked(await this.#state.open(), key);
  }

  /**
   * The JSON value of a key, made by the creator when there is no fresh one.
   *
   * @throws CacheError `timeout`; and what the creator throws.
   */
  async getOrCreate<V>(
    key: string,
    creator: () => V | Promise<V>,
    options: KeyOptions = {},
  ): Promise<V> {
    assertCreator(creator, this.#state.owner);
    const [value] = await this.getOrCreateMulti([key], async () => [await creator()], options);
    // The list has one value: a wrong length was refused.
    return value as V;
  }

  /**
   * The JSON values of keys, in their order; the creator is called once, with the keys that have no fresh value.
   *
   * @throws CacheError `result-shape` when the creator does not answer one value for each key; as {@link getOrCreate}.
   */
  async getOrCreateMulti<V>(
    keys: readonly string[],
    creator: (keys: readonly string[]) => readonly V[] | Promise<readonly V[]>,
    options: KeyOptions = {},
  ): Promise<V[]> {
    assertCreator(creator, this.#state.owner);
    const site = await this.#site(options);
    const demand: Demand<unknown> = {
      ...site,
      create: async (wanted) => {
        const answer = await creator(wanted.map(({ key }) => key));
        assertAligned(answer, wanted.length, this.#state.owner);
        return answer;
      },
      shouldCache: options.shouldCache,
      signal: options.signal,
      runner: options.asyncCreationRunner,
      anew: false,
      mayBeAbsent: false,
    };
    const values = await getOrCreate(demand, [...new Set(keys)]);
    // What came out is what the creator put in, perhaps in another process.
    return keys.map((key) => values.get(key) as V);
  }

  /**
   * Invalidate everything at once, whatever the number of entries: hard makes all missing, soft makes all stale,
   * served while one caller makes the new value. Nothing created before this resolves is stored or served as fresh.
   *
   * @throws CacheError `backend-failed`.
   * @see dogpile.cache `CacheRegion.invalidate`. Differs: creations under way are invalidated too.
   */
  async invalidate(options: { readonly soft?: boolean } = {}): Promise<void> {
    const ground = await this.#state.open();
    const { invalidationStrategy: strategy } = this.#state.settings;
    const mode = options.soft === true ? "soft" : "hard";
    await invalidateAll(ground, mode, { owner: this.#state.owner, strategy });
  }

  /** End what the region holds open. It cannot be used again. */
  async close(): Promise<void> {
    await this.#state.close();
  }

  async #site(options: KeyOptions & KeyReadOptions): Promise<Site<unknown>> {
    checkOptions(options, KEY_KINDS, this.#state.owner);
    const ground = await this.#state.open();
    const owner = { function: undefined, fingerprint: undefined, policy: {}, call: options };
    return { ground, rules: this.#state.rulesFor(ground, jsonSerializer, owner) };
  }
}

/** What stands behind a region: for the functions defined in it, and nobody else. */
export function stateOf(region: Region): RegionState {
  const state = states.get(region);
  if (state !== undefined) return state;
  throw new CacheError("option-invalid", "a function needs a region made by defineRegion");
}

const states = new WeakMap<Region, RegionState>();
