/** Backends broken on purpose: the suite must notice each. */
import {
  MemoryBackend,
  type Acquisition,
  type Clock,
  type Deposit,
  type Held,
  type Lease,
  type LeaseRequest,
} from "cachegen/runtime";
import { describeLeasingBackend } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./verdict.js";

class Whole extends MemoryBackend {
  constructor(clock: Clock) {
    super({ clock, maxEntries: 1_000 });
  }
}

type Fills = readonly (readonly [Lease, Deposit | null])[];
type Entries = readonly (readonly [string, Deposit])[];

class NoFence extends Whole {
  override fill(fills: Fills): boolean[] {
    for (const [{ key }, deposit] of fills) {
      if (deposit === null) this.invalidate([key]);
      else this.write([[key, deposit]]);
    }
    return fills.map(() => true);
  }
}

class LyingFence extends Whole {
  override fill(fills: Fills): boolean[] {
    return super.fill(fills).map(() => true);
  }
}

class NothingIsNoFill extends Whole {
  override fill(fills: Fills): boolean[] {
    this.release(fills.flatMap(([lease, deposit]) => (deposit === null ? [lease] : [])));
    return super.fill(fills);
  }
}

class TwoWinners extends Whole {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return super.acquire(requests.map((request) => ({ ...request, takeOver: true })));
  }
}

class SoftIsNothing extends Whole {
  override invalidateAll(mode: "hard" | "soft"): void {
    if (mode === "hard") super.invalidateAll(mode);
  }
}

class SoftIsHard extends Whole {
  override invalidateAll(): void {
    super.invalidateAll("hard");
  }
}

class HardIsSoft extends Whole {
  override invalidateAll(): void {
    super.invalidateAll("soft");
  }
}

class ReadsOutOfOrder extends Whole {
  override readMany(keys: readonly string[]): (Held | undefined)[] {
    return super.readMany(keys).reverse();
  }
}

class SkipsHoles extends Whole {
  override readMany(keys: readonly string[]): (Held | undefined)[] {
    return super.readMany(keys).filter((held) => held !== undefined);
  }
}

class AcquiresOutOfOrder extends Whole {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return super.acquire(requests).reverse();
  }
}

class FillsOutOfOrder extends Whole {
  override fill(fills: Fills): boolean[] {
    return super.fill(fills).reverse();
  }
}

class NeverWakes extends Whole {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return super
      .acquire(requests)
      .map((answer) =>
        answer.kind === "busy" ? { ...answer, freed: new Promise<void>(() => undefined) } : answer,
      );
  }
}

class WakesAtOnce extends Whole {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return super
      .acquire(requests)
      .map((answer) => (answer.kind === "busy" ? { ...answer, freed: Promise.resolve() } : answer));
  }
}

class SeesNoFill extends Whole {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    const seen = (key: string): Held | undefined => this.read(key);
    return super.acquire(requests.map((request) => ({ ...request, seen: seen(request.key) })));
  }
}

class OneFillForAll extends Whole {
  override read(key: string): Held | undefined {
    const held = super.read(key);
    return held === undefined ? undefined : { ...held, fillId: 1 };
  }
}

class TakesNothingOver extends Whole {
  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return super.acquire(requests.map((request) => ({ ...request, takeOver: false })));
  }
}

class WriteEndsNoLease extends Whole {
  readonly #later: Entries[] = [];
  override write(entries: Entries): void {
    const leases = entries.map(([key]) => ({ key, isLeased: this.isLeased(key) }));
    if (leases.some(({ isLeased }) => isLeased)) this.#later.push(entries);
    else super.write(entries);
  }
}

class ForgetsRetry extends Whole {
  override release(leases: readonly Lease[]): void {
    super.release(leases);
  }
}

class RenewsAll extends Whole {
  override renew(leases: readonly Lease[]): boolean[] {
    return leases.map(() => true);
  }
}

class AskingTakesTheLease extends Whole {
  override isLeased(key: string): boolean {
    const isLeased = super.isLeased(key);
    if (!isLeased) super.acquire([{ key, seen: undefined, takeOver: true, leaseMs: 1 }]);
    return isLeased;
  }
}

class DropsAll extends Whole {
  override invalidate(): void {
    this.invalidateAll("hard");
  }
}

class SortsWhatItIsGiven extends Whole {
  override invalidate(keys: string[]): void {
    super.invalidate(keys.sort());
  }
}

class TakesNullForNothing extends Whole {
  override read(key: string): Held | undefined {
    const held = super.read(key);
    return held?.kept === null ? undefined : held;
  }
}

class LeavesATimer extends Whole {
  readonly #clock: Clock;
  constructor(clock: Clock) {
    super(clock);
    this.#clock = clock;
  }
  override write(entries: Entries): void {
    super.write(entries);
    this.#clock.after(1_000, () => undefined);
  }
}

class PeeksAtTheOutdated extends Whole {
  override peek(key: string): unknown {
    return super.read(key)?.kept;
  }
}

const BROKEN: readonly (readonly [new (clock: Clock) => MemoryBackend, RegExp])[] = [
  [NoFence, /^refuses a fill after an invalidation/],
  [LyingFence, /^refuses a fill after a write/],
  [NothingIsNoFill, /^drops what a key has for a fill of nothing/],
  [TwoWinners, /^gives a lease to exactly one of all/],
  [SoftIsNothing, /^makes everything outdated/],
  [SoftIsHard, /^makes everything outdated/],
  [HardIsSoft, /^drops everything at once/],
  [ReadsOutOfOrder, /^answers many keys in their order/],
  [SkipsHoles, /^answers many keys in their order/],
  [AcquiresOutOfOrder, /^answers requests in their order/],
  [FillsOutOfOrder, /^stores the live ones of many fills/],
  [NeverWakes, /^tells who waits when the value is there/],
  [WakesAtOnce, /^tells who waits when the value is there/],
  [SeesNoFill, /^answers a request with what was stored since/],
  [OneFillForAll, /^tells two fills apart/],
  [TakesNothingOver, /^gives the lease to who takes over/],
  [WriteEndsNoLease, /^refuses a fill after a write/],
  [ForgetsRetry, /^notes with the stale value/],
  [RenewsAll, /^renews a live lease and no other/],
  [AskingTakesTheLease, /^says whether a key is leased/],
  [DropsAll, /^drops the keys it is told and no others/],
  [SortsWhatItIsGiven, /^drops the keys it is told/],
  [TakesNullForNothing, /^keeps every value of its form/],
  [LeavesATimer, /^leaves no timer behind/],
  [PeeksAtTheOutdated, /^answers a peek/],
];

describe("describeLeasingBackend", () => {
  it("finds nothing wrong with a whole backend", async () => {
    const failures = await failuresOf((runner) =>
      describeLeasingBackend("whole", (clock) => new Whole(clock), runner),
    );
    expect(failures).toEqual([]);
  });

  it.each(BROKEN.map(([Broken, clause]) => ({ name: Broken.name, Broken, clause })))(
    "finds out $name",
    async ({ Broken, clause }) => {
      const failures = await failuresOf((runner) =>
        describeLeasingBackend("broken", (clock) => new Broken(clock), runner),
      );
      expect(failures.filter((says) => clause.test(says)).length).toBeGreaterThan(0);
    },
  );
});
