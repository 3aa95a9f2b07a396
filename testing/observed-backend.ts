import {
  ProxyBackend,
  type Acquisition,
  type Awaitable,
  type Deposit,
  type Held,
  type Lease,
  type LeaseRequest,
} from "../runtime/index.js";

/** What a store can be asked to do. */
export type Command =
  | "read"
  | "readMany"
  | "acquire"
  | "fill"
  | "renew"
  | "release"
  | "isLeased"
  | "write"
  | "discard"
  | "invalidate"
  | "invalidateAll"
  | "close";

/** One command on its way to a store. */
export interface Call<T> {
  readonly command: Command;
  /** The keys it is about. */
  readonly keys: readonly string[];
  /** Give it to the store. */
  readonly pass: () => Awaitable<T>;
  /** What a store answers that claims to have done it. */
  readonly confirmed: () => T;
}

/** A proxy in which every command goes through one method. */
export abstract class ObservedBackend extends ProxyBackend {
  /** Where every command comes by. */
  protected abstract around<T>(call: Call<T>): Awaitable<T>;

  override read(key: string): Awaitable<Held | undefined> {
    const pass = (): Awaitable<Held | undefined> => super.read(key);
    return this.around({ command: "read", keys: [key], pass, confirmed: () => undefined });
  }

  override readMany(keys: readonly string[]): Awaitable<readonly (Held | undefined)[]> {
    const pass = (): Awaitable<readonly (Held | undefined)[]> => super.readMany(keys);
    const confirmed = (): undefined[] => keys.map(() => undefined);
    return this.around({ command: "readMany", keys, pass, confirmed });
  }

  override acquire(requests: readonly LeaseRequest[]): Awaitable<readonly Acquisition[]> {
    const keys = requests.map(({ key }) => key);
    const pass = (): Awaitable<readonly Acquisition[]> => super.acquire(requests);
    const confirmed = (): Acquisition[] =>
      keys.map((key) => ({ kind: "won", lease: { key, token: Symbol("never given") } }));
    return this.around({ command: "acquire", keys, pass, confirmed });
  }

  override fill(
    fills: readonly (readonly [Lease, Deposit | null])[],
  ): Awaitable<readonly boolean[]> {
    const keys = fills.map(([{ key }]) => key);
    const pass = (): Awaitable<readonly boolean[]> => super.fill(fills);
    return this.around({ command: "fill", keys, pass, confirmed: () => keys.map(() => true) });
  }

  override renew(leases: readonly Lease[], leaseMs: number): Awaitable<readonly boolean[]> {
    const keys = leases.map(({ key }) => key);
    const pass = (): Awaitable<readonly boolean[]> => super.renew(leases, leaseMs);
    return this.around({ command: "renew", keys, pass, confirmed: () => keys.map(() => true) });
  }

  override release(leases: readonly Lease[], retryAtMs?: number): Awaitable<void> {
    const keys = leases.map(({ key }) => key);
    const pass = (): Awaitable<void> => super.release(leases, retryAtMs);
    return this.around({ command: "release", keys, pass, confirmed: nothing });
  }

  override isLeased(key: string): Awaitable<boolean> {
    const pass = (): Awaitable<boolean> => super.isLeased(key);
    return this.around({ command: "isLeased", keys: [key], pass, confirmed: () => false });
  }

  override write(entries: readonly (readonly [string, Deposit])[]): Awaitable<void> {
    const keys = entries.map(([key]) => key);
    const pass = (): Awaitable<void> => super.write(entries);
    return this.around({ command: "write", keys, pass, confirmed: nothing });
  }

  override discard(key: string, held: Held): Awaitable<void> {
    const pass = (): Awaitable<void> => super.discard(key, held);
    return this.around({ command: "discard", keys: [key], pass, confirmed: nothing });
  }

  override invalidate(keys: readonly string[]): Awaitable<void> {
    const pass = (): Awaitable<void> => super.invalidate(keys);
    return this.around({ command: "invalidate", keys, pass, confirmed: nothing });
  }

  override invalidateAll(mode: "hard" | "soft"): Awaitable<void> {
    const pass = (): Awaitable<void> => super.invalidateAll(mode);
    return this.around({ command: "invalidateAll", keys: [], pass, confirmed: nothing });
  }

  override close(): Awaitable<void> {
    const pass = (): Awaitable<void> => super.close();
    return this.around({ command: "close", keys: [], pass, confirmed: nothing });
  }
}

function nothing(): void {}
