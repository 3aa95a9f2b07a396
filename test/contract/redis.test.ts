import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { describeLeasingBackend } from "cachegen/testing";
import { openRedis } from "../../runtime/backend/redis/connect.js";
import { startRedis, type RedisServer } from "../support/redis-server.js";

let server: RedisServer | undefined;
let regions = 0;

const hasRedis = inject("hasRedis");

beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.stop());

describeLeasingBackend(
  "Redis",
  (clock) => openRedis(server?.url ?? "", { clock, name: `region${(regions += 1)}` }),
  {
    describe: describe.skipIf(!hasRedis),
    it,
    leaseMs: 300,
    passMs: async (durationMs, clock) => {
      await sleep(durationMs);
      clock.advanceMs(durationMs);
    },
  },
);
