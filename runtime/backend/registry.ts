/** From a text, or from a backend of somebody's own, to the backend a region works with. */
import { inspect } from "../builtin.js";
import type { Clock } from "../clock.js";
import { CacheError, described, isCacheError } from "../errors.js";
import type { Awaitable } from "../awaitable.js";
import type { LeasingBackend } from "./backend.js";
import type { Patience } from "./guard.js";
import { MemoryBackend } from "./memory/memory-backend.js";
import { nearest } from "../nearest.js";
import { NoneBackend } from "./none.js";
import { adaptPlain } from "./plain/adapted-backend.js";
import type { PlainBackend } from "./plain/plain-backend.js";
import { checkUrl, givesAway, malformed, maskedMessage, schemeOf, shown } from "./url.js";

/** What a region tells the backend that is made for it. */
export interface BackendOptions extends Patience {
  readonly clock: Clock;
  /** The region's name: entries under the same name are invalidated together. */
  readonly name: string;
  /** Most entries a store in memory holds. */
  readonly maxEntries: number;
  /** Most bytes a store in memory holds; default unlimited. */
  readonly maxBytes?: number | undefined;
}

/** A backend with leases of its own, or a plain one, which gets them. */
export type AnyBackend = LeasingBackend | PlainBackend;

/** Makes the backend a URL stands for, when a region first uses it. */
export type BackendLoader = (url: string, options: BackendOptions) => Awaitable<AnyBackend>;

const BUILT_IN: ReadonlyMap<string, (options: BackendOptions) => LeasingBackend> = new Map([
  ["memory", (options: BackendOptions): LeasingBackend => new MemoryBackend(options)],
  ["none", (): LeasingBackend => new NoneBackend()],
]);

/** The loaders by scheme: our own, of which a driver comes with the first use, and the registered ones. */
const loaders = new Map<string, BackendLoader>([
  ["redis", redis],
  ["rediss", redis],
]);

/**
 * Say which backend stands behind a scheme: what a backend's text has before its `:`, or the whole text.
 *
 * @throws CacheError `option-invalid` for a scheme that is none, is built in, or has another loader.
 * @see dogpile.cache `register_backend`
 */
export function registerBackend(scheme: string, load: BackendLoader): void {
  if (typeof scheme !== "string" || !/^[a-z][a-z0-9+.-]*$/.test(scheme)) {
    const expected = "a lower-case letter, then letters, digits, +, . and -";
    throw refused(`${shown(String(scheme))} is no scheme; give ${expected}`);
  }
  if (typeof load !== "function") throw refused(`the loader of ${scheme} is no function`);
  if (BUILT_IN.has(scheme)) throw refused(`the backend ${scheme} is built in; take another scheme`);
  const known = loaders.get(scheme);
  if (known !== undefined && known !== load) {
    throw refused(`the backend ${scheme} is registered already, with another loader`);
  }
  loaders.set(scheme, load);
}

/**
 * Make the backend a text stands for: `memory`, `none` for a store that keeps nothing, or a registered one.
 *
 * @throws CacheError `backend-unknown` for any other text, `backend-url` for a URL that cannot be read, `backend-failed`
 * when the loader fails. No message shows credentials.
 */
export function loadBackend(text: string, options: BackendOptions): Awaitable<LeasingBackend> {
  const builtIn = BUILT_IN.get(text);
  if (builtIn !== undefined) return builtIn(options);
  const load = loaders.get(schemeOf(text));
  if (load === undefined) throw unknownBackend(text);
  checkUrl(text);
  return loaded(load, text, options);
}

/**
 * The backend as regions use it: a plain one with leases in front.
 *
 * @throws CacheError `option-invalid` for what is no backend.
 */
export function leasing(
  backend: AnyBackend,
  options: Pick<BackendOptions, "clock" | "name" | keyof Patience>,
): LeasingBackend {
  if (isBackend(backend)) return "acquire" in backend ? backend : adaptPlain(backend, options);
  throw refused(`${described(backend)} is no backend; give one, or a backend's text`);
}

/** Whether a value looks like a backend. A bare client of Redis has a `get` and a `set` too, of another kind. */
export function isBackend(value: unknown): value is AnyBackend {
  if (typeof value !== "object" || value === null) return false;
  if ("evalsha" in value || "sendCommand" in value) return "acquire" in value;
  return "acquire" in value || ("get" in value && "set" in value);
}

async function redis(url: string, options: BackendOptions): Promise<LeasingBackend> {
  const { openRedis } = await import("./redis/connect.js");
  return openRedis(url, options);
}

async function loaded(
  load: BackendLoader,
  text: string,
  options: BackendOptions,
): Promise<LeasingBackend> {
  try {
    return leasing(await load(text, options), options);
  } catch (error) {
    throw loaderError(error, text);
  }
}

/** A loader's own error where it says nothing it must not say, else one without cause: that would say it. */
function loaderError(error: unknown, text: string): unknown {
  const isSafe = !givesAway(inspect(error), text);
  if (isCacheError(error) && isSafe) return error;
  if (isUrlError(error)) return malformed(text, UNPARSED);
  const reason = maskedMessage(error instanceof Error ? error.message : String(error), text);
  const message = `the backend "${shown(text)}" could not be opened: ${reason}`;
  return new CacheError("backend-failed", message, isSafe ? { cause: error } : {});
}

const UNPARSED =
  "it cannot be parsed; write scheme://user:password@host:port, with what is special in a password as %XX";

/** What `new URL` and `decodeURIComponent` throw. */
function isUrlError(error: unknown): boolean {
  if (error instanceof URIError) return true;
  return error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_URL";
}

function unknownBackend(text: string): CacheError {
  const cure = isHost(text) ? "write redis:// before it" : cureOf(schemeOf(text));
  return new CacheError("backend-unknown", `no backend is known for "${shown(text)}"; ${cure}`);
}

/** A host with its port, as other clients of Redis take it. */
function isHost(text: string): boolean {
  return /^[\w.-]+:\d{1,5}(?:\/\d*)?$/.test(text);
}

function cureOf(scheme: string): string {
  if (/^valkeys?$/.test(scheme)) {
    return `write ${scheme.replace("valkey", "redis")}://, which reaches Valkey too`;
  }
  const names = [...BUILT_IN.keys(), ...loaders.keys()];
  const near = nearest(scheme, names);
  return near === undefined
    ? `use one of ${names.join(", ")}, or registerBackend for one of your own`
    : `did you mean ${near}?`;
}

function refused(message: string): CacheError {
  return new CacheError("option-invalid", message);
}
