/** Small makers for the tests of the store in memory. */
import type { Acquisition, Deposit, Held, Lease } from "../../../../runtime/backend/backend.js";
import {
  MemoryBackend,
  type MemoryOptions,
} from "../../../../runtime/backend/memory/memory-backend.js";
import { ManualClock } from "cachegen/testing";

/** A deposit that never grows old, unless told otherwise. */
export function deposit(kept: unknown, more: Partial<Deposit> = {}): Deposit {
  return { kept, createdMs: 0, costMs: 0, draw: 0, bytes: 1, retainMs: Infinity, ...more };
}

/** A store with room for a hundred, on a clock that stands still, unless told otherwise. */
export function memory(options: Partial<MemoryOptions> = {}): MemoryBackend {
  return new MemoryBackend({ clock: new ManualClock(), maxEntries: 100, ...options });
}

/** Store one value. */
export function put(backend: MemoryBackend, key: string, more: Partial<Deposit> = {}): void {
  backend.write([[key, deposit(key, more)]]);
}

/** Which of these keys have an entry; counts as a use of those. */
export function present(backend: MemoryBackend, keys: readonly string[]): string[] {
  return keys.filter((key) => backend.read(key) !== undefined);
}

/** How a lease is asked for. */
export interface Asking {
  readonly seen?: Held | undefined;
  readonly takeOver?: boolean;
}

/** Ask for one lease. */
export function acquire(
  backend: MemoryBackend,
  key: string,
  { seen, takeOver = false }: Asking = {},
): Acquisition {
  const [answer] = backend.acquire([{ key, seen, takeOver, leaseMs: 1000 }]);
  if (answer === undefined) throw new Error("no answer");
  return answer;
}

/** Ask for one lease that is sure to be given. */
export function won(backend: MemoryBackend, key: string, asking: Asking = {}): Lease {
  const answer = acquire(backend, key, asking);
  if (answer.kind !== "won") throw new Error(`the lease of ${key} was not won: ${answer.kind}`);
  return answer.lease;
}

/** Names of as many keys. */
export function names(count: number, prefix: string = "k"): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`);
}
