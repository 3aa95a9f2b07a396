import type { Awaitable, LeasingBackend } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import { jsonSerializer } from "../value/json-serializer.js";
import { isolateText, isolateValues } from "../value/isolation.js";
import type { PlainSerializer } from "../value/serializer.js";
import {
  groundOn,
  innermost,
  settingsOf,
  storeOf,
  wrappedOnceMore,
  type Settings,
} from "./assemble.js";
import { optionsFromConfig } from "./config.js";
import {
  dropEntries,
  readEntries,
  readMetadata,
  writeEntries,
  type ReadOptions,
  type ValueMetadata,
} from "./entries.js";
import { Listeners, type EventKind, type EventOf } from "./event.js";
import { getOrCreate } from "./get-or-create.js";
import type { Ground } from "./ground.js";
import { Journal, type FunctionStatistics } from "./journal.js";
import type { CreationRunner, Demand } from "./lead.js";
import { checkOptions, DEFAULTS } from "./option-table.js";
import type { KeyGenerator, RegionOptions, RegionSpec, Wrapper } from "./options.js";
import type { Site } from "./site.js";
import type { FunctionPolicy } from "./policy.js";
import { rulesOf, type Rules } from "./rules.js";

/** Regions in use, for {@link closeAll}. */
const openRegions = new Set<Region>();

/**
 * End everything that regions of this process hold open. They cannot be used again.
 *
 * @throws AggregateError when a store could not be closed; all others are.
 */
export async function closeAll(): Promise<void> {
  const ends = await Promise.allSettled([...openRegions].map((region) => region.close()));
  const errors = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  if (errors.length > 0) throw new AggregateError(errors, "not every store could be closed");
}

/**
 * Declare a region. Nothing is opened or read from the environment before its first use.
 *
 * @throws CacheError `option-invalid`.
 * @see dogpile.cache `make_region`
 */
export function defineRegion(spec: RegionSpec): Region {
  return new Region(spec);
}

/** How one call on a key of one's own differs from the region's policy. */
export interface KeyOptions
  extends
    ReadOptions,
    Pick<
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

/**
 * Named settings, a backend, and the entries of the functions declared in it.
 *
 * The verbs on keys work on JSON values under keys of your own; a generated function's entries are
 * better reached through the function, which knows their type.
 *
 * @see dogpile.cache `CacheRegion`. Differs: it configures itself from the schema on first use.
 */
export class Region {
  readonly #spec: RegionSpec;
  readonly #listeners = new Listeners();
  readonly #journals = new Map<string | undefined, Journal>();
  #settings: Settings;
  #configured = false;
  #ground: Awaitable<Ground> | undefined;
  #closed = false;

  constructor(spec: RegionSpec) {
    checkOptions(spec, spec.name);
    this.#spec = spec;
    this.#settings = settingsOf(spec, {});
  }

  get name(): string {
    return this.#spec.name;
  }

  /** Whether the region was configured, or used. */
  get isConfigured(): boolean {
    return this.#configured || this.#ground !== undefined;
  }

  /** Makes the keys of the region's functions, if the application does. For the functions defined in it. */
  get keyGenerator(): KeyGenerator | undefined {
    return this.#settings.keyGenerator;
  }

  /**
   * Say at run time what the schema leaves open or says otherwise. To be called before the first use,
   * or with `replaceExistingBackend`: then what is under way in the old backend is not stored in the new one.
   *
   * @throws CacheError `already-configured`, `option-invalid`; the region stays as it was.
   * @see dogpile.cache `CacheRegion.configure`
   */
  configure(options: RegionOptions): this {
    if (this.isConfigured && options.replaceExistingBackend !== true) {
      const message = `region "${this.name}" is configured already; configure it once, before its first use, or say replaceExistingBackend`;
      throw new CacheError("already-configured", message, { region: this.name });
    }
    const settings = settingsOf(this.#spec, options);
    checkOptions(settings, this.name);
    this.#settings = settings;
    this.#configured = true;
    void this.#replace(undefined);
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
    const ground = await this.open();
    await this.#replace({ ...ground, backend: wrappedOnceMore(ground.backend, wrapper) });
  }

  /** The backend with its proxies; opens the region. */
  async backend(): Promise<LeasingBackend> {
    return (await this.open()).backend;
  }

  /** The backend behind all proxies; opens the region. */
  async actualBackend(): Promise<LeasingBackend> {
    return innermost(await this.backend());
  }

  /** Listen to what happens to the region's keys; the answer ends it. */
  on<Kind extends EventKind>(kind: Kind, listener: (event: EventOf<Kind>) => void): () => void {
    return this.#listeners.on(kind, listener);
  }

  /** What has happened so far, by function; the region's own verbs under the empty name. */
  statistics(): ReadonlyMap<string, FunctionStatistics> {
    return new Map(
      [...this.#journals].map(([name, journal]) => [name ?? "", journal.statistics()]),
    );
  }

  /** The fresh value of a key, or `NO_VALUE`; never creates. */
  async get(key: string, options: KeyOptions = {}): Promise<unknown> {
    return (await this.getMulti([key], options))[0];
  }

  /** The fresh values of keys, in their order, with `NO_VALUE` in the holes. */
  async getMulti(keys: readonly string[], options: KeyOptions = {}): Promise<unknown[]> {
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
    options: KeyOptions = {},
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
    await dropEntries(await this.open(), keys);
  }

  /** Whether a value is being made for the key, here or elsewhere; does not take the lease. */
  async keyIsLocked(key: string): Promise<boolean> {
    const { backend, flights } = await this.open();
    return flights.find(key) !== undefined || backend.isLeased(key);
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
    refuseNoFunction(creator);
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
    refuseNoFunction(creator);
    const site = await this.#site(options);
    const demand: Demand<unknown> = {
      ...site,
      create: async (wanted) =>
        alignedList(await creator(wanted.map(({ key }) => key)), wanted.length),
      shouldCache: options.shouldCache,
      signal: options.signal,
      runner: options.asyncCreationRunner,
      anew: false,
      mayBeAbsent: false,
    };
    const values = await getOrCreate(demand, { keys: [...new Set(keys)] });
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
    const soft = options.soft === true;
    const { backend, flights } = await this.open();
    const strategy = this.#settings.invalidationStrategy;
    flights.revokeAll();
    try {
      if (strategy === undefined) await backend.invalidateAll(soft ? "soft" : "hard");
      else await strategy.invalidate(!soft);
    } catch (cause) {
      const message = `the store did not confirm the invalidation of region "${this.name}"; try again`;
      throw new CacheError("backend-failed", message, { region: this.name, cause });
    }
    flights.revokeAll();
  }

  /** End what the region holds open. It cannot be used again. */
  async close(): Promise<void> {
    this.#closed = true;
    openRegions.delete(this);
    const ground = await this.#ground;
    ground?.flights.revokeAll();
    await ground?.backend.close();
  }

  /** What the region consists of, opened at its first use. For the functions defined in it. */
  open(): Awaitable<Ground> {
    if (this.#closed) {
      throw new CacheError("closed", `region "${this.name}" was closed`, { region: this.name });
    }
    return (this.#ground ??= this.#opened());
  }

  /** The rules of a function in this region, or of the region's own verbs. For the functions defined in it. */
  rulesFor<V>(ground: Ground, serializer: PlainSerializer<V>, owner: RulesOwner): Rules<V> {
    const settings = this.#settings;
    const { values = DEFAULTS.values, maxValueBytes = DEFAULTS.maxValueBytes } = settings;
    const isText = ground.backend.form === "text";
    return rulesOf([settings, ...owner.policies], {
      isolation: isText ? isolateText(serializer) : isolateValues(values, serializer),
      journal: this.#journalOf(owner.function),
      strategy: settings.invalidationStrategy,
      maxValueBytes,
      random: settings.random ?? Math.random,
    });
  }

  async #site(options: KeyOptions): Promise<Site<unknown>> {
    checkOptions(options, this.name);
    const ground = await this.open();
    const owner = { function: undefined, policies: [options] };
    return { ground, rules: this.rulesFor(ground, jsonSerializer, owner) };
  }

  #journalOf(name: string | undefined): Journal {
    const known = this.#journals.get(name);
    if (known !== undefined) return known;
    const journal = new Journal(this.#listeners, this.name, name);
    this.#journals.set(name, journal);
    return journal;
  }

  #opened(): Awaitable<Ground> {
    openRegions.add(this);
    const settings = this.#settings;
    const store = storeOf(settings);
    if (!(store instanceof Promise)) return groundOn(store, settings);
    const opening = store.then((loaded) => (this.#ground = groundOn(loaded, settings)));
    // A backend that could not be loaded may be tried again.
    opening.catch(() => (this.#ground = undefined));
    return opening;
  }

  /** Go on with other parts; what is under way in the old ones is stored nowhere. */
  async #replace(ground: Ground | undefined): Promise<void> {
    const old = this.#ground;
    this.#ground = ground;
    (await old)?.flights.revokeAll();
  }
}

/** Whose rules are asked for. */
export interface RulesOwner {
  /** `undefined` for the region's own verbs. */
  readonly function: string | undefined;
  /** Policies over the region's, the later over the earlier. */
  readonly policies: readonly FunctionPolicy[];
}

function refuseNoFunction(creator: unknown): void {
  if (typeof creator === "function") return;
  throw new CacheError("creator-invalid", `a creator is a function, not ${String(creator)}`);
}

function alignedList<V>(answer: readonly V[], count: number): readonly V[] {
  if (Array.isArray(answer) && answer.length === count) return answer;
  const found = Array.isArray(answer) ? `${answer.length} values` : "no list";
  const message = `the creator answered ${found} for ${count} keys; answer one value for each`;
  throw new CacheError("result-shape", message);
}
