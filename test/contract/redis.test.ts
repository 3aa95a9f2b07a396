import { setTimeout as sleep } from "node:timers/promises";
import { systemClock, type Clock } from "cachegen";
import { Redis } from "ioredis-5";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { describeLeasingBackend, type LeasingSuiteOptions } from "cachegen/testing";
import { openRedis, redisBackend } from "../../runtime/backend/redis/connect.js";
import type { RedisOptions } from "../../runtime/backend/redis/region-store.js";
import { startRedis, type RedisServer } from "../support/redis-server.js";

let server: RedisServer | undefined;
let admin: Redis | undefined;
let regions = 0;
const clients: Redis[] = [];

const hasRedis = inject("hasRedis");

beforeAll(async () => {
  if (!hasRedis) return;
  server = await startRedis();
  admin = new Redis(server.url);
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  admin?.disconnect();
  await server?.stop();
});

const options: LeasingSuiteOptions = {
  describe: describe.skipIf(!hasRedis),
  it,
  leaseMs: 1_000,
  passMs: async (durationMs, clock) => {
    await sleep(durationMs);
    clock.advanceMs(durationMs);
  },
};

/** What a backend of a region nobody else has is opened with, on an empty server: as patient as a busy machine needs. */
async function emptied(clock: Clock): Promise<RedisOptions> {
  await admin?.flushall();
  return { clock, name: `region${(regions += 1)}`, backendTimeoutMs: 60_000 };
}

describeLeasingBackend(
  "Redis",
  async (clock) => openRedis(server?.url ?? "", await emptied(clock)),
  options,
);

describeLeasingBackend(
  "Redis through a client of somebody's own, of the driver's version before",
  async (clock) => {
    const client = new Redis(server?.url ?? "", {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    });
    clients.push(client);
    return redisBackend(client, await emptied(clock));
  },
  options,
);

describeLeasingBackend(
  "Redis in the layout of dogpile.cache",
  async (clock) => {
    const whole = await openRedis(server?.url ?? "", await emptied(clock));
    return whole.python;
  },
  options,
);

describe("a client of somebody's own", () => {
  it.each([
    ["enableOfflineQueue", true],
    ["autoResendUnfulfilledCommands", true],
    ["maxRetriesPerRequest", 20],
  ])("is refused with %s: %s, which could send a command late or twice", (name, value) => {
    const client = new Redis({
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      [name]: value,
    });
    const open = (): unknown => redisBackend(client, { clock: systemClock, name: "refused" });
    expect(open).toThrow(`the Redis client has ${name}: ${value}; make it with ${name}: `);
  });

  it.each([
    ["redis://:secret@127.0.0.1", "a URL is a backend as it is, as in configure({ backend: url })"],
    [undefined, "make one with new Redis(…)"],
    [{}, "make one with new Redis(…)"],
    [{ options: null }, "make one with new Redis(…)"],
  ])("is no client: %o, and the refusal says what to give", (given, cure) => {
    const open: unknown = Reflect.apply.bind(undefined, redisBackend, undefined, [
      given,
      { clock: systemClock, name: "refused" },
    ]);
    expect(open).toThrow(`redisBackend takes a client of ioredis; ${cure}`);
  });
});
