import {
  defineRegion,
  isNoValue,
  type LeasingBackend,
  type NoValue,
  type Region,
  type RegionOptions,
} from "cachegen/runtime";
import { stateOf } from "../../runtime/region/region.js";
import { isIdle } from "../support/idle.js";
import { cachedValue, type CachedValue } from "./cached-value.js";
import type { Deed } from "./scenario.js";

/** What a process is made with. */
export interface ProcessParts {
  readonly name: string;
  readonly backend: LeasingBackend;
  readonly settings: RegionOptions;
  readonly create: (keys: readonly string[], signal: AbortSignal) => Promise<number[]>;
  /** Told of everybody who begins to wait for a flight. */
  readonly onBoarding: (kind: "miss" | "join", key: string) => void;
}

/** What a caller brings along. */
export interface Luggage {
  /** Of those who may go away. */
  readonly signal: AbortSignal | undefined;
  /** The value to set. */
  readonly birth: () => number;
}

/** A simulated process: a region of its own, running the shipped code. */
export class Process {
  readonly region: Region;
  readonly #value: CachedValue;

  constructor({ name, backend, settings, create, onBoarding }: ProcessParts) {
    this.region = defineRegion({ name }).configure({ ...settings, backend });
    this.region.on("miss", ({ kind, key }) => onBoarding(kind, key));
    this.region.on("join", ({ kind, key }) => onBoarding(kind, key));
    this.#value = cachedValue(this.region, create);
  }

  /** What has not ended: calls and creations, and how many creators wait in line. */
  async leftovers(): Promise<{ readonly isIdle: boolean; readonly inLine: number }> {
    const { flights, limit } = await stateOf(this.region).open();
    return { isIdle: await isIdle(flights), inLine: limit?.waiting ?? 0 };
  }

  /** Do what a caller has come for; answers the births it is handed, one for each key. */
  async perform(deed: Deed, luggage: Luggage): Promise<readonly (number | undefined)[]> {
    switch (deed.verb) {
      case "call":
        return this.#call(deed, luggage.signal);
      case "callUnstored":
        return [await this.#value.one.with({ shouldCache: () => false })(only(deed.keys))];
      case "get":
        return [found(await this.#value.one.get(only(deed.keys)))];
      case "refresh":
        return [await this.#value.one.refresh(only(deed.keys))];
      case "set":
        await this.#value.one.set(luggage.birth(), only(deed.keys));
        return [];
      case "invalidate":
        await this.#value.many.invalidate(deed.keys);
        return [];
      case "invalidateRegion":
        await this.region.invalidate({ soft: deed.soft });
        return [];
      case "abort":
      case "die":
        return [];
    }
  }

  async #call(
    { keys, multi }: Deed & { verb: "call" },
    signal: AbortSignal | undefined,
  ): Promise<readonly number[]> {
    const { one, many } = this.#value;
    if (multi) return (signal === undefined ? many : many.with({ signal }))(keys);
    return [await (signal === undefined ? one : one.with({ signal }))(only(keys))];
  }
}

function only(keys: readonly string[]): string {
  const [key, ...others] = keys;
  if (key === undefined || others.length > 0) throw new Error(`one key is asked for, not ${keys}`);
  return key;
}

function found(value: number | NoValue): number | undefined {
  return isNoValue(value) ? undefined : value;
}
