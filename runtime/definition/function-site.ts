import { after, type Awaitable } from "../awaitable.js";
import { CacheError, isCacheError, nameOf, owned, reasonOf, type Owner } from "../errors.js";
import type { Site } from "../region/site.js";
import type { Ground } from "../region/ground.js";
import { FLAG, FUNCTION, SIGNAL } from "../region/option-kind.js";
import { checkDeclared, checkOptions, optionKinds } from "../region/option-table.js";
import type { RegionState } from "../region/region-state.js";
import { stateOf } from "../region/region.js";
import type { FunctionPolicy } from "../region/policy.js";
import type { Rules } from "../region/rules.js";
import { shortcutTo, type Shortcut } from "../region/shortcut.js";
import { loadSchema } from "../value/load-schema.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";
import { identitySerializer } from "../value/identity-serializer.js";
import { Misfit, type PlainSerializer } from "../value/serializer.js";
import { zodSerializer } from "../value/zod-serializer.js";
import type { List } from "./list.js";
import { KeyMemo } from "./key-memo.js";
import type { CallOptions } from "./options.js";
import { ownCopies } from "./own-copy.js";
import type { FunctionSpec } from "./spec.js";

/** What the calls of a function take. */
const CALL_KINDS = optionKinds<keyof CallOptions<List, unknown>>({
  ignoreExpiration: FLAG,
  signal: SIGNAL,
  shouldCache: FUNCTION,
  asyncCreationRunner: FUNCTION,
  key: FUNCTION,
});

/** A generated function's place in its region, under the options of its callers. */
export class FunctionSite<Key extends List, V> {
  readonly owner: Owner;
  readonly #spec: FunctionSpec<Key, never, List, V>;
  readonly #policy: FunctionPolicy;
  readonly #options: CallOptions<Key, V>;
  readonly #region: RegionState;
  readonly #keys: KeyMemo<Key>;
  #last: Site<V> | undefined;
  #shortcut: Shortcut<V> | undefined;

  constructor(spec: FunctionSpec<Key, never, List, V>, options: CallOptions<Key, V>) {
    this.owner = { region: spec.region.name, function: spec.name };
    this.#spec = spec;
    this.#options = options;
    this.#region = stateOf(spec.region);
    this.#keys = new KeyMemo((args) => spec.key(...args));
    const { serializer, ...policy } = spec;
    this.#policy = policy;
    checkDeclared(policy, this.owner);
    // What a function says of the expiration is checked whenever it is asked.
    const { expirationMs, ...others } = options;
    const fixed = typeof expirationMs === "function" ? others : policyOf(options);
    checkOptions(fixed, CALL_KINDS, this.owner);
  }

  /** The region's parts and this function's rules, at once when the region is open. */
  open(): Awaitable<Site<V>> {
    return after(this.#region.open(), (ground) => this.#on(ground));
  }

  /** The value of a call whose key is remembered, if it can be had at once and is fresh; else `NO_VALUE`. */
  peek(given: Key): V | NoValue {
    const shortcut = this.#shortcut;
    if (shortcut === undefined || shortcut.ground !== this.#region.current) return NO_VALUE;
    const key = this.#keys.find(given);
    return key === undefined ? NO_VALUE : shortcut.valueOf(key);
  }

  /**
   * The key of one entry.
   *
   * @throws CacheError `argument-invalid` when an argument is not of its declared type, `environment-unset` when the
   * secret of its keys is missing.
   */
  keyOf(args: Key): string {
    return this.#hasOwnKeys ? this.#customKey(args) : this.#declaredKey(args);
  }

  /**
   * Arguments that nobody else can change.
   *
   * @throws CacheError `argument-invalid` when one of them cannot be read once more.
   */
  ownCopies<A extends List>(args: A): A {
    try {
      return ownCopies(args);
    } catch (error) {
      throw this.refusal(error);
    }
  }

  /** The error of a call whose arguments have no key. */
  refusal(error: unknown): CacheError {
    // An error in which making a key ended though the arguments are right.
    if (isCacheError(error)) return owned(error, this.owner);
    const message = `${nameOf(this.owner)}: the argument ${faultOf(error)}`;
    return new CacheError("argument-invalid", message, { ...this.owner, cause: error });
  }

  #declaredKey(args: Key): string {
    try {
      return this.#keys.keyOf(args);
    } catch (error) {
      throw this.refusal(error);
    }
  }

  /** Whether the application makes the keys: they may depend on more than the arguments. */
  get #hasOwnKeys(): boolean {
    return this.#options.key !== undefined || this.#region.settings.keyGenerator !== undefined;
  }

  #customKey(args: Key): string {
    const region = this.#region;
    // What fills in the defaults of a call fills in those of one entry, which has an item in the place of the list.
    const full = this.#spec.args(...(args as never));
    const own = full as Key;
    if (this.#options.key !== undefined) return this.#options.key(...own);
    return (
      region.settings.keyGenerator?.({ region: region.name, function: this.#spec.name }, full) ??
      this.#declaredKey(own)
    );
  }

  #on(opened: Ground): Awaitable<Site<V>> {
    const ground = this.#spec.python === true ? opened.python() : opened;
    if (this.#last?.ground === ground) return this.#last;
    return after(this.#serializer(), (serializer) => this.#siteOn(ground, serializer));
  }

  /** What the region has values checked and copied by; zod is loaded only where it does. */
  #serializer(): Awaitable<PlainSerializer<V>> {
    const { serializer } = this.#spec;
    switch (this.#region.settings.serializer) {
      case "zod":
        return loadSchema(serializer.schema).then((schema) => zodSerializer(schema, serializer));
      case "none":
        return identitySerializer(serializer.size);
      default:
        return serializer;
    }
  }

  #siteOn(ground: Ground, serializer: PlainSerializer<V>): Site<V> {
    const site = { ground, rules: this.#rulesOn(ground, serializer) };
    // An expiration that is asked for on every call is in no rules that are kept.
    if (typeof this.#options.expirationMs === "function") return site;
    this.#last = site;
    this.#shortcut = this.#hasOwnKeys ? undefined : shortcutTo(site);
    return site;
  }

  #rulesOn(ground: Ground, serializer: PlainSerializer<V>): Rules<V> {
    const { fingerprint, name } = this.#spec;
    const own = policyOf(this.#options);
    if (typeof this.#options.expirationMs === "function") checkDeclared(own, this.owner);
    const owner = { function: name, fingerprint, policy: this.#policy, call: own };
    return this.#region.rulesFor(ground, serializer, owner);
  }
}

/** What is wrong with arguments whose key could not be made, and what would be right. */
function faultOf(error: unknown): string {
  if (error instanceof Misfit) return `${error.message}; give one that is`;
  if (error instanceof RangeError)
    return "contains itself, or nests too deeply; give one that does not";
  return `cannot be read (${reasonOf(error)}); give a value of its declared type`;
}

/** Options as a policy: an expiration that is a function is asked. */
function policyOf<Key extends List, V>(options: CallOptions<Key, V>): FunctionPolicy {
  const { expirationMs, ...policy } = options;
  const durationMs = typeof expirationMs === "function" ? expirationMs() : expirationMs;
  return durationMs === undefined || durationMs === null
    ? policy
    : { ...policy, expirationMs: durationMs };
}

/** A cached function bears the name its definition has, in stack traces and debuggers. */
export function namedAs<F extends (...args: never) => unknown>(name: string, call: F): F {
  return Object.defineProperty(call, "name", { value: name, configurable: true });
}
