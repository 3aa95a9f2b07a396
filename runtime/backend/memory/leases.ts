import type { Lease } from "../backend.js";

/** The leases that are live, by key: nothing is kept of one that has ended. */
export class Leases {
  readonly #leases = new Map<string, LocalLease>();

  /** How many are live. */
  get size(): number {
    return this.#leases.size;
  }

  has(key: string): boolean {
    return this.#leases.has(key);
  }

  /** Whether a lease is the live one of its key. */
  isLive({ key, token }: Lease): boolean {
    const live = this.#leases.get(key);
    return live !== undefined && live.token === token;
  }

  /** Resolves when the key's lease ends; nothing when it has none. */
  freed(key: string): Promise<void> | undefined {
    return this.#leases.get(key)?.freed();
  }

  /** Give out a new lease; a live one of the key ends. */
  take(key: string): Lease {
    this.end(key);
    const lease = new LocalLease(key);
    this.#leases.set(key, lease);
    return lease;
  }

  /** End the key's lease, if it has one. */
  end(key: string): void {
    if (this.#leases.size === 0) return;
    const live = this.#leases.get(key);
    if (live === undefined) return;
    this.#leases.delete(key);
    live.end();
  }

  endAll(): void {
    for (const key of [...this.#leases.keys()]) this.end(key);
  }
}

/** A lease that is its own token: no two are the same object. */
class LocalLease implements Lease {
  readonly key: string;
  readonly token: LocalLease = this;
  /** Made when somebody asks: most leases end without anybody waiting. */
  #freed: Promise<void> | undefined;
  #whenEnded: () => void = () => undefined;

  constructor(key: string) {
    this.key = key;
  }

  freed(): Promise<void> {
    this.#freed ??= new Promise((resolve) => (this.#whenEnded = resolve));
    return this.#freed;
  }

  end(): void {
    this.#whenEnded();
  }
}
