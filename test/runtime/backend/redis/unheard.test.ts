import { systemClock, type Lease, type LeasingBackend } from "cachegen/runtime";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { openRedis } from "../../../../runtime/backend/redis/connect.js";
import type { RedisBackend } from "../../../../runtime/backend/redis/redis-backend.js";
import { redisAtADistance } from "../../../support/redis-at-a-distance.js";

const hasRedis = inject("hasRedis");
const LONG_MS = 600_000;

let here: RedisBackend;

const net = redisAtADistance();
beforeEach(async () => {
  if (!hasRedis) return;
  await net.observer.flushall();
  const options = { clock: { ...systemClock }, name: "unheard", backendTimeoutMs: 5_000 };
  here = await openRedis(`redis://127.0.0.1:${net.proxy.port}`, options);
  await here.read("anything");
});
afterEach(async () => {
  if (hasRedis) await here.close();
});

/** What lies on the server beside the age of the region: leases. */
async function leases(): Promise<string[]> {
  return (await net.observer.keys("*")).filter((key) => !key.startsWith("@age:"));
}

const request = { key: "k", seen: undefined, takeOver: false, leaseMs: LONG_MS };

/** Take a lease. The server knows the scripts after that. */
async function lease(backend: LeasingBackend): Promise<Lease> {
  const [answer] = await backend.acquire([request]);
  if (answer?.kind !== "won") throw new Error("nobody else asks");
  return answer.lease;
}

/** Ask for a lease whose giving is not heard of. */
async function ask(backend: LeasingBackend): Promise<{ readonly answer: Promise<unknown> }> {
  await backend.release([await lease(backend)]);
  net.proxy.hold("toClient");
  const answer = Promise.resolve(backend.acquire([request])).catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await leases()).toHaveLength(1));
  return { answer };
}

const LAYOUTS: readonly [string, () => LeasingBackend][] = [
  ["of our own", () => here],
  ["that Python shares", () => here.python],
];

describe.skipIf(!hasRedis).each(LAYOUTS)("a lease in the layout %s", (_, layout) => {
  it("whose giving was cut off is given back by the next connection", async () => {
    const { answer } = await ask(layout());
    net.proxy.cut();
    expect(await answer).toBeInstanceOf(Error);
    net.proxy.restore();
    await vi.waitFor(async () => expect(await leases()).toEqual([]));
  });

  it("that is given while the region is closed is given back before it is", async () => {
    const { answer } = await ask(layout());
    const closing = here.close();
    net.proxy.restore();
    await closing;
    expect(await answer).toBeInstanceOf(Error);
    expect(await leases()).toEqual([]);
  });

  it("that could not be given back is given back by the next connection", async () => {
    const held = await lease(layout());
    net.proxy.refuse(true);
    net.proxy.cut();
    await vi.waitFor(() => expect(layout().release([held])).rejects.toThrow());
    expect(await leases()).toHaveLength(1);
    net.proxy.refuse(false);
    await vi.waitFor(async () => expect(await leases()).toEqual([]));
  });
});
