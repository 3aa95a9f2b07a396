/** Puts a region together: store, proxies, mangler, limits. */
import type { Awaitable } from "../awaitable.js";
import type { LeasingBackend } from "../backend/backend.js";
import { MangledBackend } from "../backend/mangled.js";
import { ProxyBackend } from "../backend/proxy.js";
import { leasing, loadBackend } from "../backend/registry.js";
import { glancesOf, systemClock } from "../clock.js";
import { CacheError } from "../errors.js";
import { Flights } from "../lock/flights.js";
import { Limit } from "../lock/limit.js";
import { isolateText, isolateValues, type Isolation, type StoredType } from "../value/isolation.js";
import { fillIn } from "./environment.js";
import type { Ground } from "./ground.js";
import { isFunction } from "./option-kind.js";
import { DEFAULTS } from "./option-table.js";
import type { RegionOptions, RegionSpec, Wrapper } from "./options.js";

/** A schema's settings with the application's over them. */
export type Settings = Omit<RegionSpec, "backend"> & RegionOptions;

/** What applications say over what the schema says. */
export function settingsOf(spec: RegionSpec, options: RegionOptions): Settings {
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...spec, ...Object.fromEntries(said) };
}

/** The store a region's settings name, at once when no driver has to be loaded first. */
export function storeOf(settings: Settings): Awaitable<LeasingBackend> {
  const { backend = "memory", clock = systemClock } = settings;
  const { maxEntries = DEFAULTS.maxEntries, maxBytes = DEFAULTS.maxBytes } = settings;
  const { backendTimeoutMs, breakerFailures, breakerPauseMs } = settings;
  const { name, namespace } = settings;
  const full = namespace === undefined ? name : `${namespace}:${name}`;
  const patience = { backendTimeoutMs, breakerFailures, breakerPauseMs };
  const options = { clock, name: full, maxEntries, maxBytes, ...patience };
  if (typeof backend !== "string") return leasing(backend, options);
  return loadBackend(fillIn(backend, process.env), options);
}

/** Build a region around its store. */
export function groundOn(store: LeasingBackend, settings: Settings): Ground {
  const { clock = systemClock, maxCreators = DEFAULTS.maxCreators, wrap = [] } = settings;
  const mangler = settings.keyMangler ?? store.keyMangler;
  const inFrontOf = (innermost: LeasingBackend): LeasingBackend => {
    const behind = wrap.reduceRight(wrapped, innermost);
    return mangler === undefined || mangler === false
      ? behind
      : new MangledBackend(behind, mangler);
  };
  const backend = inFrontOf(store);
  return {
    backend,
    dogpile: once(() => (store.dogpile === undefined ? backend : inFrontOf(store.dogpile))),
    flights: new Flights(store.keeps),
    clock,
    // A shared look at the time has to be forgotten in the same turn. To whom a server answers that costs more than it spares.
    glanceMs: store.form === "text" ? () => clock.nowMs() : glancesOf(clock),
    limit: maxCreators === Infinity ? undefined : new Limit(maxCreators),
  };
}

/** A region with one more proxy in front of the others; keys are mangled before any proxy sees them. */
export function groundBehind(wrapper: Wrapper, ground: Ground): Ground {
  const backend = wrappedOnceMore(ground.backend, wrapper);
  const shared = (): LeasingBackend => {
    const dogpile = ground.dogpile();
    return dogpile === ground.backend ? backend : wrappedOnceMore(dogpile, wrapper);
  };
  return { ...ground, backend, dogpile: once(shared) };
}

/** Grounds that share all with another but the layout of their entries. */
const sharing = new WeakMap<Ground, Ground>();

/** The region for entries that programs with dogpile.cache share. */
export function groundShared(ground: Ground): Ground {
  const known = sharing.get(ground);
  if (known !== undefined) return known;
  const backend = ground.dogpile();
  const shared = backend === ground.backend ? ground : { ...ground, backend };
  sharing.set(ground, shared);
  return shared;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/**
 * How values are kept apart from their callers in a store of this form.
 *
 * @throws CacheError `option-invalid` for values without a serializer in a store of text.
 */
export function isolationOn<V>(
  form: "values" | "text",
  type: StoredType<V>,
  settings: Settings,
): Isolation<V> {
  const isRaw = settings.serializer === "none";
  const { validate = DEFAULTS.validate } = settings;
  if (form === "values") {
    const values = settings.values ?? (isRaw ? "shared" : DEFAULTS.values);
    return isolateValues(values, type, validate);
  }
  if (!isRaw) return isolateText(type, validate);
  const message = `region "${settings.name}" has no serializer, and its backend keeps text; leave serializer: none out`;
  throw new CacheError("option-invalid", message, { region: settings.name });
}

/** The store behind all proxies. */
export function innermost(backend: LeasingBackend): LeasingBackend {
  return backend instanceof ProxyBackend ? innermost(backend.proxied) : backend;
}

function wrappedOnceMore(backend: LeasingBackend, wrapper: Wrapper): LeasingBackend {
  return backend instanceof MangledBackend
    ? backend.around(wrapped(backend.proxied, wrapper))
    : wrapped(backend, wrapper);
}

/** A store with a proxy in front of it. */
function wrapped(proxied: LeasingBackend, wrapper: Wrapper): LeasingBackend {
  if (!isFunction(wrapper)) throw noProxy();
  const proxy: unknown = isProxyClass(wrapper) ? new wrapper(proxied) : called(wrapper, proxied);
  if (proxy instanceof ProxyBackend) return proxy;
  throw noProxy();
}

function called(wrapper: Exclude<Wrapper, ProxyClass>, proxied: LeasingBackend): unknown {
  // A class that is no proxy cannot even be called.
  if (/^class\b/.test(Function.prototype.toString.call(wrapper))) throw noProxy();
  return wrapper(proxied);
}

type ProxyClass = new (proxied: LeasingBackend) => ProxyBackend;

function isProxyClass(wrapper: Wrapper): wrapper is ProxyClass {
  return wrapper === ProxyBackend || wrapper.prototype instanceof ProxyBackend;
}

function noProxy(): CacheError {
  const message = "wrap takes ProxyBackend classes, or functions that make a ProxyBackend";
  return new CacheError("option-invalid", message);
}
