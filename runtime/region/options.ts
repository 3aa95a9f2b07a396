import type { LeasingBackend } from "../backend/backend.js";
import type { ProxyBackend } from "../backend/proxy.js";
import type { AnyBackend } from "../backend/registry.js";
import type { Clock } from "../clock.js";
import type { Owner } from "../errors.js";
import type { KeyMangler } from "../key/mangler.js";
import type { InvalidationStrategy } from "./invalidation.js";
import type { RegionSettings } from "./policy.js";

/** A way to make the keys a store sees of the keys of functions; `false` switches the backend's own off. */
export type ManglerChoice = KeyMangler | false;

/** A region as the schema declares it. */
export interface RegionSpec extends RegionSettings {
  readonly name: string;
  /** Sets the region apart from others of its name in a shared store. */
  readonly namespace?: string;
  /** A backend's text, which may name an environment variable: `${NAME:-memory}`. Default `memory`. */
  readonly backend?: string;
  /** What the store sees of a key. Default: what the backend needs, mostly the key itself. */
  readonly keyMangler?: ManglerChoice;
}

/** Makes a proxy for the store it is given: a `ProxyBackend` class, or a function. */
export type Wrapper =
  (new (proxied: LeasingBackend) => ProxyBackend) | ((proxied: LeasingBackend) => ProxyBackend);

/** What an application may say of a region before its first use; says over what the schema says. */
export interface RegionOptions extends RegionSettings {
  /** A backend's text, or a backend of your own, which the region closes with itself. */
  readonly backend?: string | AnyBackend;
  /** Replace a backend the region has already. Default false. */
  readonly replaceExistingBackend?: boolean;
  /** Proxies around the backend, the outermost first. */
  readonly wrap?: readonly Wrapper[];
  /** As in {@link RegionSpec}. */
  readonly keyMangler?: ManglerChoice;
  /** Makes the keys of the region's functions instead of the generated key functions. */
  readonly keyGenerator?: KeyGenerator;
  /** Judges values by their creation time. Default: the backend invalidates. */
  readonly invalidationStrategy?: InvalidationStrategy;
  /** The source of time. Default: the system's. */
  readonly clock?: Clock;
  /** Random numbers from 0 up to 1, for jitter and `eager: xfetch`. Default `Math.random`. */
  readonly random?: () => number;
}

/** What a {@link KeyGenerator} knows of a function. */
export interface KeyOwner extends Owner {
  readonly function: string;
}

/**
 * Makes a key of a function's arguments, defaults filled in. Different arguments must give different keys.
 *
 * @see dogpile.cache `function_key_generator`
 */
export type KeyGenerator = (owner: KeyOwner, args: readonly unknown[]) => string;
