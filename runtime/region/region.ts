import type { Awaitable, LeasingBackend } from "../backend/backend.js";
import { loadBackend } from "../backend/registry.js";
import { systemClock } from "../clock.js";
import { CacheError } from "../errors.js";
import { Flights } from "../lock/flight.js";
import { isolateText, isolateValues } from "../value/isolation.js";
import { jsonSerializer } from "../value/json-serializer.js";
import type { PlainSerializer } from "../value/serializer.js";
import { dropEntries, readEntries, writeEntries, type Site } from "./entries.js";
import { fillIn } from "./environment.js";
import { Listeners, type EventOf, type RegionEvent } from "./event.js";
import type { CreationContext } from "./creation.js";
import { getOrCreate } from "./get-or-create.js";
import type { Ground } from "./ground.js";
import { checkRegionOptions, type RegionOptions, type RegionSpec } from "./options.js";
import { rulesOf, type FunctionPolicy, type Rules } from "./rules.js";

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

/** Declare a region. Nothing is opened or read from the environment before its first use. */
export function defineRegion(spec: RegionSpec): Region {
  return new Region(spec);
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
  #options: RegionOptions | undefined;
  #ground: Awaitable<Ground> | undefined;
  #closed = false;

  constructor(spec: RegionSpec) {
    checkRegionOptions(spec);
    this.#spec = spec;
  }

  get name(): string {
    return this.#spec.name;
  }

  /** Whether the region has a backend: it was configured, or used. */
  get isConfigured(): boolean {
    return this.#options !== undefined || this.#ground !== undefined;
  }

  /**
   * Say at run time what the schema leaves open or says otherwise. To be called before the first use.
   *
   * @throws CacheError `already-configured`, `option-invalid`.
   * @see dogpile.cache `CacheRegion.configure`
   */
  configure(options: RegionOptions): this {
    if (this.isConfigured) {
      const message = `region "${this.name}" is configured already; configure it once, before its first use`;
      throw new CacheError("already-configured", message, { region: this.name });
    }
    checkRegionOptions({ ...this.#spec, ...options, name: this.name });
    this.#options = { ...options };
    return this;
  }

  /** Listen to what happens to the region's keys; the answer ends it. */
  on<Kind extends RegionEvent["kind"]>(
    kind: Kind,
    listener: (event: EventOf<Kind>) => void,
  ): () => void {
    return this.#listeners.on(kind, listener);
  }

  /** The fresh value of a key, or `NO_VALUE`; never creates. */
  async get(key: string): Promise<unknown> {
    return (await this.getMulti([key]))[0];
  }

  /** The fresh values of keys, in their order, with `NO_VALUE` in the holes. */
  async getMulti(keys: readonly string[]): Promise<unknown[]> {
    const values = await readEntries(await this.#rawSite(), [...new Set(keys)]);
    return keys.map((key) => values.get(key));
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
    await writeEntries(await this.#rawSite(), values);
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

  /** The JSON value of a key, made by the creator when there is no fresh one. */
  async getOrCreate<V>(key: string, creator: () => V | Promise<V>): Promise<V> {
    const [value] = await this.getOrCreateMulti([key], async () => [await creator()]);
    // The list has one value: a wrong length was refused.
    return value as V;
  }

  /**
   * The JSON values of keys, in their order; the creator is called once, with the keys that have no fresh value.
   *
   * @throws CacheError `result-shape` when the creator does not answer one value for each key.
   */
  async getOrCreateMulti<V>(
    keys: readonly string[],
    creator: (keys: readonly string[]) => readonly V[] | Promise<readonly V[]>,
  ): Promise<V[]> {
    const { ground, rules } = await this.#rawSite();
    const create = async (wanted: readonly CreationContext<unknown>[]): Promise<readonly V[]> =>
      alignedList(await creator(wanted.map(({ key }) => key)), wanted.length);
    const demand = { rules, create, anew: false, mayBeAbsent: false };
    const values = await getOrCreate(ground, demand, { keys: [...new Set(keys)] });
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
    const { backend, flights } = await this.open();
    flights.revokeAll();
    try {
      await backend.invalidateAll(options.soft === true ? "soft" : "hard");
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

  /** The rules of a function in this region. */
  rulesFor<V>(ground: Ground, serializer: PlainSerializer<V>, policy: FunctionPolicy): Rules<V> {
    const settings = this.#settings;
    const isolation =
      ground.backend.form === "text"
        ? isolateText(serializer)
        : isolateValues(settings.values ?? "copy", serializer);
    return rulesOf(settings, policy, isolation);
  }

  get #settings(): RegionSpec & RegionOptions {
    return { ...this.#spec, ...this.#options } as RegionSpec & RegionOptions;
  }

  async #rawSite(): Promise<Site<unknown>> {
    const ground = await this.open();
    return { ground, rules: this.rulesFor(ground, jsonSerializer, {}) };
  }

  #opened(): Awaitable<Ground> {
    openRegions.add(this);
    const backend = this.#backend();
    if (!(backend instanceof Promise)) return this.#groundOn(backend);
    const opening = backend.then((loaded) => (this.#ground = this.#groundOn(loaded)));
    // A backend that could not be loaded may be tried again.
    opening.catch(() => (this.#ground = undefined));
    return opening;
  }

  #groundOn(backend: LeasingBackend): Ground {
    const clock = this.#options?.clock ?? systemClock;
    return { backend, clock, flights: new Flights(backend.keeps), listeners: this.#listeners };
  }

  #backend(): Awaitable<LeasingBackend> {
    const { backend = "memory", maxEntries = 10_000 } = this.#settings;
    if (typeof backend !== "string") return backend;
    return loadBackend(fillIn(backend, process.env), { maxEntries });
  }
}

function alignedList<V>(answer: readonly V[], count: number): readonly V[] {
  if (Array.isArray(answer) && answer.length === count) return answer;
  const found = Array.isArray(answer) ? `${answer.length} values` : "no list";
  const message = `the creator answered ${found} for ${count} keys; answer one value for each`;
  throw new CacheError("result-shape", message);
}
