/** Stores that break their contract in one place each: what the explorer must notice. */
import {
  MemoryBackend,
  type Acquisition,
  type Deposit,
  type Held,
  type Lease,
  type LeaseRequest,
} from "cachegen/runtime";
import type { StoreMaker } from "./world.js";

/** Stores whatever is brought, whether or not its lease is live. */
class Unfenced extends MemoryBackend {
  override fill(fills: readonly (readonly [Lease, Deposit | null])[]): boolean[] {
    for (const [{ key }, deposit] of fills) {
      if (deposit === null) this.invalidate([key]);
      else this.write([[key, deposit]]);
    }
    return fills.map(() => true);
  }
}

/** Gives everybody a lease. */
class Generous extends MemoryBackend {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return super.acquire(requests.map((request) => ({ ...request, takeOver: true })));
  }
}

/** Tells nobody that a lease has ended. */
class Silent extends MemoryBackend {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    const never = new Promise<void>(() => undefined);
    return super
      .acquire(requests)
      .map((answer) => (answer.kind === "busy" ? { kind: "busy", freed: never } : answer));
  }
}

/** Takes no lease back. */
class Greedy extends MemoryBackend {
  override release(): void {}
}

/** Takes one key for another where it is asked for two. */
class Confused extends MemoryBackend {
  override readMany(keys: readonly string[]): (Held | undefined)[] {
    return super.readMany(keys.toReversed());
  }
}

/** Makes nothing stale. */
class Forgetful extends MemoryBackend {
  override invalidateAll(mode: "hard" | "soft"): void {
    if (mode === "hard") super.invalidateAll("hard");
  }
}

export const unfenced: StoreMaker = maker(Unfenced);
export const generous: StoreMaker = maker(Generous);
export const silent: StoreMaker = maker(Silent);
export const greedy: StoreMaker = maker(Greedy);
export const confused: StoreMaker = maker(Confused);
export const forgetful: StoreMaker = maker(Forgetful);

function maker(Store: typeof MemoryBackend): StoreMaker {
  return (time) => new Store({ clock: time.clockOf("the store"), maxEntries: 100 });
}
