/** Puts a region together: its store with all that stands in front of it, its clock, its limits. */
import type { Awaitable } from "../awaitable.js";
import type { LeasingBackend } from "../backend/backend.js";
import { leasing, loadBackend } from "../backend/registry.js";
import { glancesOf, systemClock } from "../clock.js";
import { CacheError } from "../errors.js";
import { Flights } from "../lock/flights.js";
import { Limit } from "../lock/limit.js";
import { isolateText, isolateValues, type Isolation, type StoredType } from "../value/isolation.js";
import { fillIn } from "./environment.js";
import type { Ground } from "./ground.js";
import { DEFAULTS } from "./option-table.js";
import type { RegionOptions, RegionSpec, Wrapper } from "./options.js";
import { behindAll, behindOneMore, mangled } from "./wrap.js";

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
  const inFrontOf = (innermost: LeasingBackend): LeasingBackend =>
    mangled(behindAll(wrap, innermost), mangler);
  const ground: Ground = {
    backend: inFrontOf(store),
    python: once(() => {
      const { python } = store;
      return python === undefined ? ground : { ...ground, backend: inFrontOf(python) };
    }),
    flights: new Flights(store.keeps),
    clock,
    // A shared look at the time has to be forgotten in the same turn. To whom a server answers that costs more than it spares.
    glanceMs: store.form === "text" ? () => clock.nowMs() : glancesOf(clock),
    limit: maxCreators === Infinity ? undefined : new Limit(maxCreators),
  };
  return ground;
}

/** A region with one more proxy in front of the others; keys are mangled before any proxy sees them. */
export function groundBehind(wrapper: Wrapper, ground: Ground): Ground {
  const wrapped: Ground = {
    ...ground,
    backend: behindOneMore(wrapper, ground.backend),
    python: once(() => {
      const python = ground.python();
      if (python === ground) return wrapped;
      return { ...wrapped, backend: behindOneMore(wrapper, python.backend) };
    }),
  };
  return wrapped;
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
