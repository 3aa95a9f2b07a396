/** What stands in front of a region's store: proxies, and before them all what mangles the keys. */
import type { LeasingBackend } from "../backend/backend.js";
import { MangledBackend } from "../backend/mangled.js";
import { ProxyBackend } from "../backend/proxy.js";
import { CacheError } from "../errors.js";
import { isFunction } from "./option-kind.js";
import type { ManglerChoice, Wrapper } from "./options.js";

/** A store behind proxies, the outermost first. */
export function behindAll(wrappers: readonly Wrapper[], store: LeasingBackend): LeasingBackend {
  return wrappers.reduceRight(wrapped, store);
}

/** A store with one more proxy in front of all it has; keys are mangled before that one sees them, too. */
export function behindOneMore(wrapper: Wrapper, backend: LeasingBackend): LeasingBackend {
  return backend instanceof MangledBackend
    ? backend.around(wrapped(backend.proxied, wrapper))
    : wrapped(backend, wrapper);
}

/** A store that sees keys as they are mangled, if they are. */
export function mangled(
  backend: LeasingBackend,
  mangler: ManglerChoice | undefined,
): LeasingBackend {
  return mangler === undefined || mangler === false
    ? backend
    : new MangledBackend(backend, mangler);
}

/** The store behind all proxies. */
export function innermost(backend: LeasingBackend): LeasingBackend {
  return backend instanceof ProxyBackend ? innermost(backend.proxied) : backend;
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
