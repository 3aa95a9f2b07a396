import type { Awaitable, Clock, PlainBackend, PlainMutex } from "cachegen/runtime";

/** How a {@link mapBackend} differs from the simplest one. */
export interface MapVariant {
  readonly form?: PlainBackend["form"];
  /** Whether answers come later: writes later than deletions, and these later than reads. */
  readonly isRemote?: boolean;
  readonly hasMulti?: boolean;
  readonly hasMutexes?: boolean;
  /** Whether mutexes cannot say that they are locked. */
  readonly isSilent?: boolean;
  /** Whether text comes back as bytes. */
  readonly givesBytes?: boolean;
  readonly keyMangler?: (key: string) => string;
}

/** What several processes share. */
export class SharedMap {
  readonly stored: Map<string, { readonly value: unknown; readonly untilMs: number }> = new Map();
  readonly mutexes: Map<string, MapMutex> = new Map();
}

/** A plain backend over a map, which drops what has outlived its TTL. */
export function mapBackend(
  clock: Clock,
  variant: MapVariant = {},
  shared: SharedMap = new SharedMap(),
): PlainBackend {
  const { form = "values", keyMangler } = variant;
  const answer = async <T>(turns: number, work: () => T): Promise<T> => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((go) => setImmediate(go));
    return work();
  };
  const take = <T>(turns: number, work: () => T): Awaitable<T> =>
    variant.isRemote === true ? answer(turns, work) : work();

  const get = (key: string): unknown => {
    const found = shared.stored.get(key);
    if (found === undefined || found.untilMs <= clock.nowMs()) return undefined;
    const { value } = found;
    return variant.givesBytes === true && typeof value === "string" ? Buffer.from(value) : value;
  };
  const set = (key: string, value: unknown, ttlMs = Infinity): void => {
    shared.stored.set(key, { value, untilMs: clock.nowMs() + ttlMs });
  };
  const drop = (key: string): void => void shared.stored.delete(key);

  const mutexOf = (key: string): PlainMutex => {
    const mutex = shared.mutexes.get(key) ?? new MapMutex();
    shared.mutexes.set(key, mutex);
    const acquire = (wait: boolean): Promise<boolean> => mutex.acquire(wait);
    const release = (): void => mutex.release();
    return variant.isSilent === true
      ? { acquire, release }
      : { acquire, release, locked: () => mutex.locked };
  };

  return {
    form,
    get: (key) => take(1, () => get(key)),
    set: (key, value, ttlMs) => take(3, () => set(key, value, ttlMs)),
    delete: (key) => take(2, () => drop(key)),
    ...(keyMangler === undefined ? {} : { keyMangler }),
    ...(variant.hasMutexes === true ? { getMutex: mutexOf } : {}),
    ...(variant.hasMulti === true
      ? {
          getMulti: (keys) => take(1, () => keys.map(get)),
          setMulti: (all, ttlMs) =>
            take(3, () => all.forEach((value, key) => set(key, value, ttlMs))),
          deleteMulti: (keys) => take(2, () => keys.forEach(drop)),
        }
      : {}),
  };
}

/** First come, first served. */
class MapMutex {
  #locked = false;
  readonly #line: (() => void)[] = [];

  get locked(): boolean {
    return this.#locked;
  }

  async acquire(wait: boolean): Promise<boolean> {
    if (!this.#locked) return (this.#locked = true);
    if (wait) await new Promise<void>((resolve) => this.#line.push(resolve));
    return wait;
  }

  release(): void {
    if (!this.#locked) throw new Error("released, and nobody holds it");
    const next = this.#line.shift();
    if (next === undefined) this.#locked = false;
    else next();
  }
}
