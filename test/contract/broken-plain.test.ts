/** Plain backends broken on purpose: the suite must notice each. */
import type { Clock, PlainBackend } from "cachegen/runtime";
import { describePlainBackend } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import { mapBackend } from "./map-backend.js";
import { failuresOf } from "./verdict.js";

type Breaking = (whole: PlainBackend, clock: Clock) => Partial<PlainBackend>;

const BROKEN: Readonly<Record<string, readonly [Breaking, RegExp]>> = {
  "a get that finds what is not there": [() => ({ get: () => "one" }), /^gets nothing/],
  "a set that stores nothing": [() => ({ set: () => undefined }), /^gets back what was set/],
  "a set that confirms before it has stored": [
    (whole) => ({
      set: (...args) => void setImmediate(() => whole.set(...args)),
    }),
    /^gets back what was set/,
  ],
  "a set whose TTL outlives it": [
    (whole) => {
      const first = new Map<string, number | undefined>();
      return {
        set(key, stored, ttlMs) {
          if (!first.has(key)) first.set(key, ttlMs);
          return whole.set(key, stored, first.get(key));
        },
      };
    },
    /^counts the TTL/,
  ],
  "a TTL in seconds": [
    (whole) => ({
      set: (key, stored, ttlMs) =>
        whole.set(key, stored, ttlMs === undefined ? undefined : ttlMs / 1_000),
    }),
    /^keeps what was set without a TTL/,
  ],
  "a delete that drops nothing": [() => ({ delete: () => undefined }), /^deletes what was set/],
  "a store that does not tell case apart": [
    (whole) => ({
      get: (key) => whole.get(key.toLowerCase()),
      set: (key, ...rest) => whole.set(key.toLowerCase(), ...rest),
    }),
    /^keeps different keys apart/,
  ],
  "answers out of order": [
    (whole) => ({
      getMulti: (keys) => [...keys].sort().map((key) => whole.get(key)),
    }),
    /^gets many in their order/,
  ],
  "answers without holes": [
    (whole) => ({
      getMulti: (keys) => keys.map((key) => whole.get(key)).filter((one) => one !== undefined),
    }),
    /^gets many in their order/,
  ],
  "a set of many that stores the first": [
    (whole) => ({
      setMulti: (all) => [...all].slice(0, 1).forEach(([key, one]) => whole.set(key, one)),
    }),
    /^sets many as it sets one/,
  ],
  "a delete of many that drops the first": [
    (whole) => ({ deleteMulti: (keys) => whole.delete(keys[0] ?? "") }),
    /^deletes many as it deletes one/,
  ],
  "a mutex that lets everybody in": [
    () => ({ getMutex: () => ({ acquire: () => true, release: () => undefined }) }),
    /^lets one in at a time/,
  ],
  "a mutex of each caller's own": [
    (_, clock) => ({
      getMutex: (key) => mapBackend(clock, { hasMutexes: true }).getMutex?.(key),
    }),
    /^lets one in at a time/,
  ],
  "a mutex that waits for nobody": [
    (whole) => ({
      getMutex(key) {
        const mutex = whole.getMutex?.(key);
        return mutex === undefined ? undefined : { ...mutex, acquire: () => mutex.acquire(false) };
      },
    }),
    /^lets the next one in that waits/,
  ],
  "a mutex that says it is free": [
    (whole) => ({
      getMutex(key) {
        const mutex = whole.getMutex?.(key);
        return mutex === undefined ? undefined : { ...mutex, locked: () => false };
      },
    }),
    /^says whether it is locked/,
  ],
};

function failuresWith(breaking: Breaking): Promise<string[]> {
  return failuresOf((runner) =>
    describePlainBackend(
      "broken",
      (clock) => {
        const whole = mapBackend(clock, { hasMutexes: true });
        return { ...whole, ...breaking(whole, clock) };
      },
      { ...runner, dropsAfterTtl: true },
    ),
  );
}

describe("describePlainBackend", () => {
  it("finds nothing wrong with a whole backend", async () => {
    expect(await failuresWith(() => ({}))).toEqual([]);
  });

  it.each(Object.entries(BROKEN).map(([name, [breaking, clause]]) => ({ name, breaking, clause })))(
    "finds out $name",
    async ({ breaking, clause }) => {
      const failures = await failuresWith(breaking);
      expect(failures.filter((says) => clause.test(says)).length).toBeGreaterThan(0);
    },
  );
});
