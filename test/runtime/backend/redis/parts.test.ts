import { systemClock, type LeasingBackend } from "cachegen/runtime";
import { describe, expect, inject, it, vi } from "vitest";
import { openRedis } from "../../../../runtime/backend/redis/connect.js";
import { inParts, leaseInParts, MOST_KEYS } from "../../../../runtime/backend/redis/parts.js";
import { startRedis } from "../../../support/redis-server.js";

const hasRedis = inject("hasRedis");

/** More than fit into one call of a function, as arguments of a script. */
const VERY_MANY = 30_000;
const LONG_MS = 600_000;
const DEPOSIT = {
  kept: "1",
  createdMs: Date.now(),
  costMs: 0,
  draw: 0,
  bytes: 1,
  retainMs: LONG_MS,
};

describe("a list in parts", () => {
  const list = Array.from({ length: 2 * MOST_KEYS + 1 }, (_, at) => at);

  it("is answered in its order, one part after another", async () => {
    const lengths: number[] = [];
    const answer = await inParts(list, async (part) => {
      lengths.push(part.length);
      return part;
    });
    expect(answer).toEqual(list);
    expect(lengths).toEqual([MOST_KEYS, MOST_KEYS, 1]);
    expect(await inParts([], () => Promise.reject(new Error("nothing is asked")))).toEqual([]);
  });

  it("gives back the leases won before a part that fails", async () => {
    const giveBack = vi.fn(() => Promise.resolve());
    const leases = list.map((token) => ({ key: `${token}`, token }));
    const asking = leaseInParts(
      leases,
      async (part) => {
        if (part.length < MOST_KEYS) throw new Error("down");
        return part.map((lease) => ({ kind: "won", lease }));
      },
      giveBack,
    );
    await expect(asking).rejects.toThrow("down");
    expect(giveBack).toHaveBeenCalledExactlyOnceWith(leases.slice(0, -1));
  });
});

const LAYOUTS: readonly [string, (backend: LeasingBackend) => LeasingBackend | undefined][] = [
  ["of our own", (backend) => backend],
  ["that Python shares", (backend) => backend.python],
];

describe.skipIf(!hasRedis)("very many keys in one call", () => {
  it.each(LAYOUTS)("are leased, stored and dropped in the layout %s", async (_, layout) => {
    const options = { clock: systemClock, name: "parts", backendTimeoutMs: 30_000 };
    const server = await startRedis();
    const backend = await openRedis(server.url, options);
    const keys = Array.from({ length: VERY_MANY }, (_each, at) => `key${at}`);
    await useAll(layout(backend) ?? backend, keys);
    await backend.close();
    await server.stop();
  });
});

async function useAll(backend: LeasingBackend, keys: readonly string[]): Promise<void> {
  const request = { seen: undefined, takeOver: false, leaseMs: LONG_MS };
  const answers = await backend.acquire(keys.map((key) => ({ ...request, key })));
  const leases = answers.flatMap((answer) => (answer.kind === "won" ? [answer.lease] : []));
  expect(leases.map(({ key }) => key)).toEqual(keys);
  expect(new Set(await backend.renew(leases, LONG_MS))).toEqual(new Set([true]));
  const stored = await backend.fill(leases.map((lease) => [lease, DEPOSIT]));
  expect(stored).toEqual(keys.map(() => true));
  await backend.release(leases);
  await backend.write(keys.map((key) => [key, { ...DEPOSIT, kept: "2" }]));
  expect((await backend.read("key29999"))?.kept).toBe("2");
  await backend.invalidate(keys);
  expect(await backend.read("key29999")).toBeUndefined();
}
