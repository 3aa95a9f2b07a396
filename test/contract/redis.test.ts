import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "cachegen";
import { Redis } from "ioredis-5";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { describeLeasingBackend, type LeasingSuiteOptions } from "cachegen/testing";
import { openRedis, redisBackend } from "../../runtime/backend/redis/connect.js";
import { startRedis, type RedisServer } from "../support/redis-server.js";

let server: RedisServer | undefined;
let regions = 0;
const clients: Redis[] = [];

const hasRedis = inject("hasRedis");

beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server?.stop();
});

const options: LeasingSuiteOptions = {
  describe: describe.skipIf(!hasRedis),
  it,
  leaseMs: 300,
  passMs: async (durationMs, clock) => {
    await sleep(durationMs);
    clock.advanceMs(durationMs);
  },
};

/** A region nobody else has. */
function anyName(): string {
  return `region${(regions += 1)}`;
}

describeLeasingBackend(
  "Redis",
  (clock) => openRedis(server?.url ?? "", { clock, name: anyName() }),
  options,
);

describeLeasingBackend(
  "Redis through a client of somebody's own, of the driver's version before",
  (clock) => {
    const client = new Redis(server?.url ?? "", {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    });
    clients.push(client);
    return redisBackend(client, { clock, name: anyName() });
  },
  options,
);

describeLeasingBackend(
  "Redis in the layout of dogpile.cache",
  async (clock) => {
    const whole = await openRedis(server?.url ?? "", { clock, name: anyName() });
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
});
