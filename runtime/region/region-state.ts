import type { Awaitable } from "../awaitable.js";
import type { LeasingBackend } from "../backend/backend.js";
import { CacheError, type Owner } from "../errors.js";
import type { PlainSerializer } from "../value/serializer.js";
import { groundOn, isolationOn, settingsOf, storeOf, type Settings } from "./assemble.js";
import { Listeners } from "./event.js";
import type { Ground } from "./ground.js";
import { Journal, type FunctionStatistics } from "./journal.js";
import {
  checkOptions,
  checkSerializer,
  DEFAULTS,
  REGION_KINDS,
  SPEC_KINDS,
} from "./option-table.js";
import type { RegionOptions, RegionSpec } from "./options.js";
import type { FunctionPolicy } from "./policy.js";
import { rulesOf, type Rules } from "./rules.js";
import { storeFault } from "./store-fault.js";

/** Regions in use. */
const inUse = new Set<RegionState>();

/**
 * End everything that regions of this process hold open. They cannot be used again.
 *
 * @throws AggregateError when a store could not be closed; all others are.
 */
export async function closeAll(): Promise<void> {
  const ends = await Promise.allSettled([...inUse].map((state) => state.close()));
  const errors = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  if (errors.length > 0) throw new AggregateError(errors, "not every store could be closed");
}

/** Whose rules are asked for. */
export interface RulesOwner {
  /** `undefined` for the region's own verbs. */
  readonly function: string | undefined;
  /** What its stored type is recognised by; `undefined` for values of any type. */
  readonly fingerprint: string | undefined;
  /** What the function says over the region. */
  readonly policy: FunctionPolicy;
  /** What the call says over both. */
  readonly call: FunctionPolicy;
}

/** What stands behind a region's verbs and its functions: settings, the parts it opens with, and its journals. */
export class RegionState {
  readonly listeners: Listeners = new Listeners();
  readonly #spec: RegionSpec;
  readonly #journals = new Map<string | undefined, Journal>();
  #settings: Settings;
  #configured = false;
  #closed = false;
  #ground: Awaitable<Ground> | undefined;

  constructor(spec: RegionSpec) {
    this.#spec = spec;
    checkOptions(spec, SPEC_KINDS, this.owner);
    checkSerializer(spec, this.owner);
    this.#settings = settingsOf(spec, {});
  }

  get name(): string {
    return this.#spec.name;
  }

  /** The region, in error messages. */
  get owner(): Owner {
    return { region: this.name, function: undefined };
  }

  /** What the schema says, and the application over it. */
  get settings(): Settings {
    return this.#settings;
  }

  get isConfigured(): boolean {
    return this.#configured || this.#ground !== undefined;
  }

  configure(options: RegionOptions): void {
    if (this.isConfigured && options.replaceExistingBackend !== true) {
      const message = `region "${this.name}" is configured already; configure it once, before its first use, or say replaceExistingBackend`;
      throw new CacheError("already-configured", message, this.owner);
    }
    checkOptions(options, REGION_KINDS, this.owner);
    const settings = settingsOf(this.#spec, options);
    checkSerializer(settings, this.owner);
    const old = this.#ground;
    const closesOld = typeof (this.#settings.backend ?? "") === "string";
    this.#settings = settings;
    this.#configured = true;
    this.#ground = undefined;
    if (old !== undefined && closesOld) void this.#retire(old);
  }

  /** What the region consists of while it is open. */
  get current(): Awaitable<Ground> | undefined {
    return this.#ground;
  }

  /** What the region consists of, opened at its first use. */
  open(): Awaitable<Ground> {
    if (this.#closed) throw this.#closedError();
    return (this.#ground ??= this.#opened());
  }

  /** Go on with other parts. */
  async rebuild(change: (ground: Ground) => Ground): Promise<void> {
    let ground = await this.open();
    // Another backend may have taken its place meanwhile, or another change: then that is what is changed.
    while (this.#ground !== ground) ground = await this.open();
    this.#ground = change(ground);
  }

  async close(): Promise<void> {
    this.#closed = true;
    inUse.delete(this);
    const closing = this.#ground;
    this.#ground = undefined;
    const ground = await closing;
    ground?.flights.close(this.#closedError());
    await ground?.backend.close();
  }

  /** The rules of a function in this region, or of the region's own verbs. */
  rulesFor<V>(ground: Ground, serializer: PlainSerializer<V>, owner: RulesOwner): Rules<V> {
    const settings = this.#settings;
    const { fingerprint } = owner;
    return rulesOf([settings, owner.policy], owner.call, {
      isolation: isolationOn(ground.backend.form, { serializer, fingerprint }, settings),
      journal: this.#journalOf(owner.function),
      strategy: settings.invalidationStrategy,
      maxValueBytes: settings.maxValueBytes ?? DEFAULTS.maxValueBytes,
      random: settings.random ?? Math.random,
    });
  }

  statistics(): ReadonlyMap<string, FunctionStatistics> {
    const journals = [...this.#journals];
    return new Map(journals.map(([name, journal]) => [name ?? "", journal.statistics()]));
  }

  #journalOf(name: string | undefined): Journal {
    const known = this.#journals.get(name);
    if (known !== undefined) return known;
    const journal = new Journal(this.listeners, { region: this.name, function: name });
    this.#journals.set(name, journal);
    return journal;
  }

  /** Whatever is wrong with a store's text or its loading is said of this region. */
  #store(): Awaitable<LeasingBackend> {
    const settings = this.#settings;
    const refuse = (error: unknown): never => {
      throw storeFault(error, settings);
    };
    try {
      const store = storeOf(settings);
      return store instanceof Promise ? store.catch(refuse) : store;
    } catch (error) {
      return refuse(error);
    }
  }

  #closedError(): CacheError {
    return new CacheError("closed", `region "${this.name}" was closed`, this.owner);
  }

  /** Calls under way end with the old parts, which nobody else sees. */
  async #retire(old: Awaitable<Ground>): Promise<void> {
    try {
      const { backend, flights } = await old;
      await flights.traffic.idle();
      await backend.close();
    } catch (error) {
      process.emitWarning(
        `region "${this.name}": the replaced backend was not closed: ${String(error)}`,
      );
    }
  }

  #opened(): Awaitable<Ground> {
    inUse.add(this);
    const settings = this.#settings;
    const store = this.#store();
    if (!(store instanceof Promise)) return groundOn(store, settings);
    const opening = store.then((loaded) => {
      const ground = groundOn(loaded, settings);
      if (this.#ground === opening) this.#ground = ground;
      return ground;
    });
    // A backend that could not be loaded may be tried again, unless another has taken its place.
    opening.catch(() => {
      if (this.#ground === opening) this.#ground = undefined;
    });
    return opening;
  }
}
