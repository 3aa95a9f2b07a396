import type { Awaitable } from "../backend/backend.js";
import { CacheError } from "../errors.js";
import type { Site } from "../region/entries.js";
import type { Ground } from "../region/ground.js";
import { checkPolicy } from "../region/options.js";
import type { Region } from "../region/region.js";
import type { FunctionPolicy } from "../region/rules.js";
import { Misfit, type Serializer } from "../value/serializer.js";
import type { List } from "./definition.js";

/** What every generated function says of itself: `Key` are the arguments of one entry, `Given` those of a call. */
export interface FunctionSpec<
  Key extends List,
  Given extends List,
  Full extends List,
  V,
> extends FunctionPolicy {
  readonly region: Region;
  readonly name: string;
  /** The key of one entry. Throws a `Misfit` that names the argument when there is none. */
  key(...args: Key): string;
  /** Exactly the declared arguments, defaults filled in. */
  args(...args: Given): Full;
  readonly serializer: Serializer<V>;
  /** Changes whenever the stored type or its wire form does. */
  readonly fingerprint: string;
}

/** A generated function's place in its region. */
export class FunctionSite<V> {
  /** `region.function`, for messages. */
  readonly owner: string;
  readonly #spec: FunctionSpec<never, never, List, V>;
  #last: Site<V> | undefined;

  constructor(spec: FunctionSpec<never, never, List, V>) {
    this.owner = `${spec.region.name}.${spec.name}`;
    this.#spec = spec;
    checkPolicy(spec, this.owner);
  }

  /** The region's parts and this function's rules, at once when the region is open. */
  open(): Awaitable<Site<V>> {
    const ground = this.#spec.region.open();
    return ground instanceof Promise ? ground.then((it) => this.#on(it)) : this.#on(ground);
  }

  /** The error of a call whose arguments have no key. */
  refusal(error: unknown): unknown {
    if (!(error instanceof Misfit)) return error;
    const message = `${this.owner}: the argument ${error.message}`;
    return new CacheError("argument-invalid", message, { function: this.owner, cause: error });
  }

  #on(ground: Ground): Site<V> {
    if (this.#last?.ground === ground) return this.#last;
    const { region, serializer } = this.#spec;
    return (this.#last = { ground, rules: region.rulesFor(ground, serializer, this.#spec) });
  }
}

/** A cached function bears the name its definition has, in stack traces and debuggers. */
export function namedAs<F extends (...args: never) => unknown>(name: string, call: F): F {
  return Object.defineProperty(call, "name", { value: name, configurable: true });
}
