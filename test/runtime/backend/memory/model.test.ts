/** Whatever is asked of the store in memory, it answers as the reference does. */
import fc from "../../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import type { Held, Lease } from "../../../../runtime/backend/backend.js";
import type { EvictionName } from "../../../../runtime/backend/memory/eviction.js";
import type { MemoryBackend } from "../../../../runtime/backend/memory/memory-backend.js";
import { acquire, deposit, memory, names } from "./parts.js";
import { Reference } from "./reference.js";

const KEYS = names(5);

/** The store, its reference, and what callers of both have in their hands. */
class Pair {
  readonly real: MemoryBackend;
  readonly model = new Reference();
  /** Readings of both, to be named when a lease is asked for. */
  readonly readings: (readonly [held: Held | undefined, fillId: number | undefined])[] = [];
  /** Leases of both, lost ones too. */
  readonly leases: (readonly [lease: Lease, number: number])[] = [];

  constructor(eviction: EvictionName) {
    this.real = memory({ eviction, maxEntries: 1000, maxBytes: 1e6 });
  }

  /** Everything that can be seen from outside is the same. */
  expectAlike(): void {
    const { real, model } = this;
    expect([real.size, real.leases]).toEqual([model.entries.size, model.leases.size]);
    expect(KEYS.map((key) => real.isLeased(key))).toEqual(KEYS.map((key) => model.leases.has(key)));
    for (const [at, held] of real.readMany(KEYS).entries()) {
      const { fillId: _, ...expected } = model.read(KEYS[at] ?? "") ?? { fillId: 0 };
      if (held === undefined) expect(expected).toEqual({});
      else expect(held).toMatchObject(expected);
      expect(held === undefined).toBe(model.read(KEYS[at] ?? "") === undefined);
    }
    expect(this.leases.map(([lease]) => real.renew([lease])[0])).toEqual(
      this.leases.map(([lease, number]) => model.holds(lease.key, number)),
    );
  }
}

type Step = (pair: Pair) => void;

const someKey = fc.constantFrom(...KEYS);
const someTime = fc.nat(9);
const someDeposit = fc
  .tuple(fc.nat(), someTime)
  .map(([kept, createdMs]) => deposit(kept, { createdMs }));

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list.at(at % Math.max(list.length, 1));
}

const read: fc.Arbitrary<Step> = someKey.map((key) => ({ real, model, readings }) => {
  readings.push([real.read(key), model.read(key)?.fillId]);
});

const peek: fc.Arbitrary<Step> = fc
  .tuple(someKey, someTime, someTime)
  .map(([key, sinceMs, untilMs]) => ({ real, model }) => {
    expect(real.peek(key, sinceMs, untilMs)).toBe(model.peek(key, sinceMs, untilMs));
  });

const write: fc.Arbitrary<Step> = fc
  .tuple(someKey, someDeposit)
  .map(([key, stored]) => ({ real, model }) => {
    real.write([[key, stored]]);
    model.write(key, stored);
  });

const lease: fc.Arbitrary<Step> = fc
  .tuple(someKey, fc.option(fc.nat()), fc.boolean())
  .map(([key, at, takeOver]) => ({ real, model, readings, leases }) => {
    const [seen, fillId] = (at === null ? undefined : pick(readings, at)) ?? [undefined, undefined];
    const answer = acquire(real, key, { seen, takeOver });
    const expected = model.acquire(key, fillId, takeOver);
    expect(answer.kind).toBe(typeof expected === "number" ? "won" : expected);
    if (answer.kind === "won" && typeof expected === "number")
      leases.push([answer.lease, expected]);
    if (answer.kind === "filled") expect(answer.held.kept).toBe(model.read(key)?.kept);
  });

const fill: fc.Arbitrary<Step> = fc
  .tuple(fc.nat(), fc.option(someDeposit))
  .map(([at, stored]) => ({ real, model, leases }) => {
    const [held, number] = pick(leases, at) ?? [];
    if (held === undefined || number === undefined) return;
    expect(real.fill([[held, stored]])).toEqual([model.fill(held.key, number, stored)]);
  });

const release: fc.Arbitrary<Step> = fc
  .tuple(fc.nat(), fc.option(fc.nat(1000), { nil: undefined }))
  .map(([at, retryAtMs]) => ({ real, model, leases }) => {
    const [held, number] = pick(leases, at) ?? [];
    if (held === undefined || number === undefined) return;
    real.release([held], retryAtMs);
    model.release(held.key, number, retryAtMs);
  });

const invalidate: fc.Arbitrary<Step> = someKey.map((key) => ({ real, model }) => {
  real.invalidate([key]);
  model.invalidate(key);
});

const invalidateAll: fc.Arbitrary<Step> = fc
  .constantFrom<("hard" | "soft")[]>("hard", "soft")
  .map((mode) => ({ real, model }) => {
    real.invalidateAll(mode);
    model.invalidateAll(mode);
  });

const traffic = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: read },
    { weight: 2, arbitrary: peek },
    { weight: 3, arbitrary: write },
    { weight: 6, arbitrary: lease },
    { weight: 4, arbitrary: fill },
    { weight: 3, arbitrary: release },
    { weight: 1, arbitrary: invalidate },
    { weight: 1, arbitrary: invalidateAll },
  ),
  { minLength: 10, maxLength: 80 },
);

describe.each<EvictionName>(["s3fifo", "lru"])("MemoryBackend with %s", (eviction) => {
  it("answers any sequence of calls as the reference does", () => {
    fc.assert(
      fc.property(traffic, (steps) => {
        const pair = new Pair(eviction);
        for (const step of steps) {
          step(pair);
          pair.expectAlike();
        }
      }),
      { numRuns: 300 },
    );
  });
});
